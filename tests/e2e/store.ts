// The store as a test reaches into it from the page, past the app: to look, to damage, to be another version of it.
import type { Page } from '@playwright/test';

/** Flips one bit of a stored chunk, as a failing disk would; its name stays. */
export async function flipBit(page: Page, sha256: string): Promise<void> {
  await page.evaluate(async (name) => {
    interface Chunk {
      sha256: string;
      bytes: Uint8Array;
    }
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('the store does not answer'));
      });
    const database = await answer(indexedDB.open('hearth'));
    const chunks = database.transaction('chunks', 'readwrite').objectStore('chunks');
    const chunk = (await answer(chunks.get(name))) as Chunk;
    const at = chunk.bytes.length >> 1;
    chunk.bytes[at] = (chunk.bytes[at] ?? 0) ^ 1;
    await answer(chunks.put(chunk));
    database.close();
  }, sha256);
}

/** Every row of a table. */
export async function rowsOf<Row>(page: Page, table: string): Promise<Row[]> {
  const rows = await page.evaluate(async (name) => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('the store does not answer'));
      });
    const database = await answer(indexedDB.open('hearth'));
    const found = await answer<unknown[]>(database.transaction(name).objectStore(name).getAll());
    database.close();
    return found;
  }, table);
  return rows as Row[];
}

/** Changes fields of a row past the app; of every row of the table where no key is given. */
export async function changeRows(
  page: Page,
  table: string,
  key: string | null,
  fields: Record<string, unknown>,
): Promise<void> {
  await page.evaluate(
    async ({ name, key: only, change }) => {
      const answer = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('the store does not answer'));
        });
      const database = await answer(indexedDB.open('hearth'));
      const store = database.transaction(name, 'readwrite').objectStore(name);
      const keys = only === null ? await answer(store.getAllKeys()) : [only];
      for (const each of keys) {
        const row = (await answer(store.get(each))) as object | undefined;
        await answer(store.put({ ...row, ...(row ? {} : { id: each }), ...change }));
      }
      database.close();
    },
    { name: table, key, change: fields },
  );
}
