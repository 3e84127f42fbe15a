// Copies of the app itself that the browser keeps for offline use. What fills them is the service worker.
import { isSampleCache } from '../../contract/transport/offline';

/** One cache of this origin. */
export interface CacheUse {
  name: string;
  files: number;
  bytes: number;
}

/** Every cache with what is in it; none where the browser has no cache storage. */
export async function cacheUse(): Promise<CacheUse[]> {
  if (!('caches' in globalThis)) return [];
  const names = await caches.keys();
  return Promise.all(
    names.map(async (name) => {
      const answers = await (await caches.open(name)).matchAll();
      const sizes = await Promise.all(answers.map(async (answer) => (await answer.blob()).size));
      return { name, files: sizes.length, bytes: sizes.reduce((total, size) => total + size, 0) };
    }),
  );
}

/** Whether the app needs the cache to start offline: such a one is not deleted alone. */
export function startsFromIt(name: string): boolean {
  return !isSampleCache(name);
}

/** Deletes a cache; what was in it is fetched again when it is next needed. */
export async function deleteCache(name: string): Promise<void> {
  await caches.delete(name);
}
