import { expect, it } from 'vitest';
import { stepSpread } from '../../../src/domain/training-rate';

const epoch = (seconds: number) => ({
  ...{ epoch: 1, step: 1, trainLoss: 1, trainMetric: 1, validationLoss: 1, validationMetric: 1 },
  ...{ learningRate: 0.1, seconds },
});

it('is of two epochs and more', () => {
  expect(stepSpread({ history: [epoch(2)], stepsPerEpoch: 20 })).toBeNull();
  const history = [epoch(2), epoch(6), epoch(3)];
  expect(stepSpread({ history, stepsPerEpoch: 20 })).toEqual({ low: 100, median: 150, high: 300, epochs: 3 });
});
