// Keeps rows and summaries true: in the very transaction that writes a record its row is written and its project's summary dropped. It
// lies below all commits, so that none can forget it.
import {
  Dexie,
  type DBCore,
  type DBCoreMutateRequest,
  type DBCoreMutateResponse,
  type DBCoreRangeType,
  type DBCoreTable,
  type DBCoreTransaction,
  type Middleware,
} from 'dexie';
import type { RowTable } from '../../contract/project/rows';
import {
  bucketOf,
  byPack,
  hasRows,
  packOf,
  textsOf,
  rowsOfRecords,
  withRows,
  type PackKey,
  type RowPack,
} from './row-makers';

/** What a project's summary is made from. */
const summarized: ReadonlySet<string> = new Set([
  'projects',
  'datasets',
  'runs',
  'versions',
  'promotions',
  'snapshots',
]);
const derived = ['rows', 'summaries'];

/** A layer over Dexie's core; it does nothing where the layout has no rows yet. */
export const keepRows: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'rows',
  // Next to the store: what lies above knows only the tables that a commit named.
  level: -2,
  create(down) {
    if (!down.schema.tables.some(({ name }) => name === 'rows')) return {};
    return {
      transaction(stores, mode, options) {
        const needed = mode === 'readwrite' && stores.some((name) => hasRows(name) || summarized.has(name));
        return down.transaction(needed ? [...new Set([...stores, ...derived])] : stores, mode, options);
      },
      table(name) {
        const table = down.table(name);
        if (!hasRows(name) && !summarized.has(name)) return table;
        return { ...table, mutate: (request) => mutate(down, table, request) };
      },
    };
  },
};

/** Promises of the store itself are chained, never awaited: an awaited one would leave the transaction's zone, and it would end early. */
function mutate(
  down: DBCore,
  table: DBCoreTable,
  request: DBCoreMutateRequest,
): Promise<DBCoreMutateResponse> {
  const { trans } = request;
  const write = (follow: () => Promise<unknown>) =>
    table.mutate(request).then((done) => (done.numFailures > 0 ? done : follow().then(() => done)));
  if ('values' in request) return write(() => keep(down, trans, table.name, request.values));
  if (request.type === 'delete')
    return write(() => forget(down, trans, table.name, request.keys as string[]));
  const query = { index: table.schema.primaryKey, range: request.range };
  return table
    .query({ trans, values: false, query })
    .then(({ result }) => write(() => forget(down, trans, table.name, result as string[])));
}

type AnyRecord = { id: string; projectId?: string };

function keep(
  down: DBCore,
  trans: DBCoreTransaction,
  table: string,
  values: readonly AnyRecord[],
): Promise<unknown> {
  const drop = () =>
    dropSummaries(
      down,
      trans,
      table,
      values.map(({ id, projectId }) => projectId ?? id),
    );
  if (!hasRows(table)) return drop();
  const packs = byPack(table, rowsOfRecords(table, values as never));
  const store = down.table('rows');
  return store
    .getMany({ trans, keys: packs.map(({ key }) => key) })
    .then((held) => {
      const next = packs.map(({ key, rows }, at) => withRows(key, held[at] as RowPack | undefined, rows));
      return store.mutate({ type: 'put', trans, values: next });
    })
    .then(drop);
}

function forget(
  down: DBCore,
  trans: DBCoreTransaction,
  table: string,
  ids: readonly string[],
): Promise<unknown> {
  if (!hasRows(table)) return dropSummaries(down, trans, table, table === 'projects' ? ids : []);
  return forgetRows(down, trans, table, new Set(ids));
}

/** Takes rows out of their packs: those of every project that could have one of them, pack number after pack number. */
function forgetRows(
  down: DBCore,
  trans: DBCoreTransaction,
  table: RowTable,
  ids: ReadonlySet<string>,
): Promise<unknown> {
  const [id] = ids;
  if (id === undefined) return Dexie.Promise.resolve();
  const bucket = bucketOf(id);
  const left = new Set([...ids].filter((each) => bucketOf(each) !== bucket));
  const store = down.table('rows');
  const index = store.schema.getIndexByKeyPath(['table', 'bucket'])!;
  const key = [table, bucket];
  const range = { type: 1 as DBCoreRangeType.Equal, lower: key, upper: key };
  return store
    .query({ trans, values: true, query: { index, range } })
    .then(({ result }) => {
      const packs = (result as RowPack[]).filter((pack) => pack.ids.some((each) => ids.has(each)));
      return takeOut(store, trans, packs, ids).then(() =>
        dropSummaries(
          down,
          trans,
          table,
          packs.map(({ projectId }) => projectId),
        ),
      );
    })
    .then(() => forgetRows(down, trans, table, left));
}

/** Writes packs without these rows; one that is left empty goes. */
function takeOut(
  store: DBCoreTable,
  trans: DBCoreTransaction,
  packs: readonly RowPack[],
  ids: ReadonlySet<string>,
): Promise<unknown> {
  const changed = packs.map(({ projectId, table, bucket, ...pack }) =>
    packOf(
      [projectId, table, bucket],
      textsOf(pack).filter(([id]) => !ids.has(id)),
    ),
  );
  const values = changed.filter(({ texts }) => texts.length > 0);
  const keys = changed
    .filter(({ texts }) => texts.length === 0)
    .map(({ projectId, table, bucket }): PackKey => [projectId, table, bucket]);
  return store
    .mutate({ type: 'put', trans, values })
    .then(() => store.mutate({ type: 'delete', trans, keys }));
}

function dropSummaries(
  down: DBCore,
  trans: DBCoreTransaction,
  table: string,
  projectIds: readonly string[],
): Promise<unknown> {
  const keys = [...new Set(projectIds)];
  if (keys.length === 0 || !summarized.has(table)) return Dexie.Promise.resolve();
  return down.table('summaries').mutate({ type: 'delete', trans, keys });
}
