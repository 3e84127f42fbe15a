// Every kind of calibrator. Adding one is a file in kinds/, a line below, its entry and schema in contract/model/calibration, and its messages.
import type { Calibrator, CalibratorKind } from '../../contract/model/calibration/calibration';
import type { CalibratorForm } from './calibrator';
import { isotonic } from './kinds/isotonic';
import { platt } from './kinds/platt';
import { temperature } from './kinds/temperature';

const forms: { [Kind in CalibratorKind]: CalibratorForm<Kind> } = { platt, temperature, isotonic };

/** A kind by its name. */
export function calibratorForm(kind: CalibratorKind): CalibratorForm {
  return forms[kind] as CalibratorForm;
}

/** Raw outputs [rows, outputs] of raw outputs [rows, outputs]. */
export function calibrated(fitted: Calibrator, scores: Float32Array, outputs: number): Float32Array {
  return calibratorForm(fitted.kind).apply(fitted, scores, outputs);
}
