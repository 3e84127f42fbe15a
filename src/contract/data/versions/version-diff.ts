// What stands in the list of a project's dataset versions, and how two of them differ.
import type { DatasetVersion } from '../dataset';
import type { ColumnType } from '../column-types';

/** A dataset version in a line: no rows, no profiles. */
export interface DatasetLine extends Pick<DatasetVersion, 'id' | 'name' | 'sha256' | 'rows' | 'createdAt'> {
  /** null also where the parent is gone. */
  parent: string | null;
  steps: DatasetVersion['lineage']['steps'];
  source: Pick<DatasetVersion['source'], 'kind' | 'name' | 'encoding' | 'delimiter'>;
  /** Names and types, in their order. */
  columns: { name: string; type: ColumnType }[];
  bytes: number;
}

/**
 * Which rows are the same in both. `place`: those of one number. `content`: those that are equal in all columns of both. `key`: those that
 * are equal in a column whose values stand once each.
 */
export type RowMatch = { kind: 'place' } | { kind: 'content' } | { kind: 'key'; column: string };

/** What is different in the second of two versions; rows by their numbers from 0, the first thousand of each. */
export interface VersionDiff {
  match: RowMatch;
  rows: { before: number; after: number; added: number; removed: number; changed: number };
  /** Of the second, of the first, and of both. */
  addedRows: number[];
  removedRows: number[];
  changedRows: [before: number, after: number][];
  columns: {
    added: string[];
    removed: string[];
    retyped: { name: string; from: ColumnType; to: ColumnType }[];
    /** Cells that differ in rows that are in both. */
    changed: { name: string; cells: number }[];
  };
}
