import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectEnsemble } from '../../../../src/domain/search/ensemble';

/** Minus the mean squared error against a truth. */
const against = (truth: readonly number[]) => (blend: Float64Array) =>
  -truth.reduce((sum, value, at) => sum + (value - blend[at]!) ** 2, 0) / truth.length;

describe('an ensemble', () => {
  it('takes models whose errors cancel, as often as they help', () => {
    const truth = [1, 2, 3, 4];
    const predictions = [
      [1.1, 2.1, 3.1, 4.1],
      [0.7, 1.7, 2.7, 3.7],
      [4, 3, 2, 1],
    ].map((each) => Float64Array.from(each));
    // Three of the first with one of the second have no error; no fewer do.
    const ensemble = selectEnsemble({ predictions, score: against(truth) })!;
    expect(ensemble.weights).toEqual([0.75, 0.25, 0]);
    expect(ensemble.chosen.toSorted()).toEqual([0, 0, 0, 1]);
    expect(ensemble.score).toBeCloseTo(0, 12);
  });

  it('is the first of equal models, alone', () => {
    const predictions = [
      [1, 1],
      [2, 3],
      [2, 3],
    ].map((each) => Float64Array.from(each));
    expect(selectEnsemble({ predictions, score: against([2, 3]) })).toEqual({
      weights: [0, 1, 0],
      score: -0,
      chosen: [1],
    });
  });

  it('passes over what cannot be scored, and is none where nothing can', () => {
    const predictions = [[NaN], [3]].map((each) => Float64Array.from(each));
    expect(selectEnsemble({ predictions, score: against([1]) })).toMatchObject({
      weights: [0, 1],
      score: -4,
    });
    expect(selectEnsemble({ predictions: predictions.slice(0, 1), score: against([1]) })).toBeNull();
    expect(selectEnsemble({ predictions: [], score: against([1]) })).toBeNull();
    const uneven = [new Float64Array(2), new Float64Array(3)];
    expect(() => selectEnsemble({ predictions: uneven, score: against([1]) })).toThrow(RangeError);
  });

  it('scores what its weights make, and no worse than the best model', () => {
    const row = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(row, fc.array(row, { minLength: 1, maxLength: 5 }), (truth, rows) => {
        const predictions = rows.map((each) => Float64Array.from(each));
        const score = against(truth);
        const ensemble = selectEnsemble({ predictions, score, rounds: 12 })!;
        expect(ensemble.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        const blend = Float64Array.from(truth, (_, at) =>
          ensemble.weights.reduce((sum, weight, model) => sum + weight * rows[model]![at]!, 0),
        );
        expect(ensemble.score).toBeCloseTo(score(blend), 9);
        expect(ensemble.score).toBeGreaterThanOrEqual(Math.max(...predictions.map(score)));
      }),
    );
  });
});
