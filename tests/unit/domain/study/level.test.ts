import { expect, it } from 'vitest';
import type { Finalist } from '../../../../src/contract/model/search/study';
import { chosenFinalist } from '../../../../src/domain/study/level';

const finalist = (trial: number, scores: number[]): Finalist =>
  ({
    trial,
    scores,
    score: scores.reduce((sum, each) => sum + each, 0) / scores.length,
    runId: null,
  }) as never;
const higher = { direction: 'higher' } as const;

it('is the best where it is clearly better than the linear baseline, whichever way is better', () => {
  const [best, baseline] = [finalist(4, [0.9, 0.92, 0.91]), finalist(1, [0.8, 0.83, 0.81])];
  expect(chosenFinalist(higher, [best, baseline])).toBe(best);
  expect(chosenFinalist({ direction: 'lower' }, [baseline, best])).toBe(baseline);
});

it('is the baseline where folds tell no difference, and no other that is level', () => {
  const [best, level] = [finalist(4, [0.9, 0.8, 0.86]), finalist(3, [0.89, 0.81, 0.86])];
  const baseline = finalist(1, [0.88, 0.82, 0.85]);
  expect(chosenFinalist(higher, [best, level, baseline])).toBe(baseline);
  expect(chosenFinalist(higher, [best, level])).toBe(best);
  expect(chosenFinalist(higher, [])).toBeNull();
});
