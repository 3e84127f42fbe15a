// A rate of training from several timings of steps: its median, and how far they lay apart.
import type { RateSpread } from '../contract/model/device';
import { percentile } from './predictions/bootstrap';

/** Samples a second of timings in milliseconds a step. */
export function rateSpread(stepMs: readonly number[], rows: number): RateSpread {
  const rates = Float64Array.from(stepMs, (ms) => (rows * 1000) / ms).sort();
  return {
    low: percentile(rates, 0),
    median: percentile(rates, 0.5),
    high: percentile(rates, 1),
    timings: rates.length,
  };
}

/** A moment of a stretch of steps: how many were done by then. */
export interface Progress {
  atMs: number;
  steps: number;
}

/**
 * Milliseconds a step of windows that last at least so long, one after the other: steps that are queued are done in groups, of which a
 * single one says little. One window where the whole stretch is shorter.
 */
export function windowStepMs(progress: readonly Progress[], leastMs: number): number[] {
  const [first] = progress;
  const last = progress.at(-1);
  if (!first || !last) return [];
  const windows: number[] = [];
  let from = first;
  for (const moment of progress) {
    if (moment.atMs - from.atMs < leastMs || moment.steps === from.steps) continue;
    windows.push((moment.atMs - from.atMs) / (moment.steps - from.steps));
    from = moment;
  }
  return windows.length > 0 ? windows : [(last.atMs - first.atMs) / (last.steps - first.steps)];
}
