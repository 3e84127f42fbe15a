// A dataset while it is being read: rows as they come, and what was found in them once they all came.
import type { CellNotice, Column, ColumnProfile, DatasetVersion } from '../../contract/data/dataset';
import type { DroppedRows } from '../../contract/data/dropped-rows';
import type { TableFormatId } from '../../contract/data/formats';
import type { CollectedFiles } from '../../contract/data/opening/collected-files';
import type { TableLines } from '../../contract/data/table-lines';
import type { RowBatch } from '../columns/values';

/** How reading hears of an abort and tells how far it is. */
export interface ReadOptions {
  signal: AbortSignal;
  /** In bytes of the file, or in rows where there is no file; of many files in `items`. */
  onProgress(done: number, total: number, unit?: 'items'): void;
}

/** What is known after the last group. */
export interface ReadingFacts {
  rows: number;
  profiles: ColumnProfile[];
  duplicateRows: number;
  /** The first 100. */
  notices: CellNotice[];
  noticeCount: number;
  /** Rows that were left out for a cell, where a person chose so. */
  dropped?: DroppedRows;
  /** Of files that each became a row. */
  collected?: CollectedFiles;
}

/** A row of another width than the names have. */
export interface RaggedRow {
  /** From 1. */
  row: number;
  expected: number;
  found: number;
}

/** Columns known beforehand, rows as a stream; `finish` once the stream ended. */
export interface DatasetReading {
  columns: Column[];
  groups(): AsyncGenerator<RowBatch>;
  finish(): Promise<ReadingFacts>;
}

/** A table read from a file, with how its text is written; null where the format's cells are no text. */
export interface TableReading extends DatasetReading {
  encoding: string | null;
  delimiter: string | null;
  /** From 0 to 1: how sure the encoding is; absent where nothing had to be found out. */
  certainty?: number;
  /** Of a workbook: the sheet that was read, and the names of all. */
  sheet?: { name: string; all: string[] };
  /** Of an archive or a folder: the table that was read, and the names of all. */
  entry?: { name: string; all: string[] };
  /** What of the text is not plainly a row. */
  lines?: TableLines;
  /** Of a look at a file: the first row of another width, where there are so many that opening it would be refused without a choice. */
  ragged?: RaggedRow | undefined;
  /** The format, where only its content told it; and what its rows are, where they are no table. */
  format?: TableFormatId;
  kind?: DatasetVersion['kind'];
}

/**
 * Thrown by `groups` where rows are not as the samples of the file said: none of what came may be kept. `again` reads the file from its
 * beginning, its columns known from all of its rows.
 */
export class ReadAgain extends Error {
  readonly again: () => Promise<TableReading>;

  constructor(again: () => Promise<TableReading>) {
    super('the rows are not as the samples of the file said');
    this.again = again;
  }
}
