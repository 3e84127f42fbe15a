import { describe, expect, it } from 'vitest';
import { StepSeries } from '../../../src/state/model/step-series';

describe('StepSeries', () => {
  it('keeps a short series as it came', () => {
    const series = new StepSeries(100);
    series.add(0.1, 2.3);
    series.add(0.2, 1.9);
    expect(series.points()).toEqual({ x: [0.1, 0.2], y: [2.3, 1.9] });
  });

  it('stays within its limit, covers the whole run and keeps the mean', () => {
    const series = new StepSeries(64);
    const steps = 5_120;
    for (let step = 1; step <= steps; step++) series.add(step / 100, 3 - step / 4_000);
    const { x, y } = series.points();
    expect(x.length).toBeLessThan(64);
    expect(x.length).toBeGreaterThan(30);
    expect(x.at(-1)).toBeGreaterThan(50);
    const span = steps / x.length;
    // Each point is the mean over the steps that it covers, so it lies half a span before its x.
    x.forEach((value, index) => expect(y[index]).toBeCloseTo(3 - (value * 100 - (span - 1) / 2) / 4_000, 2));
  });

  it('shows a loss that is not finite', () => {
    const series = new StepSeries(10);
    series.add(1, Number.NaN);
    series.add(2, 0.5);
    expect(series.points().y).toEqual([Number.NaN, 0.5]);
  });

  it('a run that went back to its checkpoint draws its steps anew', () => {
    const series = new StepSeries();
    for (const x of [0.5, 1, 1.5, 2]) series.add(x, 10 * x);
    series.add(1.25, 7);
    expect(series.points()).toEqual({ x: [0.5, 1, 1.25], y: [5, 10, 7] });
  });
});
