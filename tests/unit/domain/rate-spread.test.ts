// A rate with its spread, by hand, and windows over steps that are done in groups.
import { expect, test } from 'vitest';
import { rateSpread, windowStepMs } from '../../../src/domain/rate-spread';

test('the median of the rates, with the lowest and the highest', () => {
  expect(rateSpread([20, 10, 40, 16], 64)).toEqual({ low: 1600, median: 3600, high: 6400, timings: 4 });
  expect(rateSpread([8], 64)).toEqual({ low: 8000, median: 8000, high: 8000, timings: 1 });
});

test('windows last at least so long, whatever groups the steps are done in', () => {
  const progress = [
    { atMs: 0, steps: 0 },
    { atMs: 50, steps: 5 },
    { atMs: 100, steps: 20 },
    { atMs: 130, steps: 22 },
    { atMs: 220, steps: 32 },
    { atMs: 230, steps: 33 },
  ];
  expect(windowStepMs(progress, 80)).toEqual([5, 10]);
  // Shorter than a window: all of it is one.
  expect(windowStepMs(progress.slice(0, 2), 80)).toEqual([10]);
});
