import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dominates, paretoFront, paretoRanks } from '../../../../src/domain/search/pareto';

const directions = ['higher', 'lower'] as const;

it('has every trial that none dominates, of equal ones all', () => {
  // Accuracy and training time.
  const trials = [
    [0.9, 10],
    [0.8, 2],
    [0.85, 20],
    [0.9, 10],
    [0.7, 2],
    [null, 1],
    [NaN, 1],
    [0.95, Infinity],
  ];
  expect(paretoFront(trials, directions)).toEqual([0, 1, 3, 7]);
  expect(paretoRanks(trials, directions)).toEqual([0, 0, 1, 0, 1, null, null, 0]);
});

it('is not dominated, and dominates all that is left', () => {
  const value = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { maxLength: 25 }), (trials) => {
      const three = ['higher', 'lower', 'higher'] as const;
      const front = paretoFront(trials, three);
      for (const [place, trial] of trials.entries()) {
        const beaten = front.some((other) => dominates(trials[other]!, trial, three));
        expect(beaten).toBe(!front.includes(place));
      }
      const ranks = paretoRanks(trials, three);
      for (const [place, rank] of ranks.entries()) {
        if (rank === 0) continue;
        expect(
          ranks.some((other, at) => other === rank! - 1 && dominates(trials[at]!, trials[place]!, three)),
        ).toBe(true);
      }
    }),
  );
});
