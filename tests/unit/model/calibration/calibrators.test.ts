// Calibrators held against scikit-learn (scripts/golden/calibration.py), and what has to be true of each whatever the scores.
import { describe, expect, it } from 'vitest';
import { calibratorsOf } from '../../../../src/domain/tasks/calibrators';
import { rankingAreas } from '../../../../src/domain/predictions/ranking';
import { Philox } from '../../../../src/domain/random';
import {
  probabilitiesOf,
  rowLosses,
  type CalibrationSample,
} from '../../../../src/model/calibration/calibrator';
import { risingCurve } from '../../../../src/model/calibration/kinds/isotonic';
import { calibrated, calibratorForm } from '../../../../src/model/calibration/registry';
import golden from '../golden/calibration.json';

const sampleOf = ({ scores, labels, outputs }: (typeof golden)[number]): CalibrationSample => ({
  scores: Float32Array.from(scores),
  labels: Int32Array.from(labels),
  outputs,
});
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(golden)('calibrators on $name', (problem) => {
  const sample = sampleOf(problem);
  const asked = Float32Array.from(problem.asked);

  it('measures log loss as scikit-learn does', () => {
    expect(mean(rowLosses(sample))).toBeCloseTo(problem.logLoss, 10);
  });

  it('fits a temperature as scikit-learn does, and leaves the most probable class', () => {
    const fitted = calibratorForm('temperature').fit(sample);
    expect(fitted).toMatchObject({ kind: 'temperature' });
    expect((fitted as { temperature: number }).temperature / problem.temperature).toBeCloseTo(1, 5);
  });

  it('fits rising curves as scikit-learn does, their sum 1', () => {
    const fitted = calibratorForm('isotonic').fit(sample)!;
    const found = probabilitiesOf(calibrated(fitted, asked, problem.outputs), problem.outputs);
    problem.isotonic.forEach((share, at) => expect(found[at]).toBeCloseTo(share, 6));
  });
});

describe('Platt scaling', () => {
  it.each(golden.filter(({ platt }) => platt !== undefined))(
    'is that of scikit-learn on $name',
    (problem) => {
      const fitted = calibratorForm('platt').fit(sampleOf(problem)) as { slope: number; offset: number };
      expect(fitted.slope).toBeCloseTo(problem.platt!.slope, 4);
      expect(fitted.offset).toBeCloseTo(problem.platt!.offset, 4);
    },
  );

  it('refuses scores that say the contrary, and one class alone', () => {
    const scores = Float32Array.from({ length: 60 }, (_, row) => (row % 2 === 0 ? 1 : -1) * (1 + row / 60));
    const against = Int32Array.from({ length: 60 }, (_, row) => Number(row % 2 === 1));
    expect(calibratorForm('platt').fit({ scores, labels: against, outputs: 1 })).toBeNull();
    expect(calibratorForm('platt').fit({ scores, labels: new Int32Array(60), outputs: 1 })).toBeNull();
  });

  it('is not decided by one exact zero', () => {
    const [problem] = golden;
    const plain = calibratorForm('platt').fit(sampleOf(problem!)) as { slope: number };
    const scores = Float32Array.from([...problem!.scores, -1000]);
    const labels = Int32Array.from([...problem!.labels, 1]);
    const fitted = calibratorForm('platt').fit({ scores, labels, outputs: 1 }) as { slope: number };
    expect(fitted.slope).toBeGreaterThan(0.5 * plain.slope);
  });
});

/** Rows whose scores are `stretch` times too sure. */
function drawn(rows: number, outputs: number, stretch: number, seed: number): CalibrationSample {
  const random = new Philox(seed, 1);
  const scores = new Float32Array(rows * outputs);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = Float32Array.from({ length: outputs }, () => 1.5 * random.normal());
    const shares = probabilitiesOf(own, outputs);
    const at = random.uniform();
    let [sum, label] = [0, 0];
    if (outputs === 1) label = Number(at < shares[0]!);
    else while (label < outputs - 1 && (sum += shares[label]!) < at) label++;
    labels[row] = label;
    own.forEach((z, k) => (scores[row * outputs + k] = stretch * z));
  }
  return { scores, outputs, labels };
}

describe('whatever the scores', () => {
  const samples = [1, 2, 3, 4, 5].flatMap((seed) => [
    drawn(400, 1, seed, seed),
    drawn(400, 4, seed, 10 + seed),
  ]);
  const far = Float32Array.from([-1000, -40, -16.5, -16, 0, 0.01, 16, 16.5, 40, 1000, 3, -3]);

  it('probabilities are shares that add up to 1', () => {
    for (const sample of samples)
      for (const kind of calibratorsOf(sample.outputs === 1 ? 'binary' : 'multiclass')) {
        const fitted = calibratorForm(kind).fit(sample)!;
        const shares = probabilitiesOf(calibrated(fitted, far, sample.outputs), sample.outputs);
        for (const share of shares) expect(share >= 0 && share <= 1).toBe(true);
        if (sample.outputs > 1)
          for (let from = 0; from < shares.length; from += sample.outputs)
            expect(
              shares.subarray(from, from + sample.outputs).reduce((sum, each) => sum + each, 0),
            ).toBeCloseTo(1, 6);
      }
  });

  it('Platt and temperature leave the ranking, and isotonic never turns it round', () => {
    for (const sample of samples.filter(({ outputs }) => outputs === 1)) {
      const before = rankingAreas(sample.scores, sample.labels, 1).auc;
      for (const kind of ['platt', 'temperature'] as const) {
        const after = calibrated(calibratorForm(kind).fit(sample)!, sample.scores, 1);
        expect(rankingAreas(after, sample.labels, 1).auc).toBe(before);
        const ordered = calibrated(calibratorForm(kind).fit(sample)!, far.toSorted(), 1);
        for (let at = 1; at < ordered.length; at++) expect(ordered[at]!).toBeGreaterThan(ordered[at - 1]!);
      }
      const steps = calibrated(calibratorForm('isotonic').fit(sample)!, sample.scores.toSorted(), 1);
      for (let at = 1; at < steps.length; at++) expect(steps[at]!).toBeGreaterThanOrEqual(steps[at - 1]!);
    }
  });

  it('a temperature leaves the most probable class', () => {
    for (const sample of samples.filter(({ outputs }) => outputs > 1)) {
      const after = calibrated(calibratorForm('temperature').fit(sample)!, sample.scores, sample.outputs);
      const best = (scores: Float32Array, row: number) => {
        const own = scores.subarray(row * sample.outputs, (row + 1) * sample.outputs);
        return own.indexOf(Math.max(...own));
      };
      sample.labels.forEach((_, row) => expect(best(after, row)).toBe(best(sample.scores, row)));
    }
  });

  it('a fitted line or temperature never has a larger loss than none on its own rows', () => {
    for (const sample of samples) {
      const fitted = calibratorForm('temperature').fit(sample)!;
      const scores = calibrated(fitted, sample.scores, sample.outputs);
      expect(mean(rowLosses({ ...sample, scores }))).toBeLessThanOrEqual(mean(rowLosses(sample)) + 1e-9);
    }
  });

  it('a rising curve rises, and keeps the mean of what came true', () => {
    for (const sample of samples.filter(({ outputs }) => outputs === 1)) {
      const stated = probabilitiesOf(sample.scores, 1);
      const { calibrated: heights, stated: corners } = risingCurve(stated, sample.labels);
      for (let at = 1; at < heights.length; at++) {
        expect(heights[at]!).toBeGreaterThanOrEqual(heights[at - 1]!);
        expect(corners[at]!).toBeGreaterThan(corners[at - 1]!);
      }
      const levels = Float64Array.from(
        stated,
        (share) => heights[corners.findLastIndex((each) => each <= share)]!,
      );
      expect(mean(levels)).toBeCloseTo(mean(Float64Array.from(sample.labels)), 12);
    }
  });
});
