// What there is to say of a file that was scored. Plain values: they cross a thread and are not stored.
import type { OwnRule } from '../data/quality/own-expectation';
import type { RowReason } from '../data/table-lines';
import type { Progress } from '../transport/job';

/**
 * `unread`: not a value of the column's type, taken as missing; `unseen`: a level that training did not have, taken as missing;
 * `adapted`: matched to a value although spelled otherwise.
 */
export const cellIssueKinds = ['unread', 'unseen', 'adapted'] as const;
export type CellIssueKind = (typeof cellIssueKinds)[number];

/** Why a row has no answer. */
export type UnreadReason = RowReason | 'cell';

/** A row without an answer, from 1; `cell`: the first that does not fit its column, where that is why. */
export interface UnreadRow {
  row: number;
  reason: UnreadReason;
  cell?: UnreadCell;
}

/** A cell as the file has it. */
export interface UnreadCell {
  column: string;
  text: string;
}

/** A cell that an issue was first seen in; `row` counts from 1, `as` is what it was taken for. */
export interface IssuePlace {
  row: number;
  text: string;
  as: string | null;
}

/** Cells of one column that have the same issue. */
export interface CellIssue {
  column: string;
  kind: CellIssueKind;
  count: number;
  /** The first few. */
  first: IssuePlace[];
}

/** The first rows of a file with the answers beside them. */
export interface ScoringPreview {
  /** Of the file, the first few where it has many. */
  columns: string[];
  answers: string[];
  rows: { cells: string[]; answers: string[] }[];
}

/** A scored file, and what there is to say of it. */
export interface ScoredFile {
  file: Blob;
  rows: number;
  /** The first few columns' issues, in order of the file's first rows. */
  issues: CellIssue[];
  /** All cells with an issue. */
  issueCount: number;
  /** Lines that are no rows of the table, or rows with a cell for which training left rows out (`cell`), and have no answer: the first of them, and how many. */
  unread: UnreadRow[];
  unreadCount: number;
  /** Cells that a spreadsheet would have run as formulas and that have an apostrophe before them now. */
  guarded: number;
  preview: ScoringPreview;
  /** What people expect of the project's data, and how many rows fail it; null where its column could not be checked. Absent: nothing is expected. */
  expected?: { column: string; rule: OwnRule; isDate: boolean; failed: number | null }[];
}

/** What is told while a file is scored; the preview once its first rows are. */
export type ScoringEvent = Progress | { kind: 'preview'; preview: ScoringPreview };
