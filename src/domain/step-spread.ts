// How much the time of a training step differed from epoch to epoch: a mean alone says nothing of that.
import type { Run } from '../contract/model/run';
import { percentile } from './predictions/bootstrap';

/** Milliseconds of a step by epoch: least, median, most; null of fewer than two epochs. */
export function stepSpread({ history, stepsPerEpoch }: Pick<Run, 'history' | 'stepsPerEpoch'>): {
  low: number;
  median: number;
  high: number;
  epochs: number;
} | null {
  if (history.length < 2 || !stepsPerEpoch) return null;
  const times = Float64Array.from(history, ({ seconds }) => (seconds * 1000) / stepsPerEpoch).sort();
  return {
    low: percentile(times, 0),
    median: percentile(times, 0.5),
    high: percentile(times, 1),
    epochs: times.length,
  };
}
