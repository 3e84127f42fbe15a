// Which rows of a dataset are looked at, and in which order. A view changes nothing of the data and is stored nowhere.
import type { OwnRule } from './quality/own-expectation';

/** Stands for the column of a condition on the map of rows: no column has this name. */
export const mapColumn = '';

/** What a row has to meet. A missing cell is in no range, is no level and contains nothing. */
export type RowCondition =
  /** Numbers, or moments in milliseconds, both bounds included; null where one side is open. */
  | { kind: 'range'; column: string; low: number | null; high: number | null }
  /** One of these levels of a category column. */
  | { kind: 'levels'; column: string; levels: readonly string[] }
  /** A part of a text, in whichever case. */
  | { kind: 'contains'; column: string; text: string }
  | { kind: 'missing'; column: string }
  | { kind: 'present'; column: string }
  /** A part of the map of rows by these columns; of no single column. */
  | {
      kind: 'map';
      column: typeof mapColumn;
      columns: readonly string[];
      x: readonly [low: number, high: number];
      y: readonly [low: number, high: number];
    }
  /** What fails a rule that a person set. */
  | { kind: 'unmet'; column: string; rule: OwnRule };

/** Rows by a column; missing cells come last in both directions. */
export interface SortKey {
  column: string;
  descending: boolean;
}

/** Rows that meet every condition and have the text in one of their cells; equal ones in the order of the table. */
export interface RowView {
  conditions: readonly RowCondition[];
  /** Searched in every cell, in whichever case; empty for no search. */
  search: string;
  /** The first column decides; the next where it leaves rows equal. */
  sort: readonly SortKey[];
}

/** All rows in the order of the table. */
export const allRows: RowView = { conditions: [], search: '', sort: [] };

/** Whether a view is of all rows in the order of the table. */
export function isAllRows({ conditions, search, sort }: RowView): boolean {
  return conditions.length === 0 && search.trim() === '' && sort.length === 0;
}
