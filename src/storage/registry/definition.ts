// What the store has to know of a table. Each file of storage/records/ defines one; all else is derived from the definitions.
import type { Transaction } from 'dexie';
import type * as v from 'valibot';
import type { ChunkRef } from '../../contract/data/dataset';

/** Every table with the type of its record: each file of storage/records/ adds its own by `declare module`. */
export interface ProjectRecords {
  /** Nothing yet: the files of storage/records/ fill it. */
  readonly [none: symbol]: never;
}

/** Tables that belong to this browser rather than to a project: they are in no project file and no backup. */
export interface DeviceRecords {
  readonly [none: symbol]: never;
}

/** A table of projects and what belongs to them. */
export type ProjectTableName = Extract<keyof ProjectRecords, string>;
/** A table of this browser's own. */
export type DeviceTableName = Extract<keyof DeviceRecords, string>;
export type TableName = ProjectTableName | DeviceTableName;

/** A record as JSON or IndexedDB gives it, before its schema has proven it. */
export type Row = Record<string, unknown>;

/** One layout of a table and how a record of the layout before it is brought to it. */
export interface TableLayout {
  /** Layout of the whole store that it came with: `layoutVersion` is the newest of all. A released one is never edited. */
  since: number;
  /** Dexie's words: the key, then every index. Absent: as before. Binary fields are never indexed. */
  keys?: string;
  /** Makes a record of this layout from one of the layout before: pure, and without a look at other records. */
  migrate?: (old: Row) => Row;
  /** Fills a table that is derived from others, in the upgrade's transaction, after all records of that layout were migrated. */
  fill?: (transaction: Transaction) => PromiseLike<unknown>;
}

/** What becomes of a record when the one that it refers to is deleted: it goes too, forbids it, or stays with a loose end. */
export type WhenGone = 'delete' | 'refuse' | 'keep';

/** A field of a record that holds the key of another record. */
export interface RecordReference<R> {
  table: ProjectTableName;
  /** Name of the field, for messages. */
  field: string;
  /** The key it holds; null where it refers to none. */
  of(record: R): string | null;
  /** Checked on import unless `keep`. */
  whenGone: WhenGone;
}

/** Finds a record of the same project by its table and key. */
export type Lookup = <T extends ProjectTableName>(table: T, key: string) => ProjectRecords[T] | undefined;

/** Kinds of bytes as the storage screen tells them apart. */
export type ByteKind = 'datasetBytes' | 'weightBytes' | 'checkpointBytes' | 'resultBytes';

/** A table of projects: what is in project files, backups, checks, copies and deletions. */
export interface ProjectTable<R> {
  scope: 'project';
  name: ProjectTableName;
  schema: v.GenericSchema<R>;
  /** Oldest first. */
  layouts: readonly [TableLayout & { keys: string }, ...TableLayout[]];
  /** The field that is its key. */
  key: Extract<keyof R, string>;
  /** The field that says whose it is: a project's id, or another record's; null for the projects themselves. */
  owner: { table: ProjectTableName; field: Extract<keyof R, string> } | null;
  refersTo: readonly RecordReference<R>[];
  chunks?: { owner: string; kind: ByteKind; of(record: R): ChunkRef[] };
  /** A hash that a record carries of itself. `checked` on import; computed again for a copy under new ids. */
  hash?: { field: Extract<keyof R, string>; of(record: R): Promise<string>; checked: boolean };
  /** Its records carry the hash of their content (content-hash.ts). */
  carriesContentHash?: true;
  /** The field that does not fit what else is known of the project, or null. */
  misfit?(record: R, lookup: Lookup): Extract<keyof R, string> | null;
}

/** A table of this browser's own. */
export interface DeviceTable {
  scope: 'device';
  name: DeviceTableName;
  layouts: readonly [TableLayout & { keys: string }, ...TableLayout[]];
}

/** Defines a table of projects, typed by its record. */
export function defineTable<T extends ProjectTableName>(
  name: T,
  definition: Omit<ProjectTable<ProjectRecords[T]>, 'name' | 'scope'>,
): ProjectTable<ProjectRecords[T]> {
  return { scope: 'project', name, ...definition };
}

/** Defines a table of this browser. */
export function defineDeviceTable(name: DeviceTableName, layouts: DeviceTable['layouts']): DeviceTable {
  return { scope: 'device', name, layouts };
}

/** A reference to a record of `table` in the field of that name. */
export function refers<F extends string>(
  table: ProjectTableName,
  field: F,
  whenGone: WhenGone,
): RecordReference<Record<F, string | null>> {
  return { table, field, whenGone, of: (record) => record[field] };
}
