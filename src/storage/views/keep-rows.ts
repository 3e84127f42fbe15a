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
import { hasRows, storedRow } from './row-makers';

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
    const rows = values.map((value) => storedRow(table, value as never));
    await down.table('rows').mutate({ type: 'put', trans, values: rows });
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
  const rows = down.table('rows');
  const index = rows.schema.getIndexByKeyPath('id')!;
  const found = await Promise.all(
    ids.map(async (id) => {
      const range = { type: 1 as DBCoreRangeType.Equal, lower: id, upper: id };
      return (await rows.query({ trans, values: false, query: { index, range } })).result as string[][];
    }),
  );
  const keys = found.flat().filter(([, of]) => of === table);
  await rows.mutate({ type: 'delete', trans, keys });
  await dropSummaries(
    down,
    trans,
    table,
    keys.map(([projectId]) => projectId!),
  );
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
