// The layouts of the whole store, derived from the tables: which keys and indices there are, and how the layout before is brought to it.
import type { Dexie } from 'dexie';
import type { Row, TableLayout } from '../registry/definition';
import { migrateBy } from '../registry/migrate-record';
import { tables, type AnyTable } from '../registry/tables';

/** One layout of the database, and how the one before it is brought to it. */
export interface SchemaVersion {
  version: number;
  stores: Record<string, string>;
  migrate?: Parameters<ReturnType<Dexie['version']>['upgrade']>[0];
}

/** All layouts that some tables have together, oldest first. */
export function schemaOf(all: Iterable<AnyTable>): SchemaVersion[] {
  const list = [...all];
  const newest = Math.max(1, ...list.flatMap(({ layouts }) => layouts.map(({ since }) => since)));
  return Array.from({ length: newest }, (_, index) => layoutOf(list, index + 1));
}

function layoutOf(all: readonly AnyTable[], version: number): SchemaVersion {
  const stores: SchemaVersion['stores'] = {};
  const moved: { name: string; steps: ((old: Row) => Row)[] }[] = [];
  const fills = all.flatMap(({ layouts }) =>
    layouts.flatMap(({ since, fill }: TableLayout) => (fill && since === version ? [fill] : [])),
  );
  for (const { name, layouts } of all) {
    const here = layouts.filter(({ since }) => since === version);
    const keys = here.findLast((layout) => layout.keys !== undefined)?.keys;
    if (keys !== undefined) stores[name] = keys;
    const steps = here.flatMap(({ migrate }: TableLayout) => (migrate ? [migrate] : []));
    if (steps.length > 0) moved.push({ name, steps });
  }
  if (moved.length + fills.length === 0) return { version, stores };
  return {
    version,
    stores,
    // All tables in the one transaction that raises the version: a browser that is killed half way leaves the older layout whole.
    migrate: async (transaction) => {
      for (const { name, steps } of moved)
        await transaction
          .table<Row>(name)
          .toCollection()
          .modify((record, ref) => {
            ref.value = migrateBy(steps, record);
          });
      for (const fill of fills) await fill(transaction);
    },
  };
}

/** All layouts of this app's store, oldest first. */
export const schemaVersions: readonly SchemaVersion[] = schemaOf(tables.values());

/** Version of the newest layout: this app's own. */
export const layoutVersion = schemaVersions.at(-1)?.version ?? 0;
