// Keeps rows and summaries true: in the very transaction that writes a record its row is written and its project's summary dropped. It
// lies below all commits, so that none can forget it.
import type {
  DBCore,
  DBCoreMutateRequest,
  DBCoreRangeType,
  DBCoreTable,
  DBCoreTransaction,
  Middleware,
} from 'dexie';
import type { RowTable } from '../../contract/project/rows';
import { byPack, hasRows, rowOf, withRows, type PackKey, type RowPack } from './row-makers';

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

async function mutate(down: DBCore, table: DBCoreTable, request: DBCoreMutateRequest) {
  const { trans } = request;
  const deleted = await deletedKeys(table, request);
  const done = await table.mutate(request);
  if (done.numFailures > 0) return done;
  if (deleted) await forget(down, trans, table.name, deleted);
  else if ('values' in request) await keep(down, trans, table.name, request.values);
  return done;
}

/** The keys that a request deletes, or null where it writes. */
async function deletedKeys(table: DBCoreTable, request: DBCoreMutateRequest): Promise<string[] | null> {
  if (request.type === 'delete') return request.keys as string[];
  if (request.type !== 'deleteRange') return null;
  const query = { index: table.schema.primaryKey, range: request.range };
  return (await table.query({ trans: request.trans, values: false, query })).result as string[];
}

type AnyRecord = { id: string; projectId?: string };

async function keep(down: DBCore, trans: DBCoreTransaction, table: string, values: readonly AnyRecord[]) {
  if (hasRows(table)) {
    const packs = byPack(
      table,
      values.map((value) => rowOf(table, value as never)),
    );
    const store = down.table('rows');
    const held = (await store.getMany({ trans, keys: packs.map(({ key }) => key) })) as (
      RowPack | undefined
    )[];
    const next = packs.map(({ key, rows }, at) => withRows(key, table, held[at], rows));
    await store.mutate({ type: 'put', trans, values: next });
  }
  await dropSummaries(
    down,
    trans,
    table,
    values.map(({ id, projectId }) => projectId ?? id),
  );
}

async function forget(down: DBCore, trans: DBCoreTransaction, table: string, ids: readonly string[]) {
  if (!hasRows(table)) {
    await dropSummaries(down, trans, table, table === 'projects' ? ids : []);
    return;
  }
  const left = new Set(ids);
  for (const id of ids) if (left.has(id)) await forgetPack(down, trans, table, id, left);
}

/** Takes every record that is deleted out of the pack that has this one's row. */
async function forgetPack(
  down: DBCore,
  trans: DBCoreTransaction,
  table: RowTable,
  id: string,
  deleted: Set<string>,
) {
  deleted.delete(id);
  const store = down.table('rows');
  const index = store.schema.getIndexByKeyPath('ids')!;
  const range = { type: 1 as DBCoreRangeType.Equal, lower: id, upper: id };
  const found = await store.query({ trans, values: true, query: { index, range } });
  const pack = (found.result as RowPack[]).find((each) => each.table === table);
  if (!pack) return;
  const rows = pack.rows.filter((row) => row.id !== id && !deleted.has(row.id));
  for (const gone of pack.ids) deleted.delete(gone);
  const key: PackKey = [pack.projectId, table, pack.bucket];
  if (rows.length > 0)
    await store.mutate({ type: 'put', trans, values: [withRows(key, table, undefined, rows)] });
  else await store.mutate({ type: 'delete', trans, keys: [key] });
  await dropSummaries(down, trans, table, [pack.projectId]);
}

async function dropSummaries(
  down: DBCore,
  trans: DBCoreTransaction,
  table: string,
  projectIds: readonly string[],
) {
  const keys = [...new Set(projectIds)];
  if (keys.length > 0 && summarized.has(table))
    await down.table('summaries').mutate({ type: 'delete', trans, keys });
}
