// Keeps chunks from being collected while a whole project is read, by a Web Lock: reading must work on a full disk, where no pin can be
// written, and a lock dies with its thread.
const readingLock = 'hearth-reading';

/** Reads much; no chunk that was there at the beginning is collected before the end. */
export function whileReading<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(readingLock, { mode: 'shared' }, work);
}

/** Collects while nobody reads; null where someone does. Collections wait for each other. */
export async function unlessRead<T>(work: () => Promise<T>): Promise<T | null> {
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name, mode }) => name === readingLock && mode === 'shared')) return null;
  return navigator.locks.request(readingLock, work);
}
