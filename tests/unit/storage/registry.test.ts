// Every table is defined whole, in a file of its own name; a released layout of the store never changes.
import { readdirSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { migrateRecord } from '../../../src/storage/registry/migrate-record';
import { currentVersion, projectTables, recordVersion, tables } from '../../../src/storage/registry/tables';
import { layoutVersion, schemaOf, schemaVersions } from '../../../src/storage/store/schema';
import { wholeProject } from '../engine/a-project';
import { rowsOf } from '../../../src/storage/bundle';

const files = readdirSync(new URL('../../../src/storage/records', import.meta.url));

test('each file defines the one table of its name', () => {
  expect([...tables.keys()].map((name) => `${name}.ts`)).toEqual(files.toSorted());
});

describe.each([...tables.values()].map((table) => [table.name, table] as const))('%s', (name, table) => {
  test('has layouts in order, the first with its key', () => {
    const since = table.layouts.map((layout) => layout.since);
    expect(since).toEqual(since.toSorted((a, b) => a - b));
    expect(since.every((each) => Number.isInteger(each) && each >= 1 && each <= layoutVersion)).toBe(true);
    const [key] = table.layouts[0].keys.split(', ');
    if (table.scope === 'project') expect(key).toBe(table.key);
  });

  if (table.scope === 'device') return;
  test('belongs to a table, and refers to tables, that exist', () => {
    const known = new Set<string>(projectTables.map((each) => each.name));
    expect(name === 'projects' || known.has(table.owner?.table ?? '')).toBe(true);
    for (const reference of table.refersTo) expect(known).toContain(reference.table);
  });

  test('finds the records of its owner by an index', () => {
    const keys = table.layouts.findLast((layout) => layout.keys !== undefined)?.keys ?? '';
    const first = keys.split(', ').map((each) => each.replace(/^\[(\w+)\+.*/, '$1'));
    if (table.owner) expect(first).toContain(table.owner.field);
  });

  test('has an owner of chunks that no other table has', () => {
    const owners = projectTables.flatMap(({ chunks }) => (chunks ? [chunks.owner] : []));
    expect(new Set(owners).size).toBe(owners.length);
    expect(owners.every((owner) => /^[a-z][A-Za-z]*$/.test(owner) && owner !== 'session')).toBe(true);
  });
});

test('a record of today fits its schema and keeps its hash', async () => {
  const { bundle } = await wholeProject();
  for (const table of projectTables)
    for (const record of rowsOf(bundle, table)) {
      expect(v.safeParse(table.schema, record).success, table.name).toBe(true);
      if (table.hash) expect(await table.hash.of(record), table.name).toBe(record[table.hash.field]);
    }
});

/** Layouts that some app was released with: keys and indices of the store, versions of the records. They never change. */
const released: { stores: Record<string, string>; versions: Record<string, number> }[] = [
  {
    stores: {
      projects: 'id',
      datasets: 'id, projectId',
      partitions: 'id, projectId, [projectId+sha256]',
      runs: 'id, projectId, status',
      checkpoints: 'id, [runId+generation]',
      judgements: 'id, projectId, runId',
      versions: 'id, projectId, runId',
      versionFacts: 'versionId, projectId',
      promotions: 'id, projectId',
      tasks: 'id, projectId',
      reviews: 'id, projectId',
      snapshots: 'id, projectId',
      device: 'key',
      chunks: 'sha256',
      references: '[owner+sha256], owner, sha256',
    },
    versions: Object.fromEntries(
      ['projects', 'datasets', 'partitions', 'runs', 'checkpoints', 'judgements', 'versions']
        .concat(['versionFacts', 'promotions', 'tasks', 'reviews', 'snapshots', 'device'])
        .concat(['chunks', 'references'])
        .map((name) => [name, 1]),
    ),
  },
];

test.each(released.map((layout, index) => [index + 1, layout] as const))(
  'layout %i is as it was released: a change of keys or records says `since` a later one',
  (version, { stores, versions }) => {
    expect(schemaVersions[version - 1]?.version).toBe(version);
    expect(schemaVersions[version - 1]?.stores).toEqual(stores);
    const found = [...tables].map(([name, { layouts }]) => [name, recordVersion(layouts, version)] as const);
    expect(Object.fromEntries(found.filter(([, each]) => each > 0))).toEqual(versions);
  },
);

describe('a table that changes', () => {
  const table = {
    ...{ scope: 'device' as const, name: 'device' as const },
    layouts: [
      { since: 1, keys: 'id' },
      { since: 2, migrate: (old: Record<string, unknown>) => ({ ...old, b: Number(old['a']) + 1 }) },
      { since: 3, keys: 'id, b' },
      {
        since: 4,
        migrate: ({ a: _, ...old }: Record<string, unknown>) => ({ ...old, c: Number(old['b']) * 3 }),
      },
    ] as const,
  };

  test('makes a layout of the store for each change, with its keys alone', () => {
    const made = schemaOf([table]).map(({ version, stores, migrate }) => [
      version,
      stores,
      migrate !== undefined,
    ]);
    expect(made).toEqual([
      [1, { device: 'id' }, false],
      [2, {}, true],
      [3, { device: 'id, b' }, false],
      [4, {}, true],
    ]);
  });

  test('is filled after the records of all tables were migrated', async () => {
    const order: string[] = [];
    const derived = {
      ...table,
      layouts: [{ since: 2, keys: 'id', fill: async () => order.push('fill') }] as const,
    };
    const migrate = (old: Record<string, unknown>) => old;
    const record = {
      ...table,
      layouts: [
        { since: 1, keys: 'id' },
        { since: 2, migrate },
      ] as const,
    };
    const modify = async () => order.push('migrate');
    const transaction = { table: () => ({ toCollection: () => ({ modify }) }) };
    await schemaOf([derived, record])[1]?.migrate?.(transaction as never);
    expect(order).toEqual(['migrate', 'fill']);
  });

  test('counts its versions by migrations', () => {
    expect([0, 1, 2, 3, 4, 9].map((layout) => recordVersion(table.layouts, layout))).toEqual([
      0, 1, 2, 2, 3, 3,
    ]);
    expect(currentVersion(table)).toBe(3);
  });

  test('brings a record of any version to the newest, and leaves the old one alone', () => {
    const old = { id: 'x', a: 4 };
    expect(migrateRecord(table.layouts, old, 1)).toEqual({ id: 'x', b: 5, c: 15 });
    expect(migrateRecord(table.layouts, { id: 'x', a: 4, b: 7 }, 2)).toEqual({ id: 'x', b: 7, c: 21 });
    expect(migrateRecord(table.layouts, { id: 'x', b: 7, c: 2 }, 3)).toEqual({ id: 'x', b: 7, c: 2 });
    expect(old).toEqual({ id: 'x', a: 4 });
  });
});
