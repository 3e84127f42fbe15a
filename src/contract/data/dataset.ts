// A dataset version: what its columns are, where its row groups lie, what was found in it.
// Physical layout: rows are cut into groups; one chunk (about 4 MiB, named by its SHA-256) holds one group, column after column.
import * as v from 'valibot';
import { cellReading } from './cell-reading';
import { columnType, logicalType } from './column-types';
import { droppedRows } from './dropped-rows';
import { collectedFiles } from './opening/collected-files';
import { finite } from './numbers';
import { openChoices } from './opening/open-choices';
import { tableLines } from './table-lines';
import { lineage } from './transform';

export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const ulid = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/));
/** The last moment of the year 9999: no record is younger, and every way to write a moment bears it. */
const lastMoment = 253_402_300_799_999;
/** Milliseconds since 1970, UTC. Every time in every record is one: what can be no moment is refused. */
export const timestamp = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(lastMoment));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(4096));

export const columnRole = v.picklist(['feature', 'target', 'identifier', 'protected', 'ignored']);
export type ColumnRole = v.InferOutput<typeof columnRole>;

export const column = v.strictObject({
  name,
  type: columnType,
  /** What it is to a person: an integer, a boolean. Absent in versions from before it was kept; `type` is how its values are stored. */
  logical: v.exactOptional(logicalType),
  /** Dictionary of a category column, in code order, which is that of the levels where it is ordered; empty for other types. */
  categories: v.array(v.string()),
  /** [height, width, channels] of an image column, else null. */
  shape: v.nullable(v.tuple([count, count, count])),
  /** How its cells were read, where they were text. */
  reading: v.exactOptional(cellReading),
});
export type Column = v.InferOutput<typeof column>;

/** A chunk in the store. */
export const chunkRef = v.strictObject({ sha256, bytes: count });
export type ChunkRef = v.InferOutput<typeof chunkRef>;

export const rowGroup = v.strictObject({ firstRow: count, rows: count, chunk: chunkRef });
export type RowGroup = v.InferOutput<typeof rowGroup>;

/** What is known of one column. Histograms have equal-width bins between the 0.5 and 99.5 percentiles' neighbours. */
export const columnProfile = v.strictObject({
  name,
  missing: count,
  /** Distinct values; exact up to 100,000, then a lower bound. */
  distinct: count,
  /**
   * Beyond them: how many there are, and the standard error as a share of it; 0 where each was counted. Absent where `distinct` is exact, and in
   * profiles from before it was estimated.
   */
  estimated: v.exactOptional(v.strictObject({ distinct: count, error: finite })),
  number: v.nullable(
    v.strictObject({
      min: finite,
      max: finite,
      mean: finite,
      stdDev: finite,
      q25: finite,
      median: finite,
      q75: finite,
      histogram: v.strictObject({ edges: v.array(finite), counts: v.array(count) }),
      /** Whether every value is a whole number; absent in profiles from before it was kept. */
      whole: v.exactOptional(v.boolean()),
    }),
  ),
  /** A number that probably stands for "not known", such as -999 among positive ones; it stays a value. */
  suspect: v.exactOptional(v.strictObject({ value: finite, count })),
  /** Most frequent values first, at most 20; for category and text columns. */
  top: v.array(v.strictObject({ value: v.string(), count })),
});
export type ColumnProfile = v.InferOutput<typeof columnProfile>;

/** A value that did not fit the column's type and was taken as missing (the first 100 are kept). */
export const cellNotice = v.strictObject({
  row: count,
  column: name,
  value: v.string(),
  reason: v.picklist(['not_a_number', 'not_a_date']),
});
export type CellNotice = v.InferOutput<typeof cellNotice>;

export const datasetVersion = v.strictObject({
  id: ulid,
  projectId: ulid,
  name,
  kind: v.picklist(['table', 'images']),
  rows: count,
  columns: v.array(column),
  groups: v.array(rowGroup),
  /** SHA-256 over the canonical JSON of columns and of every group's chunk hash. */
  sha256,
  /** What the file said of itself. */
  source: v.strictObject({
    kind: v.picklist(['file', 'scenario']),
    name,
    bytes: count,
    encoding: v.nullable(v.string()),
    delimiter: v.nullable(v.string()),
    /** From 0 to 1: how sure the encoding is; absent where nothing had to be found out, and in versions from before it was kept. */
    certainty: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    /** The sheet of a workbook that was read. */
    sheet: v.exactOptional(v.string()),
    /** The table of an archive or a folder that was read. */
    entry: v.exactOptional(name),
    /** What a person chose rather than what was found; a newer file is read so as well. Absent where nothing was chosen. */
    choices: v.exactOptional(openChoices),
    /** True where a generator made the rows: shown everywhere. */
    synthetic: v.boolean(),
    licence: v.string(),
    origin: v.string(),
  }),
  lineage,
  /** What each step of the lineage did: rows before and after it, and cells that differ; absent in versions from before it was counted. */
  stepCounts: v.exactOptional(v.array(v.strictObject({ before: count, rows: count, cells: count }))),
  /** The file itself in gzip, cut into chunks; absent where it was too large, where there was none, and in versions from before it was kept. */
  original: v.exactOptional(v.strictObject({ bytes: count, chunks: v.array(chunkRef) })),
  /** The cells of columns whose type was changed, as the file has them: a text column in a chunk for each row group. */
  written: v.exactOptional(v.array(v.strictObject({ column: name, chunks: v.array(chunkRef) }))),
  profiles: v.array(columnProfile),
  notices: v.array(cellNotice),
  noticeCount: count,
  /** Rows that were left out because a cell did not fit its column; absent where a person did not choose so, and where there are none. */
  dropped: v.exactOptional(droppedRows),
  /** What of a text file is not plainly a row; absent for other sources, and in versions from before it was kept. */
  lines: v.exactOptional(tableLines),
  /** Of the files that became its rows; absent for tables from one file. */
  collected: v.exactOptional(collectedFiles),
  /** Rows whose cells all equal those of an earlier row (by 64-bit hash). */
  duplicateRows: count,
  readMs: finite,
  createdAt: timestamp,
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
});
export type DatasetVersion = v.InferOutput<typeof datasetVersion>;

/** One cell as the table shows it. Images come through `readImages`. */
export type Cell = number | string | null;

/** A row and its twin, from 0. */
const rowPairs = v.array(v.tuple([count, count]));

/** What the parts of a split share that they should not, and what one has that training never saw. */
export const comparedParts = v.strictObject({
  /** Levels of features that rows beyond training have and training has not, the most frequent 50 by name. */
  unseen: v.array(v.strictObject({ column: name, count, rows: count, levels: v.array(v.string()) })),
  /** Of every column of dates the last moment of training and the first of test. */
  moments: v.array(v.strictObject({ column: name, trainLast: finite, testFirst: finite })),
  /** Rows of test whose value training has as well, of columns that no model learns from and that may be identifiers. */
  shared: v.array(v.strictObject({ column: name, rows: count })),
  /**
   * Rows of test that nearly equal one of training, of so many compared, and the first 1,000 with it; null where it cannot be told, absent
   * where nobody looked.
   */
  near: v.exactOptional(
    v.nullable(
      v.strictObject({
        by: v.picklist(['cells', 'texts', 'images']),
        rows: count,
        compared: count,
        pairs: rowPairs,
      }),
    ),
  ),
  /** Rows of each class in training, validation and test; none for regression. */
  classes: v.exactOptional(v.strictObject({ names: v.array(v.string()), counts: v.array(v.array(count)) })),
});

/** How rows are divided, and what was checked on the way. */
export const partition = v.strictObject({
  id: ulid,
  projectId: ulid,
  datasetId: ulid,
  datasetSha256: sha256,
  /** SHA-256 over dataset hash, target and split settings: names this partition. */
  sha256,
  /** One byte a row: its split code (split-codes.ts). */
  assignment: chunkRef,
  counts: v.strictObject({ train: count, validation: count, test: count, excluded: count }),
  quality: v.strictObject({
    requiredCells: count,
    missingCells: count,
    duplicateRows: count,
    /** Groups of identical inputs with more than one label, counted in rows. */
    conflictingRows: count,
    /** Rows of test whose features are also in train. */
    leakedRows: count,
    /** Counts a class in dataset order of the target's categories; empty for regression. */
    classCounts: v.array(count),
    /**
     * The first 1,000 rows of each finding with a twin: a repeated row and the first that it repeats, a contradicting row and one of
     * another label, a row of test and its equal in train; absent in partitions from before they were kept.
     */
    equalRows: v.exactOptional(
      v.strictObject({ duplicates: rowPairs, conflicts: rowPairs, leaks: rowPairs }),
    ),
    /** How well each single feature predicts the target, on a sample of the rows; absent in partitions from before it was measured. */
    predictive: v.exactOptional(
      v.strictObject({
        rows: count,
        columns: v.array(v.strictObject({ name: v.string(), score: v.number() })),
        /** Rows of test that chance alone gives an equal in train: few distinct combinations. */
        expectedRepeats: v.number(),
      }),
    ),
    /** What training, validation and test share or lack; absent in partitions from before they were compared. */
    parts: v.exactOptional(comparedParts),
  }),
  createdAt: timestamp,
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
});
export type Partition = v.InferOutput<typeof partition>;
