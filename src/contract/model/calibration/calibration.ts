// How probabilities that a model states are brought in line with how often they come true: what a recipe asks for, and what was fitted.
// How each kind is fitted and applied: src/model/calibration.
import * as v from 'valibot';
import { finite } from '../../data/numbers';
import { count } from '../../data/dataset';

/** The kinds, the simpler first, each with the outputs that it is for: one logit of two classes, or one of each class. */
export const calibratorKinds = {
  platt: { of: ['sigmoid'] },
  temperature: { of: ['sigmoid', 'softmax'] },
  isotonic: { of: ['sigmoid', 'softmax'] },
} as const;
export type CalibratorKind = keyof typeof calibratorKinds;

const kindNames = Object.keys(calibratorKinds) as CalibratorKind[];

/** What a recipe may ask for. `auto`: the kind that validation shows to help, or none. */
export const calibrationChoice = v.picklist(['auto', 'none', ...kindNames]);
export type CalibrationChoice = v.InferOutput<typeof calibrationChoice>;

const positive = v.pipe(finite, v.gtValue(0));

/** A fitted calibrator: what it does with the raw outputs of a model. */
export const calibrator = v.variant('kind', [
  /** logit → slope · logit + offset */
  v.strictObject({ kind: v.literal('platt'), slope: positive, offset: finite }),
  /** logits → logits / temperature */
  v.strictObject({ kind: v.literal('temperature'), temperature: positive }),
  /**
   * Probability → probability, along straight lines between points that rise, and level outside of them. Of two classes one curve, of the
   * second class; of more one for each, and what comes out is divided by its sum.
   */
  v.strictObject({
    kind: v.literal('isotonic'),
    curves: v.array(v.strictObject({ stated: v.array(finite), calibrated: v.array(finite) })),
  }),
]);
export type Calibrator = v.InferOutput<typeof calibrator>;

/** A calibrator as part of a model. */
export const calibration = v.strictObject({
  calibrator,
  /** Validation rows that it was fitted to. */
  rows: count,
  /** Mean log loss of those rows without it, and with one that was fitted to the other rows (cross-fitting). */
  logLoss: v.strictObject({ before: finite, after: finite }),
});
export type Calibration = v.InferOutput<typeof calibration>;
