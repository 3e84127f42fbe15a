// What a trial is depends on its number and on trials that are surely over: neighbours that were quicker or slower change nothing.
import { expect, test } from 'vitest';
import type { StudyPlan } from '../../../../src/contract/model/search/study';
import { Philox } from '../../../../src/domain/random';
import { findSampler } from '../../../../src/domain/search/samplers/registry';
import { proposeTrial, type Begun } from '../../../../src/engine/studies/propose';

const settings = { rate: 0.1 };
const candidate = (space: boolean) => ({
  recipe: { format: 2, model: { family: 'trees', settings } },
  space: space
    ? [
        { path: 'settings.rate', kind: 'log-uniform', low: 0.01, high: 1 },
        { path: 'settings.depth', kind: 'integer', low: 1, high: 12 },
      ]
    : null,
});
const plan = {
  candidates: [candidate(false), candidate(true), candidate(true)],
  ...{ judging: { kind: 'folds', count: 3, repeats: 1 }, metric: 'auc', direction: 'higher' },
  ...{
    sampler: 'tpe',
    pruner: 'none',
    budget: { seconds: null, trials: 40 },
    ensemble: 0,
    seed: 9,
    lanes: 3,
  },
} as unknown as StudyPlan;
const tpe = findSampler('tpe')!;

/** A score that depends on the values alone. */
const scoreOf = ({ candidate: place, values }: Begun) =>
  0.7 + 0.05 * place - 0.01 * Math.abs(Math.log(Number(values['settings.rate'] ?? 0.1) / 0.05));

/** Forty trials in the order of their numbers, each over when the delay of the order says so. */
function carryOut(isOver: (number: number, now: number) => boolean): Begun[] {
  const begun = new Map<number, Begun>();
  for (let number = 1; number <= 40; number++) {
    for (const [earlier, trial] of begun) {
      // At the latest when it has to be.
      const due = number <= 3 ? earlier <= number - 3 : earlier <= Math.max(3, number - 3);
      if (trial.over === null && (due || isOver(earlier, number))) {
        const score = scoreOf(trial);
        begun.set(earlier, {
          ...trial,
          over: { state: 'complete', score, scores: [score, score - 0.1, score + 0.1] },
        });
      }
    }
    const proposed = proposeTrial(plan, tpe, begun.values(), number)!;
    begun.set(number, { number, ...proposed, over: null });
  }
  return [...begun.values()].map((trial) => ({ ...trial, over: null }));
}

test('whichever of the trials at once ends first, the proposals are the same', () => {
  const late = carryOut(() => false);
  const early = carryOut(() => true);
  const random = new Philox(4, 1);
  const mixed = carryOut(() => random.below(2) === 0);
  expect(early).toEqual(late);
  expect(mixed).toEqual(late);
  expect(new Set(late.map(({ candidate: place, values }) => JSON.stringify([place, values]))).size).toBe(40);
});
