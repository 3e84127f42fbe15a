// Encoded samples as bins. Cuts are found on the training rows, on a sample of them where they are many.
import { Philox } from '../../../../domain/random';
import type { BatchSource } from '../../../net/training/batch-source';
import type { BinnedRows } from '../kernels/tree-kernel';
import { levelBins, type BinnedColumn, type ColumnKind } from './columns';
import { cutsOf, mostBins } from './cuts';
import { openBinner } from '../kernels/binner';

/** Rows that cuts are found on at most, as in LightGBM and scikit-learn. */
const sampledRows = 200_000;
const sampleStream = 0x60000000;

/** Rows as bins with their labels. */
export interface LabelledBins extends BinnedRows {
  labels: Float32Array;
}

/** Training and validation rows as bins. */
export interface BinnedData {
  columns: BinnedColumn[];
  train: LabelledBins;
  validation: LabelledBins;
}

/** What binning needs to know. */
export interface BinningPlan {
  kinds: readonly ColumnKind[];
  /** Bins of a column at most, without "missing". */
  mostBins: number;
  seed: number;
}

type Pass = () => AsyncIterable<{ rows: number; features: Float32Array; labels: Float32Array }>;

/** Reads a source's rows twice where they do not fit in memory: for the cuts, then for the bins. `turn` is waited for between batches. */
export async function binRows(
  source: BatchSource,
  plan: BinningPlan,
  turn: () => Promise<void>,
): Promise<BinnedData> {
  const pass = await trainingPass(source);
  const columns = await findColumns(pass, source.trainRows, plan, turn);
  const train = await binned(pass, source.trainRows, columns, turn);
  const validation = await binned(() => source.validation(), source.validationRows, columns, turn);
  return { columns, train, validation };
}

/** Rows of a slice of those that are held in memory. */
const sliceRows = 4096;

/** The same rows in the same order each time. */
async function trainingPass(source: BatchSource): Promise<Pass> {
  const whole = await source.whole?.();
  if (!whole) return () => source.train(0, 0);
  const { features, labels } = whole;
  const width = labels.length === 0 ? 0 : features.length / labels.length;
  return async function* slices() {
    for (let from = 0; from < labels.length; from += sliceRows) {
      const to = Math.min(labels.length, from + sliceRows);
      yield await Promise.resolve({
        rows: to - from,
        features: features.subarray(from * width, to * width),
        labels: labels.subarray(from, to),
      });
    }
  };
}

/** Which of the rows are looked at, ascending; all where there are few. */
function chosenRows(rows: number, seed: number): Uint32Array | null {
  if (rows <= sampledRows) return null;
  return new Philox(seed, sampleStream).permutation(rows).subarray(0, sampledRows).slice().sort();
}

async function findColumns(
  pass: Pass,
  rows: number,
  { kinds, mostBins: most, seed }: BinningPlan,
  turn: () => Promise<void>,
): Promise<BinnedColumn[]> {
  const width = kinds.length;
  const chosen = chosenRows(rows, seed);
  const seen = kinds.map(({ kind }) => new Float32Array(kind === 'number' ? (chosen?.length ?? rows) : 0));
  const counts = new Uint32Array(width);
  let [from, next] = [0, 0];
  for await (const batch of pass()) {
    const noteRow = (row: number) => {
      for (let column = 0; column < width; column++) {
        if (kinds[column]!.kind !== 'number') continue;
        const value = batch.features[row * width + column]!;
        if (!Number.isNaN(value)) seen[column]![counts[column]!++] = value;
      }
    };
    if (!chosen) for (let row = 0; row < batch.rows; row++) noteRow(row);
    else while (next < chosen.length && chosen[next]! < from + batch.rows) noteRow(chosen[next++]! - from);
    from += batch.rows;
    await turn();
  }
  const columns: BinnedColumn[] = [];
  for (const [at, kind] of kinds.entries()) {
    if (kind.kind === 'levels') columns.push({ kind: 'levels', bins: levelBins(kind.levels) });
    else {
      const cuts = cutsOf(seen[at]!.subarray(0, counts[at]), Math.min(most, mostBins));
      columns.push({ kind: 'number', cuts, bins: cuts.length + 1 });
    }
    await turn();
  }
  return columns;
}

async function binned(
  pass: Pass,
  rows: number,
  columns: readonly BinnedColumn[],
  turn: () => Promise<void>,
): Promise<LabelledBins> {
  const width = columns.length;
  const bins = new Uint8Array(rows * width);
  const labels = new Float32Array(rows);
  const bin = openBinner(columns);
  let from = 0;
  for await (const batch of pass()) {
    bin(bins.subarray(from * width), { ...batch, width });
    labels.set(batch.labels, from);
    from += batch.rows;
    await turn();
  }
  return { rows, width, bins, labels };
}
