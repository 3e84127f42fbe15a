import { expect, test } from 'vitest';
import { trafficEntry } from '../../../src/contract/project/view';

const app = { origin: 'https://tools.example', timeOrigin: 1_000 };
const seen = (change: Partial<PerformanceResourceTiming>) =>
  trafficEntry(
    {
      name: 'https://tools.example/hearth/assets/a.js',
      transferSize: 900,
      startTime: 5,
      workerStart: 0,
      responseStatus: 200,
      ...change,
    } as PerformanceResourceTiming,
    'page',
    app,
  );

test.each([
  ['from the network', {}, { own: true, kept: false, asked: false, transferBytes: 900, at: 1_005 }],
  [
    'by the service worker from what is kept',
    { transferSize: 0, workerStart: 3 },
    { kept: true, asked: true },
  ],
  ['by the browser’s own cache', { transferSize: 0 }, { kept: true, asked: false }],
  ['not at all', { transferSize: 0, responseStatus: 0 }, { own: true, kept: false }],
  ['elsewhere', { name: 'https://elsewhere.example/x', transferSize: 0 }, { own: false, kept: false }],
  ['from memory of the page', { name: 'blob:https://tools.example/1', transferSize: 0 }, { own: true }],
] as const)('answered %s', (_how, change, expected) => {
  expect(seen(change)).toMatchObject(expected);
});
