// What a project file, or a backup, says of itself: manifest.json, the first entry. docs/formats.md describes it for others.
import * as v from 'valibot';
import { count, sha256, timestamp } from '../../contract/data/dataset';

/** One project. Grows when older apps could not read the file any more. */
export const projectFileFormat = 3;
/** All projects, table by table: a format of its own, so that an app that knows project files only says that it is newer. */
export const backupFormat = 4;
/** What apps wrote before manifests told the version of each table's records. Read for ever. */
const firstProjectFileFormat = 1;
const firstBackupFormat = 2;
export const projectFileType = 'application/vnd.hearth.project+zip';

export const manifestName = 'manifest.json';
export const recordsName = 'records.json';
export const chunkName = (sha256: string): string => `chunks/${sha256}`;
/** One table of a backup. */
export const tableName = (table: string): string => `tables/${table}.json`;

/** A file that unpacks to more than this is opened only where a person said so. */
export const askedBytes = 500_000_000;
/** The same of its records alone: they are in memory all at once, and take several times as much there. */
export const askedRecordBytes = 64_000_000;

/** Parts of the file, each with the most bytes that it may unpack to. */
export const entryRules = [
  { pattern: /^manifest\.json$/, mostBytes: 32 * 2 ** 20 },
  { pattern: /^records\.json$/, mostBytes: 128 * 2 ** 20 },
  { pattern: /^tables\/[A-Za-z]{1,40}\.json$/, mostBytes: 128 * 2 ** 20 },
  { pattern: /^chunks\/[0-9a-f]{64}$/, mostBytes: 64 * 2 ** 20 },
];

/** Every other entry, in the file's order. */
const entries = v.array(
  v.strictObject({
    name: v.string(),
    bytes: count,
    sha256,
    /** Of the entry's data as it lies in the file. */
    packedSha256: sha256,
  }),
);

const base = { app: v.literal('hearth'), appVersion: v.string(), createdAt: timestamp, entries };
/** SHA-256 of the canonical JSON of all records. */
const recordsSha256 = sha256;
/** Version of the layout of the whole store: the schema's of the store that the tables come from. */
const layout = count;
/** Version of the records of each table. */
const tables = v.record(v.pipe(v.string(), v.regex(/^[A-Za-z]{1,40}$/)), count);

export const manifest = v.variant('format', [
  v.strictObject({ ...base, format: v.literal(firstProjectFileFormat), recordsSha256 }),
  v.strictObject({ ...base, format: v.literal(firstBackupFormat), layout }),
  v.strictObject({ ...base, format: v.literal(projectFileFormat), recordsSha256, tables }),
  /** Without `tables` where an app saved a newer one's store, of which it knows the layout's number alone. */
  v.strictObject({ ...base, format: v.literal(backupFormat), layout, tables: v.exactOptional(tables) }),
]);
export type Manifest = v.InferOutput<typeof manifest>;
