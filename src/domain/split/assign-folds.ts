// Which rows a model learns from, is tuned on and judged on, where they are divided into folds of which one is held out to test.
// The folds do not depend on which is held out, so that over all of them every row is tested once. Only labels and keys here.
import { HearthError } from '../../contract/transport/fault';
import { splitCodes } from '../../contract/data/split-codes';
import type { SplitSpec } from '../../contract/model/recipe';
import { Philox } from '../random';
import { assignSplit } from './assign-split';
import { assignByColumn } from './assign-by-column';

const foldStream = 0x5014;

/** A split whose test set is one of several folds. */
export type FoldedSplit = SplitSpec & { folds: NonNullable<SplitSpec['folds']> };

/** Whether one of several folds is held out: by chance, by class, or with groups kept together. */
export function isFolded(spec: SplitSpec): spec is FoldedSplit {
  return spec.folds !== undefined && spec.kind !== 'time' && spec.kind !== 'column';
}

/**
 * Assigns every row a part: the fold that is held out tests, and of the others validation gets its share as the kind of split says.
 * `labels`: class of each row, −1 to leave it out. `groups`: of each row, NaN where it stands alone; null where there are none.
 * Folds differ by one row at most, stratified in every class by one as well; groups are dealt to the smallest fold, the largest first.
 * Throws `rows_too_few` where a fold would stay empty.
 */
export function assignFolds(labels: Int32Array, groups: Float64Array | null, spec: FoldedSplit): Uint8Array {
  const { count, held } = spec.folds;
  const folds =
    spec.kind === 'grouped' && groups ? groupFolds(labels, groups, spec) : classFolds(labels, spec);
  const sizes = new Uint32Array(count);
  for (const fold of folds) if (fold >= 0) sizes[fold]!++;
  if (sizes.includes(0)) {
    const rows = sizes.reduce((sum, size) => sum + size, 0);
    throw new HearthError('rows_too_few', { field: 'split' }, { rows, needed: Math.max(count, rows + 1) });
  }
  const rest = labels.map((label, row) => (folds[row] === held - 1 ? -1 : label));
  const { train, validation } = spec;
  const shares = {
    ...spec,
    train: train / (train + validation),
    validation: validation / (train + validation),
    test: 0,
  };
  const others =
    spec.kind === 'grouped' && groups ? assignByColumn(rest, groups, shares) : assignSplit(rest, shares);
  return others.map((part, row) => (folds[row] === held - 1 ? splitCodes.test : part));
}

/** The fold of each row from 0, −1 where it is left out: class by class dealt in a drawn order. */
function classFolds(labels: Int32Array, { kind, seed, folds: { count } }: FoldedSplit): Int16Array {
  const folds = new Int16Array(labels.length).fill(-1);
  const random = new Philox(seed, foldStream);
  const included = Uint32Array.from(labels.keys()).filter((row) => labels[row]! >= 0);
  const classes =
    kind === 'stratified' ? [...new Set(labels)].filter((label) => label >= 0).sort((a, b) => a - b) : [null];
  let next = 0;
  for (const label of classes) {
    const rows = label === null ? included : included.filter((row) => labels[row] === label);
    for (const at of random.permutation(rows.length)) folds[rows[at]!] = next++ % count;
  }
  return folds;
}

/** The same of groups: the largest first, each to the smallest fold; equal ones in a drawn order. */
function groupFolds(
  labels: Int32Array,
  keys: Float64Array,
  { seed, folds: { count } }: FoldedSplit,
): Int16Array {
  const folds = new Int16Array(labels.length).fill(-1);
  const groups = new Map<number | string, number[]>();
  labels.forEach((label, row) => {
    if (label < 0) return;
    const key = Number.isNaN(keys[row]!) ? `row ${row}` : keys[row]!;
    const rows = groups.get(key);
    if (rows) rows.push(row);
    else groups.set(key, [row]);
  });
  const listed = [...groups.values()];
  const drawn = [...new Philox(seed, foldStream).permutation(listed.length)].map((at) => listed[at]!);
  const sizes = new Array<number>(count).fill(0);
  for (const rows of drawn.toSorted((a, b) => b.length - a.length)) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    sizes[smallest]! += rows.length;
    for (const row of rows) folds[row] = smallest;
  }
  return folds;
}
