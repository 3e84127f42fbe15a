import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descendingOrder } from '../../../../src/domain/predictions/order';
import { averagePrecision, prCurve, rocAuc, rocCurve } from '../../../../src/domain/predictions/ranking';
import { bestF1Threshold } from '../../../../src/domain/predictions/threshold';

const scored = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 9 }), label: fc.integer({ min: 0, max: 1 }) }),
  {
    minLength: 2,
    maxLength: 60,
  },
);

/** The definition: how often a positive row scores above a negative one, ties half. */
function pairwiseAuc(rows: { score: number; label: number }[]): number | null {
  let [wins, pairs] = [0, 0];
  for (const up of rows.filter(({ label }) => label === 1)) {
    for (const down of rows.filter(({ label }) => label === 0)) {
      pairs++;
      wins += up.score > down.score ? 1 : up.score === down.score ? 0.5 : 0;
    }
  }
  return pairs === 0 ? null : wins / pairs;
}

const columns = (rows: { score: number; label: number }[]) =>
  [Float32Array.from(rows, ({ score }) => score / 9), Int32Array.from(rows, ({ label }) => label)] as const;

describe('descendingOrder', () => {
  it('sorts any floats, stably', () => {
    const values = fc.array(fc.float({ noNaN: true, min: -1e3, max: 1e3 }), { maxLength: 300 });
    fc.assert(
      fc.property(values, (numbers) => {
        const scores = Float32Array.from(numbers);
        const expected = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
        expect([...descendingOrder(scores)]).toEqual(expected);
      }),
    );
  });
});

describe('rocAuc', () => {
  it('is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const auc = rocAuc(...columns(rows));
        const expected = pairwiseAuc(rows);
        if (expected === null) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('does not depend on the order of rows, and mirrors when the classes swap', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const auc = rocAuc(...columns(rows));
        expect(rocAuc(...columns([...rows].reverse()))).toEqual(auc);
        const mirrored = rocAuc(...columns(rows), 0);
        if (auc !== null) expect(mirrored).toBeCloseTo(1 - auc, 12);
      }),
    );
  });
});

describe('curves', () => {
  it('end at their corners, rise, and keep their area when thinned', () => {
    const n = 20_000;
    const labels = Int32Array.from({ length: n }, (_, row) => Number(row % 3 === 0));
    const scores = Float32Array.from(
      labels,
      (label, row) => Math.sin(row * 12.9898) * 0.5 + 0.5 + label * 0.2,
    );
    const curve = rocCurve(scores, labels)!;
    expect(curve.x.length).toBeLessThanOrEqual(400);
    expect([curve.x[0], curve.y[0], curve.x.at(-1), curve.y.at(-1)]).toEqual([0, 0, 1, 1]);
    const steps = curve.x
      .slice(1)
      .map((x, i) => ({ dx: x - curve.x[i]!, mean: (curve.y[i + 1]! + curve.y[i]!) / 2 }));
    for (const { dx } of steps) expect(dx).toBeGreaterThanOrEqual(0);
    const area = steps.reduce((sum, { dx, mean }) => sum + dx * mean, 0);
    expect(area).toBeCloseTo(rocAuc(scores, labels)!, 2);
    expect(prCurve(scores, labels)!.x.length).toBeLessThanOrEqual(400);
    expect(prCurve(scores, labels)!.x.at(-1)).toBe(1);
  });

  it('say nothing where a side has no rows', () => {
    const scores = Float32Array.of(0.1, 0.9);
    expect(rocCurve(scores, Int32Array.of(1, 1))).toBeNull();
    expect(prCurve(scores, Int32Array.of(0, 0))).toBeNull();
    expect(averagePrecision(scores, Int32Array.of(0, 0))).toBeNull();
  });
});

describe('bestF1Threshold', () => {
  const f1At = (rows: { score: number; label: number }[], threshold: number) => {
    const [scores, labels] = columns(rows);
    let [right, wrong, missed] = [0, 0, 0];
    scores.forEach((score, row) => {
      const positive = labels[row] === 1;
      if (score < threshold) missed += Number(positive);
      else if (positive) right++;
      else wrong++;
    });
    return (2 * right) / (2 * right + wrong + missed);
  };

  it('is at least as good as every other threshold', () => {
    fc.assert(
      fc.property(scored, fc.double({ min: 0, max: 1, noNaN: true }), (rows, other) => {
        fc.pre(rows.some(({ label }) => label === 1));
        const threshold = bestF1Threshold(...columns(rows));
        expect(f1At(rows, threshold)).toBeGreaterThanOrEqual((f1At(rows, other) || 0) - 1e-12);
        expect(threshold).toBeGreaterThanOrEqual(0);
        expect(threshold).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('lies half way between the probabilities it parts', () => {
    expect(bestF1Threshold(Float32Array.of(0.75, 0.25, 0.5), Int32Array.of(1, 0, 1))).toBe(0.375);
    expect(bestF1Threshold(Float32Array.of(0.2, 0.3), Int32Array.of(0, 0))).toBe(0.5);
  });
});
