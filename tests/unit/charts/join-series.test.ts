import { describe, expect, it } from 'vitest';
import { decimate } from '../../../src/domain/curves/decimate';
import { joinSeries } from '../../../src/ui/charts/join-series';
import { niceTicks } from '../../../src/ui/charts/ticks';

describe('decimate', () => {
  const x = Float64Array.from({ length: 10_000 }, (_, index) => index * 0.5);

  it('keeps the first, the last, and every spike of a long series within the limit', () => {
    const y = Float64Array.from(x, (value) => Math.sin(value / 40));
    y[4321] = 9.5;
    y[7777] = -8.25;
    const thin = decimate(x, y, 300);
    expect(thin.x.length).toBeLessThanOrEqual(300);
    expect(thin.x.length).toBeGreaterThan(200);
    expect([thin.x[0], thin.x.at(-1)]).toEqual([0, 4999.5]);
    expect(thin.y).toContain(9.5);
    expect(thin.y).toContain(-8.25);
    expect(thin.x[thin.y.indexOf(9.5)]).toBe(2160.5);
  });

  it('keeps x ascending and never invents a point', () => {
    const y = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 1013);
    const thin = decimate(x, y, 101);
    thin.x.forEach((value, index) => {
      if (index > 0) expect(value).toBeGreaterThan(thin.x[index - 1]!);
      expect(thin.y[index]).toBe(y[value * 2]);
    });
  });

  it('leaves a short series as it is, but for gaps where a loss was not finite', () => {
    expect(decimate([1, 2, 3, 4.5], [0.7, Number.NaN, Infinity, 0.25], 50)).toEqual({
      x: [1, 2, 3, 4.5],
      y: [0.7, null, null, 0.25],
    });
    expect(decimate([], [], 50)).toEqual({ x: [], y: [] });
  });

  it('keeps a gap that fills a whole bucket', () => {
    const y = Array.from(x, (value) => (value > 1000 && value < 4000 ? null : 2.5));
    const thin = decimate(x, y, 60);
    expect(thin.y.filter((value) => value === null).length).toBeGreaterThan(10);
  });
});

describe('joinSeries', () => {
  it('puts series of different points on one axis and tells a gap from another series’ point', () => {
    expect(
      joinSeries([
        { x: [1, 2, 3], y: [0.9, null, 0.5] },
        { x: [2.5, 3], y: [7, 8] },
      ]),
    ).toEqual([
      [1, 2, 2.5, 3],
      [0.9, null, undefined, 0.5],
      [undefined, undefined, 7, 8],
    ]);
  });
});

describe('niceTicks', () => {
  it.each([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.13, 0.81, 4, [0.2, 0.4, 0.6, 0.8]],
    [-37, 412, 5, [0, 100, 200, 300, 400]],
    [0, 0.00034, 3, [0, 0.0002]],
    [812, 812, 5, [812]],
  ])('covers %d to %d by about %d round numbers', (low, high, wanted, ticks) => {
    expect(niceTicks(low, high, wanted)).toEqual(ticks);
  });

  it('gives nothing for an axis without ends', () => {
    expect(niceTicks(Number.NaN, 3)).toEqual([]);
  });
});
