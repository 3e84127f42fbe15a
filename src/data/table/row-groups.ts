// Which rows go together because they are equal in some columns.
import type { Cell, Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { mostGroups, wholeColumns, type WholeColumn } from './whole-column';
import type { Rows } from './rows';

/** Rows by their group. A missing key is a group too. */
export interface RowGroups {
  columns: Column[];
  /** Of each row; groups are numbered as they come. */
  ids: Uint32Array;
  /** The cells of each group's columns. */
  keys: Cell[][];
}

/** Groups all rows. @throws HearthError `groups_excessive`, `column_unknown`, `input_invalid` for images. */
export async function groupsOf(rows: Rows, by: readonly string[]): Promise<RowGroups> {
  return groupsOfColumns(await wholeColumns(rows, by));
}

/** The same of columns that were read; none: all rows are one group. */
export function groupsOfColumns(columns: readonly WholeColumn[], rowCount?: number): RowGroups {
  const length = columns[0]?.values.length ?? rowCount ?? 0;
  let ids = new Uint32Array(length);
  let firsts = length > 0 ? [0] : [];
  for (const { values, column } of columns) {
    const places = new Map<number, Map<number, number>>();
    const next = new Uint32Array(length);
    firsts = [];
    for (let row = 0; row < length; row++) {
      const before = ids[row] ?? 0;
      let inner = places.get(before);
      if (!inner) places.set(before, (inner = new Map()));
      const value = values[row] ?? NaN;
      let id = inner.get(value);
      if (id === undefined) {
        id = firsts.length;
        if (id === mostGroups)
          throw new HearthError('groups_excessive', { column: column.name }, { limit: mostGroups });
        firsts.push(row);
        inner.set(value, id);
      }
      next[row] = id;
    }
    ids = next;
  }
  return {
    columns: columns.map(({ column }) => column),
    ids,
    keys: firsts.map((row) => columns.map(({ values, cell }) => cell(values[row] ?? NaN))),
  };
}

/** Rows of each group, in their order: those of group g are `rows[starts[g] … starts[g + 1]]`. */
export function rowsByGroup({ ids, keys }: Pick<RowGroups, 'ids' | 'keys'>): {
  starts: Uint32Array;
  rows: Uint32Array;
} {
  const starts = new Uint32Array(keys.length + 1);
  for (const id of ids) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let group = 0; group < keys.length; group++)
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const rows = new Uint32Array(ids.length);
  ids.forEach((id, row) => {
    const at = next[id] ?? 0;
    rows[at] = row;
    next[id] = at + 1;
  });
  return { starts, rows };
}

/** Groups in ascending order of their keys; what is missing comes last. */
export function orderOfKeys(keys: readonly Cell[][]): number[] {
  return [...keys.keys()].sort((a, b) => compareKeys(keys[a] ?? [], keys[b] ?? []) || a - b);
}

function compareKeys(a: readonly Cell[], b: readonly Cell[]): number {
  for (let at = 0; at < a.length; at++) {
    const order = compareCells(a[at] ?? null, b[at] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Ascending, texts by code unit; what is missing comes last. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
