// Whether a model is calibrated, and how, on rows whose true probabilities are known.
import { describe, expect, it } from 'vitest';
import { Philox } from '../../../../src/domain/random';
import { probabilitiesOf, type CalibrationSample } from '../../../../src/model/calibration/calibrator';
import { chooseCalibration } from '../../../../src/model/calibration/choose';
import type { CalibrationChoice } from '../../../../src/contract/model/calibration/calibration';

/** Rows of two classes whose true logit `bend` turns into the stated one. */
function rowsOf(rows: number, bend: (z: number) => number, seed = 7): CalibrationSample {
  const random = new Philox(seed, 2);
  const truth = Float32Array.from({ length: rows }, () => 1.5 * random.normal());
  const shares = probabilitiesOf(truth, 1);
  return {
    scores: truth.map(bend),
    outputs: 1,
    labels: Int32Array.from(shares, (share) => Number(random.uniform() < share)),
  };
}
const choose = (sample: CalibrationSample, choice: Exclude<CalibrationChoice, 'none'> = 'auto') =>
  chooseCalibration(sample, { choice, kinds: ['platt', 'temperature', 'isotonic'], seed: 3 });

describe('chooseCalibration', () => {
  it('leaves probabilities that come true', () => {
    for (const rows of [150, 600, 4000]) expect(choose(rowsOf(rows, (z) => z)).kind).toBe('kept');
  });

  it('mends what class weights do: a shift of the logit', () => {
    const found = choose(rowsOf(600, (z) => z + 2));
    expect(found).toMatchObject({
      kind: 'calibrated',
      calibration: { calibrator: { kind: 'platt' }, rows: 600 },
    });
    if (found.kind !== 'calibrated') return;
    const { logLoss, calibrator } = found.calibration;
    expect(logLoss.after).toBeLessThan(logLoss.before - 0.1);
    expect((calibrator as { offset: number }).offset).toBeCloseTo(-2, 0);
  });

  it('follows another shape where there are rows enough to see it', () => {
    const bent = (z: number) => (z > 0.5 ? z + 3 : z < -0.5 ? z - 3 : z / 4);
    expect(choose(rowsOf(6000, bent))).toMatchObject({ calibration: { calibrator: { kind: 'isotonic' } } });
    const few = choose(rowsOf(900, bent));
    expect(few.kind === 'calibrated' && few.calibration.calibrator.kind).not.toBe('isotonic');
  });

  it('fits the kind that is asked for, whatever it is worth', () => {
    for (const choice of ['platt', 'temperature', 'isotonic'] as const)
      expect(
        choose(
          rowsOf(150, (z) => z),
          choice,
        ),
      ).toMatchObject({
        kind: 'calibrated',
        calibration: { calibrator: { kind: choice } },
      });
  });

  it('says where rows are too few, or the scores are against what is true', () => {
    expect(choose(rowsOf(15, (z) => z))).toEqual({ kind: 'few-rows', rows: 15 });
    expect(choose(rowsOf(60, (z) => z))).toEqual({ kind: 'few-rows', rows: 60 });
    expect(
      choose(
        rowsOf(300, (z) => -z),
        'platt',
      ),
    ).toEqual({ kind: 'unfit', rows: 300 });
  });

  it('comes to the same numbers each time', () => {
    const sample = rowsOf(1500, (z) => 2 * z);
    expect(choose(sample)).toEqual(choose(sample));
  });

  it('scores each row by a calibrator that it was not fitted to', () => {
    const sample = rowsOf(300, (z) => 3 * z);
    const found = choose(sample, 'isotonic');
    // Fitted to its own rows, isotonic regression would look better than the truth itself.
    const truth = choose(
      rowsOf(300, (z) => z),
      'temperature',
    );
    if (found.kind !== 'calibrated' || truth.kind !== 'calibrated') throw new Error('not calibrated');
    expect(found.calibration.logLoss.after).toBeGreaterThan(truth.calibration.logLoss.before);
  });
});
