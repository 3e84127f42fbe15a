// The page of the benchmark of models: hands the chosen rows to a worker and passes on what it is asked.
import { wrap } from 'comlink';
import type { TreesRival } from './worker';

const worker = wrap<TreesRival>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));

/** Gives the chosen files, features and labels in this order, to the worker. */
async function open(trainRows: number, rounds: number): Promise<void> {
  const [features, labels] = document.querySelector('input')?.files ?? [];
  if (!features || !labels) throw new Error('no files are chosen');
  await worker.open(features, labels, { trainRows, rounds });
}

Object.assign(window, {
  trees: {
    open,
    train: () => worker.train(),
    predict: () => worker.predict(),
    scores: () => worker.scores(),
  },
});
