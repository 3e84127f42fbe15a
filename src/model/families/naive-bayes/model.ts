// What naive Bayes learns: how frequent classes are, and of each column its distribution in each class. As bytes of the store, and applied to
// samples: ln P(class) + Σ ln p(column | class) over the columns that are present.
import { HearthError } from '../../../contract/transport/fault';
import { levelOf, type ColumnOfBayes } from './columns';

/** A column in each class: means and variances of a number, else ln of the shares of levels. */
export type Distribution =
  | { kind: 'number'; means: Float64Array; variances: Float64Array }
  /** [classes, levels] */
  | { kind: 'levels'; levels: number; logShares: Float64Array };

/** A model; a class that training never saw has −Infinity as the logarithm of its prior. */
export interface BayesModel {
  /** [classes] */
  logPriors: Float64Array;
  columns: Distribution[];
}

/** A model as the bytes of the store: float64, priors first, then column after column. */
export function modelBytes({ logPriors, columns }: BayesModel): Uint8Array<ArrayBuffer> {
  const parts = [
    logPriors,
    ...columns.flatMap((column) =>
      column.kind === 'number' ? [column.means, column.variances] : [column.logShares],
    ),
  ];
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(all.buffer);
}

/** Numbers of a model of such columns. */
function modelSize(columns: readonly ColumnOfBayes[], classes: number): number {
  return classes * columns.reduce((sum, { levels }) => sum + (levels?.length ?? 2), 1);
}

/** Reads a stored model. Throws `storage_damaged` where there are more or fewer numbers than its columns have. */
export function modelOf(bytes: Uint8Array, columns: readonly ColumnOfBayes[], classes: number): BayesModel {
  if (bytes.byteLength !== 8 * modelSize(columns, classes))
    throw new HearthError('storage_damaged', { field: 'state' }, { bytes: bytes.byteLength });
  const all = new Float64Array(bytes.slice().buffer);
  let at = 0;
  const take = (length: number) => all.slice(at, (at += length));
  return {
    logPriors: take(classes),
    columns: columns.map(({ levels }): Distribution =>
      levels
        ? { kind: 'levels', levels: levels.length, logShares: take(classes * levels.length) }
        : { kind: 'number', means: take(classes), variances: take(classes) },
    ),
  };
}

/** ln p(sample, class): [rows, classes] of samples [rows, columns]. */
export function jointLogLikelihoods(
  { logPriors, columns }: BayesModel,
  features: Float32Array,
  rows: number,
): Float64Array {
  const classes = logPriors.length;
  const width = columns.length;
  const sums = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) sums.set(logPriors, row * classes);
  for (const [at, column] of columns.entries())
    if (column.kind === 'number') addNormal(sums, column, classes, { features, rows, width, at });
    else
      for (let row = 0; row < rows; row++) {
        const level = levelOf(features[row * width + at]!, column.levels);
        if (level < 0) continue;
        for (let k = 0; k < classes; k++)
          sums[row * classes + k]! += column.logShares[k * column.levels + level]!;
      }
  return sums;
}

function addNormal(
  sums: Float64Array,
  { means, variances }: Extract<Distribution, { kind: 'number' }>,
  classes: number,
  { features, rows, width, at }: { features: Float32Array; rows: number; width: number; at: number },
): void {
  const constants = variances.map((variance) => -0.5 * Math.log(2 * Math.PI * variance));
  for (let row = 0; row < rows; row++) {
    const value = features[row * width + at]!;
    if (Number.isNaN(value)) continue;
    for (let k = 0; k < classes; k++)
      // A column of one value says nothing.
      if (variances[k]! > 0)
        sums[row * classes + k]! += constants[k]! - (0.5 * (value - means[k]!) ** 2) / variances[k]!;
  }
}

/** As far as the logarithm of a probability goes down: its exponential is 0. */
const least = -1000;

/** Raw outputs of a task’s head: the logit of the second of two classes, or the logarithm of each of more. */
export function outputsOf(joint: Float64Array, classes: number): Float32Array {
  const rows = joint.length / classes;
  if (classes === 2)
    return Float32Array.from({ length: rows }, (_, row) =>
      Math.max(least, Math.min(-least, joint[2 * row + 1]! - joint[2 * row]!)),
    );
  const outputs = new Float32Array(joint.length);
  for (let row = 0; row < rows; row++) {
    const own = joint.subarray(row * classes, (row + 1) * classes);
    // Less the largest: float32 holds no digits of what lies far from 0.
    const largest = own.reduce((most, value) => Math.max(most, value), -Infinity);
    for (let k = 0; k < classes; k++) outputs[row * classes + k] = Math.max(least, own[k]! - largest);
  }
  return outputs;
}
