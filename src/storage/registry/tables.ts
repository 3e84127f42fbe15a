// All tables, found by their files: a new table is one file in storage/records/. No list of tables stands anywhere else.
import type { ChunkRef } from '../../contract/data/dataset';
import type {
  DeviceTable,
  ProjectRecords,
  ProjectTable,
  ProjectTableName,
  Row,
  TableLayout,
} from './definition';

/** A table of projects whose record type is not known here. */
export type AnyProjectTable = ProjectTable<Row>;
export type AnyTable = AnyProjectTable | DeviceTable;

const modules = import.meta.glob<Record<string, unknown>>('../records/*.ts', { eager: true });

const isTable = (value: unknown): value is AnyTable =>
  typeof value === 'object' && value !== null && 'scope' in value && 'layouts' in value;

/** Every table by name, in the order of the names. */
export const tables: ReadonlyMap<string, AnyTable> = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module).filter(isTable))
    .map((table): [string, AnyTable] => [table.name, table])
    .toSorted(([a], [b]) => (a < b ? -1 : 1)),
);

/** The tables of projects, whose records are in project files and backups; the projects' own comes first. */
export const projectTables: readonly AnyProjectTable[] = [...tables.values()]
  .filter((table): table is AnyProjectTable => table.scope === 'project')
  .toSorted((a, b) => Number(a.owner !== null) - Number(b.owner !== null));

/** The same without the projects' own. */
export const ownedTables: readonly AnyProjectTable[] = projectTables.filter(({ owner }) => owner !== null);

/** The tables whose records carry the hash of their content. */
export const hashedTables: readonly AnyProjectTable[] = ownedTables.filter(
  ({ carriesContentHash }) => carriesContentHash,
);

/** The definition of a table of projects. */
export function projectTable<T extends ProjectTableName>(name: T): ProjectTable<ProjectRecords[T]> {
  const table = projectTables.find((each) => each.name === name);
  if (!table) throw new Error(`storage/records has no ${name}`);
  return table as unknown as ProjectTable<ProjectRecords[T]>;
}

/** Version of a table's records in a layout of the store: 1, and one more with each migration up to there; 0 before there was the table. */
export function recordVersion(layouts: readonly TableLayout[], storeLayout: number): number {
  const [first, ...later] = layouts;
  if (!first || first.since > storeLayout) return 0;
  return 1 + later.filter(({ since, migrate }) => migrate && since <= storeLayout).length;
}

/** Version of a table's records today. */
export function currentVersion({ layouts }: AnyTable): number {
  return recordVersion(layouts, Infinity);
}

/** Owner of a record's chunks, as references name it. */
export function chunkOwner<T extends ProjectTableName>(name: T, key: string): string {
  const owner = projectTable(name).chunks?.owner;
  if (owner === undefined) throw new Error(`records of ${name} own no chunks`);
  return `${owner}:${key}`;
}

/** The chunks that a record refers to. */
export function chunksOf<T extends ProjectTableName>(name: T, record: ProjectRecords[T]): ChunkRef[] {
  return projectTable(name).chunks?.of(record) ?? [];
}
