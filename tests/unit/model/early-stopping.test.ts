import { describe, expect, test } from 'vitest';
import type { EpochMetrics } from '../../../src/contract/model/run';
import {
  overfitsAfter,
  watchEpoch,
  type EarlyStoppingState,
} from '../../../src/model/net/training/early-stopping';

function history(trainLoss: number[], validationLoss: number[]): EpochMetrics[] {
  return trainLoss.map((loss, index) => ({
    epoch: index + 1,
    step: index + 1,
    trainLoss: loss,
    trainMetric: 0,
    validationLoss: validationLoss[index]!,
    validationMetric: 0,
    learningRate: 0.1,
    seconds: 1,
  }));
}

describe('overfitting is told once, with the epoch before the rise', () => {
  const train = [0.9, 0.7, 0.5, 0.4, 0.3, 0.2, 0.1];
  const validation = [0.9, 0.8, 0.75, 0.76, 0.8, 0.85, 0.9];

  test('after three rises while training falls', () => {
    const told = train.map((_, end) => overfitsAfter(history(train, validation).slice(0, end + 1)));
    expect(told).toEqual([null, null, null, null, null, 3, null]);
  });

  test('not where training rises too, nor after two rises', () => {
    expect(overfitsAfter(history([0.9, 0.7, 0.8, 0.9], [0.7, 0.8, 0.9, 1]))).toBeNull();
    expect(overfitsAfter(history([0.9, 0.7, 0.6], [0.7, 0.8, 0.9]))).toBeNull();
  });
});

test('patience counts epochs without an improvement larger than minDelta', () => {
  const rule = { patience: 2, minDelta: 0.05 };
  let state: EarlyStoppingState = { best: null, bestEpoch: null, wait: 0 };
  const seen: [boolean, boolean][] = [];
  [0.5, 0.47, 0.4, 0.38, 0.36].forEach((loss, index) => {
    const next = watchEpoch(rule, state, index + 1, loss);
    state = next.state;
    seen.push([next.improved, next.stop]);
  });
  expect(seen).toEqual([
    [true, false],
    [false, false],
    [true, false],
    [false, false],
    [false, true],
  ]);
  expect(state).toEqual({ best: 0.4, bestEpoch: 3, wait: 2 });
});
