// Tests of two models on the same rows, against statsmodels, SciPy and MLstatkit (scripts/golden/model-comparison.py).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deLong } from '../../../../src/domain/model-comparison/delong';
import { holm } from '../../../../src/domain/model-comparison/holm';
import { logGamma } from '../../../../src/domain/model-comparison/log-gamma';
import { mcNemar } from '../../../../src/domain/model-comparison/mcnemar';

interface Golden {
  mcnemar: { first: number[]; second: number[]; firstOnly: number; secondOnly: number; p: number }[];
  delong: {
    truth: number[];
    a: number[];
    b: number[];
    z: number;
    p: number;
    areas: [number, number];
    variance: number;
  }[];
  holm: { p: number[]; adjusted: number[] }[];
  logGamma: [number, number][];
}
const golden = JSON.parse(readFileSync('tests/fixtures/golden/model-comparison.json', 'utf8')) as Golden;
const near = (value: number, wanted: number, digits = 1e-10) =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(digits * Math.max(1e-3, Math.abs(wanted)));

describe('two models on the same rows', () => {
  it.each(golden.mcnemar)('McNemar: $firstOnly against $secondOnly', ({ first, second, ...wanted }) => {
    const { p, ...counts } = mcNemar(first, second);
    expect(counts).toEqual({ firstOnly: wanted.firstOnly, secondOnly: wanted.secondOnly });
    near(p, wanted.p);
    near(mcNemar(second, first).p, wanted.p);
  });

  it.each(golden.delong)('DeLong: z = $z', ({ truth, a, b, z, p, areas, variance }) => {
    const found = deLong([a, b], truth)!;
    near(found.areas[0], areas[0]);
    near(found.areas[1], areas[1]);
    near(found.standardError ** 2, variance);
    near(Math.abs(found.areas[0] - found.areas[1]) / found.standardError, Math.abs(z));
    near(found.p, p);
  });

  it('has no area of one class, and no difference of a model from itself', () => {
    expect(
      deLong(
        [
          [0.1, 0.2, 0.3],
          [0.3, 0.2, 0.1],
        ],
        [1, 1, 1],
      ),
    ).toBeNull();
    const [{ a, truth }] = golden.delong as [Golden['delong'][0]];
    expect(deLong([a, a], truth)).toMatchObject({ standardError: 0, p: 1 });
  });

  it.each(golden.holm)('Holm: $p', ({ p, adjusted }) =>
    holm(p).forEach((value, at) => near(value, adjusted[at]!)),
  );

  it.each(golden.logGamma)('ln gamma of %d', (x, wanted) => near(logGamma(x), wanted, 1e-12));
});
