// Reads the store of this origin as it lies there, whatever layout it has. For a rescue only: it understands no record and writes nothing.
import { HearthError } from '../../contract/transport/fault';
import { databaseName } from '../store/database';

const rowsAtOnce = 8;

/** The store, opened at the version that it has. */
export interface RawStore {
  layout: number;
  tables: { name: string; count: number; rows: AsyncIterable<unknown> }[];
  close(): void;
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the store does not answer'));
  });
}

/** Opens the store without changing it. `not_found` where there is none. */
export async function openRawStore(): Promise<RawStore> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === databaseName)) throw new HearthError('not_found');
  const db = await answerOf(indexedDB.open(databaseName));
  db.onversionchange = () => db.close();
  const tables = [...db.objectStoreNames].map(async (name) => ({
    name,
    count: await answerOf(db.transaction(name).objectStore(name).count()),
    rows: rowsOf(db, name),
  }));
  return { layout: Math.floor(db.version / 10), tables: await Promise.all(tables), close: () => db.close() };
}

/** Row after row by key, a few at a time: a transaction ends while others of their bytes are packed. */
async function* rowsOf(db: IDBDatabase, name: string): AsyncGenerator {
  let range: IDBKeyRange | null = null;
  for (;;) {
    const store = db.transaction(name).objectStore(name);
    const [keys, rows] = await Promise.all([
      answerOf(store.getAllKeys(range, rowsAtOnce)),
      answerOf<unknown[]>(store.getAll(range, rowsAtOnce)),
    ]);
    yield* rows;
    const last = keys.at(-1);
    if (last === undefined) return;
    range = IDBKeyRange.lowerBound(last, true);
  }
}
