// A database of its own for each test, deleted afterwards.
import { onTestFinished } from 'vitest';
import { useDatabase } from '../../../src/storage/store/database';
import type { SchemaVersion } from '../../../src/storage/store/schema';
import { newId } from '../../../src/storage/store/ids';

/** Points storage at a new empty database, of today's layouts or older ones, and returns its name. */
export function freshDatabase(versions?: readonly SchemaVersion[]): string {
  const name = `hearth-test-${newId()}`;
  useDatabase(name, versions);
  onTestFinished(() => {
    useDatabase('hearth-test-idle');
    indexedDB.deleteDatabase(name);
  });
  return name;
}

/** Random bytes from a small generator, the same for the same seed. */
export function someBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed * 2654435761;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
