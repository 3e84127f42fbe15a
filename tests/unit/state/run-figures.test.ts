import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../src/contract/model/judgement';
import type { EpochMetrics } from '../../../src/contract/model/run';
import { toRgba } from '../../../src/ui/steps/data/images/pixels';
import { switchOptimizer } from '../../../src/ui/steps/model/recipe/optimizer-edits';
import {
  canResume,
  keptEpoch,
  secondMetric,
  testFigure,
  windowOf,
} from '../../../src/ui/steps/model/runs/run-figures';

const epoch = (number: number, validationMetric: number): EpochMetrics => ({
  epoch: number,
  step: number * 55,
  trainLoss: 0.4,
  trainMetric: 0.8,
  validationLoss: 0.5,
  validationMetric,
  learningRate: 0.001,
  seconds: 1.5,
});

describe('keptEpoch', () => {
  const history = [epoch(1, 0.71), epoch(2, 0.83), epoch(3, 0.79)];

  it('is the best one, else the last', () => {
    expect(keptEpoch({ history, bestEpoch: 2 })?.validationMetric).toBe(0.83);
    expect(keptEpoch({ history, bestEpoch: null })?.validationMetric).toBe(0.79);
    expect(keptEpoch({ history: [], bestEpoch: null })).toBeNull();
  });
});

describe('testFigure', () => {
  const regression = { rows: 40, metrics: { mae: 2.5, rmse: 3.25, r2: 0.61, mape: null } };
  const judgement = { test: regression } as unknown as Judgement;

  it('reads a metric on test, where the task has it', () => {
    expect(testFigure('rmse', judgement)).toBe('3.25');
    expect(testFigure(secondMetric({ task: 'regression' }), judgement)).toBe('2.5');
    expect(testFigure('auc', judgement)).toBe('–');
    expect(testFigure('rmse', null)).toBe('–');
  });

  it('has a second metric for each task, and none for an unknown one', () => {
    expect(secondMetric({ task: 'binary' })).toBe('logLoss');
    expect(secondMetric({ task: 'ranking' })).toBeNull();
  });
});

describe('windowOf', () => {
  it('lays out a short list whole', () => {
    expect(windowOf(40, 900, 500, 49, 60)).toEqual({ first: 0, end: 40 });
  });

  it('lays out what shows of a long one, with some to spare, at its ends too', () => {
    expect(windowOf(10_000, 49_000, 560, 49, 60)).toEqual({ first: 996, end: 1_016 });
    expect(windowOf(10_000, 0, 560, 49, 60)).toEqual({ first: 0, end: 16 });
    expect(windowOf(10_000, 489_440, 560, 49, 60).end).toBe(10_000);
  });
});

describe('canResume', () => {
  it('is so for what was paused or cut off', () => {
    const states = ['running', 'paused', 'interrupted', 'done', 'stopped', 'failed'] as const;
    expect(states.filter((status) => canResume({ status }))).toEqual(['paused', 'interrupted']);
  });
});

describe('switchOptimizer', () => {
  it('keeps the learning rate and whatever both share', () => {
    const adam = { kind: 'adam', learningRate: 0.003, beta1: 0.85, beta2: 0.99, epsilon: 1e-6 } as const;
    expect(switchOptimizer(adam, 'adamw')).toEqual({ ...adam, kind: 'adamw', weightDecay: 0.01 });
    expect(switchOptimizer(adam, 'sgd')).toEqual({ kind: 'sgd', learningRate: 0.003 });
    expect(switchOptimizer(adam, 'momentum')).toEqual({
      kind: 'momentum',
      learningRate: 0.003,
      momentum: 0.9,
    });
  });
});

describe('toRgba', () => {
  it('shows one channel as grey, and keeps colours and transparency', () => {
    expect([...toRgba(Uint8Array.of(17, 203), [1, 2, 1])]).toEqual([17, 17, 17, 255, 203, 203, 203, 255]);
    expect([...toRgba(Uint8Array.of(9, 80, 200), [1, 1, 3])]).toEqual([9, 80, 200, 255]);
    expect([...toRgba(Uint8Array.of(9, 80, 200, 64), [1, 1, 4])]).toEqual([9, 80, 200, 64]);
  });

  it('takes missing bytes as black', () => {
    expect([...toRgba(Uint8Array.of(5), [1, 2, 1])]).toEqual([5, 5, 5, 255, 0, 0, 0, 255]);
  });
});
