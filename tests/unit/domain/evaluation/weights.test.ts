import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensions } from '../../../../src/contract/project/project';
import { ahpWeights, judgedPairs } from '../../../../src/domain/evaluation/weights';
import golden from '../../../fixtures/golden/ahp.json';

const judgements = fc.array(fc.double({ min: 1 / 9, max: 9, noNaN: true }), { minLength: 10, maxLength: 10 });
const keyed = (values: readonly number[]) =>
  Object.fromEntries(judgedPairs.map(([row, column], i) => [`${row}:${column}`, values[i]!]));

describe('ahpWeights', () => {
  it.each(golden.cases)('agrees with numpy on case %#', (given) => {
    const result = ahpWeights(
      Object.fromEntries(Object.entries(given.judgements).filter((entry) => entry[1] !== undefined)),
    );
    for (const dimension of dimensions) {
      expect(result.weights[dimension]).toBeCloseTo(given.weights[dimension], 10);
    }
    expect(result.consistencyRatio).toBeCloseTo(given.consistencyRatio, 9);
    expect(result.worstTriad).toEqual(given.worstTriad);
  });

  it('gives equal weights where nothing was judged', () => {
    const { weights, consistencyRatio, worstTriad } = ahpWeights({});
    for (const dimension of dimensions) expect(weights[dimension]).toBeCloseTo(0.2, 12);
    expect([consistencyRatio, worstTriad]).toEqual([0, null]);
  });

  it('finds the weights behind judgements that agree, with a consistency ratio of 0', () => {
    const positive = fc.array(fc.double({ min: 1, max: 8, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(positive, (importance) => {
        const values = judgedPairs.map(
          ([row, column]) => importance[dimensions.indexOf(row)]! / importance[dimensions.indexOf(column)]!,
        );
        const { weights, consistencyRatio, worstTriad } = ahpWeights(keyed(values));
        const total = importance.reduce((sum, x) => sum + x, 0);
        dimensions.forEach((dimension, i) =>
          expect(weights[dimension]).toBeCloseTo(importance[i]! / total, 10),
        );
        expect(consistencyRatio).toBeLessThan(1e-9);
        expect(worstTriad).toBeNull();
      }),
    );
  });

  it('reads a judgement from either side', () => {
    fc.assert(
      fc.property(judgements, (values) => {
        const mirrored = Object.fromEntries(
          judgedPairs.map(([row, column], i) => [`${column}:${row}`, 1 / values[i]!]),
        );
        const [here, there] = [ahpWeights(keyed(values)), ahpWeights(mirrored)];
        for (const dimension of dimensions) {
          expect(there.weights[dimension]).toBeCloseTo(here.weights[dimension], 12);
        }
        expect(there.consistencyRatio).toBeCloseTo(here.consistencyRatio, 9);
      }),
    );
  });

  it('sums to one, never falls below 0 in consistency, and rewards a dimension that is judged higher', () => {
    fc.assert(
      fc.property(
        judgements,
        fc.nat(9),
        fc.double({ min: 1.01, max: 4, noNaN: true }),
        (values, pair, factor) => {
          const { weights, consistencyRatio } = ahpWeights(keyed(values));
          expect(dimensions.reduce((sum, dimension) => sum + weights[dimension], 0)).toBeCloseTo(1, 12);
          expect(consistencyRatio).toBeGreaterThanOrEqual(0);
          const raised = keyed(values.map((value, i) => (i === pair ? value * factor : value)));
          const row = judgedPairs[pair]![0];
          expect(ahpWeights(raised).weights[row]).toBeGreaterThan(weights[row]);
        },
      ),
    );
  });

  it.each([0, -1, NaN, Infinity])('refuses a judgement of %s', (value) => {
    expect(() => ahpWeights({ 'data:model': value })).toThrow('input_invalid');
  });
});
