// The real thread that stores a table, beside this one, on the database that the app itself uses.
import { afterAll, expect, test } from 'vitest';
import type { Column } from '../../../src/contract/data/dataset';
import type { RowBatch } from '../../../src/data/columns/values';
import { Inspector } from '../../../src/data/profile/inspect';
import { decodeRowGroup } from '../../../src/data/rows/row-group';
import { StoreThread } from '../../../src/engine/dataset/storing/store-thread';
import { OwnStore, type TableStore } from '../../../src/engine/dataset/storing/table-store';
import { collectGarbage, getChunk, withPin } from '../../../src/storage/chunks/chunks';
import type { Pin } from '../../../src/storage/chunks/references';
import { stored, useDatabase } from '../../../src/storage/store/database';

const start = () =>
  new Worker(new URL('../../../workers/store.ts', import.meta.url), { type: 'module', name: 'store' });
const kinds: Record<string, (pin: Pin) => TableStore> = {
  'a thread of its own': (pin) => new StoreThread(start, pin),
  'this thread': (pin) => new OwnStore(pin),
};

afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase('hearth');
});

const columns: Column[] = [
  { name: 'amount', type: 'number', categories: [], shape: null },
  { name: 'city', type: 'category', categories: ['Bonn', 'Köln'], shape: null },
];
const rows = 250_000;
/** Too many digits to lie narrow: a chunk of them is a blob, and a few of them are more than wait at once. */
const group = (index: number, seed: number): RowBatch => ({
  ...{ firstRow: index * rows, rows },
  values: [
    { type: 'number', values: Float64Array.from({ length: rows }, (_, row) => (row + index + seed) / 7) },
    { type: 'category', codes: Int32Array.from({ length: rows }, (_, row) => (row % 3) - 1) },
  ],
});

test.each(Object.keys(kinds))('%s stores groups in their order and says what is in them', async (kind) => {
  await withPin(async (pin) => {
    const store = kinds[kind]!(pin);
    const looking = store.inspect(columns, [null, null]);
    const inspector = new Inspector(columns);
    for (let index = 0; index < 9; index++) {
      inspector.add(group(index, 1));
      await store.add(group(index, 1));
    }
    const { groups } = await store.finish(columns);
    expect(await looking.finish()).toEqual(await inspector.finish());
    expect(groups.map(({ firstRow }) => firstRow)).toEqual(Array.from({ length: 9 }, (_, at) => at * rows));
    for (const [index, { chunk }] of groups.entries()) {
      const { values } = decodeRowGroup(await getChunk(chunk), columns);
      expect([...values.values()]).toEqual(group(index, 1).values);
    }
    const chunk = await stored((db) => db.chunks.get(groups[0]?.chunk.sha256 ?? ''));
    expect(chunk?.bytes).toBeInstanceOf(Blob);
    await store.end();
  });
  expect(await stored((db) => db.chunks.count())).toBe(0);
});

test.each(Object.keys(kinds))('%s takes back what it stored of a table that is begun again', async (kind) => {
  await withPin(async (pin) => {
    const store = kinds[kind]!(pin);
    store.inspect(columns, [null, null]);
    for (let index = 0; index < 4; index++) await store.add(group(index, 2));
    store.inspect(columns, [null, null]);
    await store.add(group(0, 3));
    const { groups, facts } = await store.finish(columns);
    expect(groups).toHaveLength(1);
    expect(facts.rows).toBe(rows);
    await store.end();
    await collectGarbage();
    expect(await stored((db) => db.chunks.toCollection().primaryKeys())).toEqual([groups[0]?.chunk.sha256]);
  });
});
