// Which columns may decide a split, by their type. Nothing is read here.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import type { SplitSpec } from '../../contract/model/recipe';

/** Kinds of split that a column decides. */
export type ColumnSplit = Exclude<SplitSpec['kind'], 'stratified' | 'random'>;

const displays: Record<ColumnSplit, readonly string[]> = {
  grouped: ['number', 'choice', 'text', 'date'],
  time: ['date', 'number'],
  column: ['choice', 'text'],
};

/** Whether a column decides the split. */
export function isColumnSplit(kind: SplitSpec['kind']): kind is ColumnSplit {
  return kind !== 'stratified' && kind !== 'random';
}

/** The columns that may decide a split, likely ones first: dates for one by time, names of groups for one by group. */
export function splitColumns(columns: readonly Column[], kind: ColumnSplit, target: string | null): Column[] {
  const fits = displays[kind];
  return columns
    .filter(({ name, type }) => name !== target && fits.includes(columnTypes[type].display))
    .toSorted((a, b) => rank(a, kind) - rank(b, kind));
}

function rank({ name, type }: Column, kind: ColumnSplit): number {
  if (kind === 'time') return type === 'datetime' ? 0 : 1;
  const likely =
    kind === 'column' ? /split|fold|part|set$|划分|子集/i : /id$|group|patient|customer|user|组|编号/i;
  return likely.test(name) ? 0 : 1;
}
