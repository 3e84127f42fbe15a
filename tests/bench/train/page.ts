// The page of the benchmark: one worker for each rival, each with its own device, spoken to in turns by tests/bench/train.mjs.
import { wrap, type Remote } from 'comlink';
import type { Rival } from './worker';

const rivals = new Map<string, { worker: Worker; remote: Remote<Rival> }>();

/** Calls a rival, in a worker of this name that is started when first asked for. */
async function ask(name: string, method: keyof Rival, parameters: unknown[]): Promise<unknown> {
  const known = rivals.get(name) ?? start();
  rivals.set(name, known);
  const call = known.remote[method] as (...parameters: unknown[]) => Promise<unknown>;
  return call(...parameters);
}

function start() {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return { worker, remote: wrap<Rival>(worker) };
}

/** Ends a rival's worker and gives its device back. */
function end(name: string): void {
  rivals.get(name)?.worker.terminate();
  rivals.delete(name);
}

Object.assign(window, { ask, end });
