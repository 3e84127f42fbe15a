// What a project file, or a backup, says of itself: manifest.json, the first entry. docs/formats.md describes it for others.
import * as v from 'valibot';
import { count, sha256, timestamp } from '../../contract/data/dataset';

/** Grows when older apps could not read the file any more. */
export const projectFileFormat = 1;
/** A backup: all projects, table by table. A format of its own, so that older apps say that it is newer than they are. */
export const backupFormat = 2;
export const projectFileType = 'application/vnd.hearth.project+zip';

export const manifestName = 'manifest.json';
export const recordsName = 'records.json';
export const chunkName = (sha256: string): string => `chunks/${sha256}`;
/** One table of a backup. */
export const tableName = (table: string): string => `tables/${table}.json`;

/** Parts of the file, each with the most bytes that it may unpack to. */
export const entryRules = [
  { pattern: /^manifest\.json$/, mostBytes: 64 * 2 ** 20 },
  { pattern: /^records\.json$/, mostBytes: 256 * 2 ** 20 },
  { pattern: /^tables\/[A-Za-z]{1,40}\.json$/, mostBytes: 256 * 2 ** 20 },
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

export const manifest = v.variant('format', [
  v.strictObject({
    app: v.literal('hearth'),
    format: v.literal(projectFileFormat),
    appVersion: v.string(),
    createdAt: timestamp,
    entries,
    /** SHA-256 of the canonical JSON of all records. */
    recordsSha256: sha256,
  }),
  v.strictObject({
    app: v.literal('hearth'),
    format: v.literal(backupFormat),
    appVersion: v.string(),
    createdAt: timestamp,
    entries,
    /** Version of the layout of the tables: the schema's of the store that they come from. */
    layout: count,
  }),
]);
export type Manifest = v.InferOutput<typeof manifest>;
