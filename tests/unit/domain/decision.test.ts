// The threshold by rule, what it means, and which class is the positive one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionRule } from '../../../src/contract/model/decision';
import type { ColumnProfile } from '../../../src/contract/data/dataset';
import { classNames, defaultPositive, withPositiveLast } from '../../../src/domain/tasks/positive-class';
import { consequencesOf, decide } from '../../../src/domain/predictions/threshold';
import { majorityOf } from '../../../src/ui/steps/evaluate/results/threshold-rules';

const grid = fc.integer({ min: 0, max: 100 }).map((value) => Math.fround(value / 100));
const validation = fc
  .array(fc.tuple(grid, fc.boolean()), { minLength: 60, maxLength: 120 })
  .map((rows) => [
    ...rows,
    ...Array.from({ length: 40 }, (_, row) => [Math.fround(0.01 * row), row % 2 === 0] as const),
  ])
  .map((rows) => ({
    scores: Float32Array.from(rows, ([score]) => score),
    labels: Int32Array.from(rows, ([, positive]) => Number(positive)),
  }));

/** Hits, alarms, misses and right answers at a threshold, counted row by row. */
function counted(scores: Float32Array, labels: Int32Array, threshold: number) {
  let [hits, alarms, misses, right] = [0, 0, 0, 0];
  scores.forEach((score, row) => {
    const said = score >= threshold;
    if (said && labels[row] === 1) hits++;
    if (said && labels[row] === 0) alarms++;
    if (!said && labels[row] === 1) misses++;
    if (said === (labels[row] === 1)) right++;
  });
  return { hits, alarms, misses, right };
}
const everyThreshold = [...Array.from({ length: 101 }, (_, at) => at / 100 - 0.005), 1];

describe('a threshold by rule', () => {
  const best = (rule: DecisionRule, worth: (found: ReturnType<typeof counted>) => number) =>
    fc.assert(
      fc.property(validation, ({ scores, labels }) => {
        const { threshold } = decide(scores, labels, rule);
        const reached = worth(counted(scores, labels, threshold));
        for (const other of everyThreshold)
          expect(worth(counted(scores, labels, other))).toBeLessThanOrEqual(reached + 1e-9);
      }),
      { numRuns: 40 },
    );

  it('of accuracy is right as often as any', () => {
    best({ kind: 'accuracy' }, ({ right }) => right);
  });

  it('of cost costs no more than any', () => {
    best(
      { kind: 'cost', falsePositive: 3, falseNegative: 7 },
      ({ alarms, misses }) => -3 * alarms - 7 * misses,
    );
  });

  it('of F1 is as good as any', () => {
    best({ kind: 'f1' }, ({ hits, alarms, misses }) => (2 * hits) / (2 * hits + alarms + misses || 1));
  });

  it('of recall finds enough with as few alarms as that takes', () => {
    fc.assert(
      fc.property(validation, ({ scores, labels }) => {
        const { threshold } = decide(scores, labels, { kind: 'recall', least: 0.8 });
        const { hits, alarms, misses } = counted(scores, labels, threshold);
        expect(hits / (hits + misses)).toBeGreaterThanOrEqual(0.8);
        for (const other of everyThreshold) {
          const found = counted(scores, labels, other);
          if (found.hits >= 0.8 * (hits + misses)) expect(found.alarms).toBeGreaterThanOrEqual(alarms);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is as set by hand, also with few rows, and one half where a class has fewer than twenty', () => {
    const scores = Float32Array.from({ length: 60 }, (_, row) => row / 60);
    const labels = Int32Array.from({ length: 60 }, (_, row) => Number(row >= 55));
    expect(decide(scores, labels, { kind: 'fixed', threshold: 0.2 })).toMatchObject({
      threshold: 0.2,
      decision: { followed: true },
    });
    for (const kind of ['f1', 'accuracy'] as const)
      expect(decide(scores, labels, { kind })).toMatchObject({
        threshold: 0.5,
        decision: { followed: false, positives: 5, rows: 60 },
      });
    expect(decide(new Float32Array(), new Int32Array(), { kind: 'f1' }).threshold).toBe(0.5);
  });

  it('is told with what each threshold would mean', () => {
    const scores = Float32Array.from({ length: 50 }, (_, row) => row / 50);
    const labels = Int32Array.from({ length: 50 }, (_, row) => Number(row >= 30));
    const { threshold, decision } = decide(scores, labels, {
      kind: 'cost',
      falsePositive: 1,
      falseNegative: 4,
    });
    expect(decision.sweep.map((point) => point.threshold)).toContain(threshold);
    const at = decision.sweep.find((point) => point.threshold === 0.8)!;
    expect(at).toEqual({ threshold: 0.8, hits: 10, alarms: 0 });
    expect(consequencesOf(at, decision)).toEqual({
      ...{ flagged: 0.2, precision: 1, recall: 0.5, accuracy: 0.8, cost: 40 },
    });
  });
});

describe('accuracy', () => {
  it('is held against always the most frequent class', () => {
    const confusion = [
      [50, 45],
      [1, 4],
    ];
    expect(majorityOf({ confusion, classes: ['no', 'yes'] })).toEqual({
      accuracy: 0.54,
      share: 0.95,
      name: 'no',
    });
    expect(majorityOf({ confusion: [], classes: [] })).toBeNull();
  });
});

describe('the positive class', () => {
  const words = (...counts: [string, number][]): ColumnProfile => ({
    ...{ name: 'y', missing: 0, distinct: counts.length, number: null },
    top: counts.map(([value, count]) => ({ value, count })),
  });
  const numbers = (min: number, max: number, mean: number): ColumnProfile => ({
    ...{ name: 'y', missing: 0, distinct: 2, top: [] },
    number: {
      ...{ min, max, mean, stdDev: 1, q25: min, median: min, q75: max },
      histogram: { edges: [min, max], counts: [1] },
    },
  });

  it.each([
    [words(['yes', 900], ['no', 100]), 'yes'],
    [words(['good', 700], ['bad', 300]), 'bad'],
    [words(['bad', 700], ['good', 300]), 'bad'],
    [words(['是', 90], ['否', 10]), '是'],
    [words(['cat', 60], ['dog', 40]), 'dog'],
    [words(['ant', 40], ['dog', 60]), 'ant'],
    [words(['ant', 50], ['dog', 50]), 'dog'],
    [words(['True', 80], ['False', 20]), 'True'],
    [numbers(0, 1, 0.9), '1'],
    [numbers(1, 2, 1.1), '1'],
    [numbers(2, 3, 2.1), '3'],
    [words(['a', 1], ['b', 1], ['c', 1]), null],
  ])('is the one that reads as yes or bad, else the rarer', (profile, positive) => {
    expect(defaultPositive(profile)).toBe(positive);
  });

  it('stands last among the classes of a model, which are as they were where nobody chose', () => {
    expect(withPositiveLast(['ant', 'dog'], 'ant')).toEqual(['dog', 'ant']);
    expect(withPositiveLast(['ant', 'dog'], 'dog')).toEqual(['ant', 'dog']);
    expect(withPositiveLast(['ant', 'dog'], undefined)).toEqual(['ant', 'dog']);
    expect(withPositiveLast(['a', 'b', 'c'], 'a')).toEqual(['a', 'b', 'c']);
    expect(classNames(numbers(9, 10, 9.5))).toEqual(['9', '10']);
  });
});
