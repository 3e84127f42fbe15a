import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from '../../../../src/domain/predictions/bootstrap';
import { wilsonInterval } from '../../../../src/domain/predictions/wilson';
import { calibrationBins, expectedCalibrationError } from '../../../../src/domain/predictions/calibration';
import { measureSplit, statisticOf } from '../../../../src/domain/metrics/measure';
import { higherIsBetter } from '../../../../src/domain/metrics/registry';
import { JudgedClasses, reliability } from '../../../../src/domain/predictions/judged-classes';
import { JudgedNumbers } from '../../../../src/domain/predictions/judged-numbers';
import { Philox } from '../../../../src/domain/random';

function binaryCase(n: number, seed: number): { probabilities: Float32Array; labels: Int32Array } {
  const random = new Philox(seed);
  const labels = Int32Array.from({ length: n }, () => Number(random.uniform() < 0.3));
  const probabilities = new Float32Array(2 * n);
  labels.forEach((label, row) => {
    const logit = random.normal() + 1.5 * label - 1;
    // Two digits, so that there are ties.
    const p = Math.round(100 / (1 + Math.exp(-logit))) / 100;
    probabilities.set([1 - p, p], 2 * row);
  });
  return { probabilities, labels };
}

describe('bootstrapInterval', () => {
  it('has the width that the normal law gives a mean, and is the same for the same seed', () => {
    const random = new Philox(4);
    const values = Float64Array.from({ length: 400 }, () => 10 + 2 * random.normal());
    const mean = (rows: Uint32Array) => rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
    const [low, high] = bootstrapInterval(400, mean, { resamples: 4000, seed: 2 });
    // 2 · 1.645 · 2 / √400
    expect(Math.abs(high - low - 0.329)).toBeLessThan(0.03);
    expect(bootstrapInterval(400, mean, { resamples: 4000, seed: 2 })).toEqual([low, high]);
    expect(bootstrapInterval(400, mean, { resamples: 4000, seed: 3 })).not.toEqual([low, high]);
    const wide = bootstrapInterval(400, mean, { resamples: 4000, seed: 2, level: 0.99 });
    expect(wide[0]).toBeLessThan(low);
    expect(wide[1]).toBeGreaterThan(high);
  });

  it('skips draws without a value and refuses where none has one', () => {
    const notOnly = (rows: Uint32Array) => (new Set(rows).size === 1 ? NaN : rows[0]!);
    expect(bootstrapInterval(3, notOnly, { resamples: 50, seed: 1 })).toEqual([0, 2]);
    expect(() => bootstrapInterval(3, () => NaN, { resamples: 5, seed: 1 })).toThrow('rows_too_few');
    expect(() => bootstrapInterval(0, () => 1, { resamples: 5, seed: 1 })).toThrow('rows_too_few');
  });
});

describe('row statistics', () => {
  it('equal the metric of the gathered rows', () => {
    const { probabilities, labels } = binaryCase(300, 8);
    const rows = new Uint32Array(300).map((_, i) => (i * i * 7 + 3) % 300);
    const drawn = Float32Array.from(
      [...rows].flatMap((row) => [...probabilities.subarray(2 * row, 2 * row + 2)]),
    );
    const truth = Int32Array.from(rows, (row) => labels[row]!);
    const expected = measureSplit(new JudgedClasses(drawn, truth, 2, 0.4));
    const classes = new JudgedClasses(probabilities, labels, 2, 0.4);
    for (const metric of ['accuracy', 'auc', 'f1', 'logLoss', 'ece'] as const) {
      const value = statisticOf(metric, classes)(rows);
      expect(value, metric).toBeCloseTo(expected[metric]!, 12);
    }
    const actual = Float64Array.from({ length: 300 }, (_, i) => 5 + Math.cos(i));
    const predicted = Float64Array.from({ length: 300 }, (_, i) => 5 + Math.sin(i));
    const judged = measureSplit(
      new JudgedNumbers(
        [...rows].map((row) => predicted[row]!),
        [...rows].map((row) => actual[row]!),
      ),
    );
    const numbers = new JudgedNumbers(predicted, actual);
    for (const metric of ['mae', 'rmse', 'r2', 'mape'] as const) {
      expect(statisticOf(metric, numbers)(rows)).toBeCloseTo(judged[metric]!, 12);
    }
  });

  it('have no AUC where a draw lacks a class', () => {
    const rows = new JudgedClasses(Float32Array.of(0.4, 0.6, 0.7, 0.3), Int32Array.of(1, 0), 2);
    const statistic = statisticOf('auc', rows);
    expect(statistic(Uint32Array.of(0, 0))).toBeNaN();
  });
});

describe('calibration', () => {
  it('is zero where confidence comes true, and the gap where it does not', () => {
    const n = 3000;
    const confidence = Float32Array.from({ length: n }, (_, row) => 0.5 + (row % 10) / 40);
    const random = new Philox(6);
    const honest = Uint8Array.from(confidence, (value) => Number(random.uniform() < value));
    expect(expectedCalibrationError(calibrationBins(confidence, honest))).toBeLessThan(0.05);
    const boastful = Uint8Array.from(confidence, (value) => Number(random.uniform() < value - 0.3));
    expect(expectedCalibrationError(calibrationBins(confidence, boastful))).toBeCloseTo(0.3, 1);
  });

  it('of two classes is of the positive one, with an interval for each bin', () => {
    // Everyone is predicted 10 % and 10 % of the rows are positive; by the predicted class it would read 90 % confidence.
    const labels = Int32Array.from({ length: 100 }, (_, row) => Number(row % 10 === 0));
    const probabilities = Float32Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 0.9 : 0.1));
    const bins = new JudgedClasses(probabilities, labels, 2).of(reliability);
    expect(bins).toEqual([{ confidence: expect.closeTo(0.1, 6) as number, accuracy: 0.1, count: 100 }]);
    // A model that says 40 % where 10 % are positive is 30 points off.
    const bold = Float32Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 0.6 : 0.4));
    const judged = new JudgedClasses(bold, labels, 2);
    expect(expectedCalibrationError(judged.of(reliability))).toBeCloseTo(0.3, 6);
    // Closed form: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.6449.
    const [low, high] = wilsonInterval(0.1, 100);
    expect([low, high]).toEqual([expect.closeTo(0.060719, 5), expect.closeTo(0.160356, 5)]);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
    expect(wilsonInterval(1, 3)[1]).toBe(1);
  });

  it('cuts fifteen bins of equal mass, least confident first, and never parts equal confidences', () => {
    const distinct = Float32Array.from({ length: 150 }, (_, row) => ((row * 37) % 150) / 150);
    const bins = calibrationBins(distinct, new Uint8Array(150).fill(1));
    expect(bins.map(({ count }) => count)).toEqual(Array(15).fill(10));
    expect(bins[0]!.confidence).toBeLessThan(bins[14]!.confidence);
    const tied = calibrationBins(new Float32Array(100).fill(0.8), new Uint8Array(100).fill(1));
    expect(tied).toEqual([{ confidence: expect.closeTo(0.8, 6) as number, accuracy: 1, count: 100 }]);
  });
});

describe('edges', () => {
  it('refuse no rows and sizes that disagree', () => {
    expect(() => new JudgedClasses(new Float32Array(0), new Int32Array(0), 2)).toThrow('rows_too_few');
    expect(() => new JudgedClasses(new Float32Array(5), new Int32Array(2), 2)).toThrow('shape_mismatch');
    expect(() => new JudgedNumbers([], [])).toThrow('rows_too_few');
    expect(() => new JudgedNumbers([1], [1, 2])).toThrow('shape_mismatch');
  });

  it('leave AUC open where a class is absent, and know which way is better', () => {
    const one = measureSplit(new JudgedClasses(Float32Array.of(0.2, 0.8, 0.4, 0.6), Int32Array.of(1, 1), 2));
    expect([one['auc'], one['brierSkill'], one['accuracy']]).toEqual([null, 0, 1]);
    expect((['auc', 'r2', 'f1'] as const).every(higherIsBetter)).toBe(true);
    expect((['rmse', 'logLoss', 'ece', 'mape'] as const).some(higherIsBetter)).toBe(false);
  });

  it('judge 200,000 rows of ten classes without a comparator sort', () => {
    const n = 200_000;
    const random = new Philox(11);
    const labels = Int32Array.from({ length: n }, () => random.below(10));
    const probabilities = new Float32Array(n * 10).fill(0.05);
    labels.forEach((label, row) => (probabilities[row * 10 + label]! += 0.5 * random.uniform()));
    const startedAt = performance.now();
    const judged = measureSplit(new JudgedClasses(probabilities, labels, 10));
    // Takes about 0.5 s on two busy cores; the limit only catches a change in how time grows.
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(judged['accuracy']).toBe(1);
  });
});
