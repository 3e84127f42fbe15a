// The page of the benchmark: gives the chosen file to a worker of its own and tells how long the worker took.
import { wrap } from 'comlink';
import type { Reader, ReaderName } from './worker';

/** Milliseconds that a reader takes for the chosen file, and the rows that it read. */
async function time(name: ReaderName): Promise<{ ms: number; rows: number }> {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('no file is chosen');
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const remote = wrap<Reader>(worker);
  try {
    await remote.warm();
    return await remote.read(name, file);
  } finally {
    worker.terminate();
  }
}

Object.assign(window, { time });
