// What the app's store holds, read past the app: the runs, their checkpoints, and whether every chunk is what its name says.

/**
 * @typedef {{
 *   runs: { id: string, status: string, step: number, missing: string[] }[],
 *   checkpoints: { runId: string, generation: number, step: number, missing: string[] }[],
 *   chunks: number,
 *   damaged: string[],
 * }} StoreFacts
 */

/**
 * Reads it in the page.
 * @param {import('@playwright/test').Page} page a page of the app's origin
 * @returns {Promise<StoreFacts>}
 */
export function readStore(page) {
  return page.evaluate(async () => {
    const answer = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open('hearth'));
    const all = (table) => answer(database.transaction(table).objectStore(table).getAll());
    const [runs, checkpoints, chunks] = [await all('runs'), await all('checkpoints'), await all('chunks')];
    database.close();
    const known = new Set(chunks.map(({ sha256 }) => sha256));
    const hash = async (bytes) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    };
    const damaged = [];
    for (const { sha256, bytes } of chunks) if ((await hash(bytes)) !== sha256) damaged.push(sha256);
    const names = (refs) => refs.map(({ sha256 }) => sha256);
    return {
      runs: runs.map(({ id, status, step, artifact }) => ({
        id,
        status,
        step,
        missing: names(artifact?.weights ?? artifact?.state ?? []).filter((name) => !known.has(name)),
      })),
      checkpoints: checkpoints.map(({ runId, generation, step, state }) => ({
        runId,
        generation,
        step,
        missing: names(state).filter((name) => !known.has(name)),
      })),
      chunks: chunks.length,
      damaged,
    };
  });
}
