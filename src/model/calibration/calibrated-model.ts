// What calibrates the outputs of a model: fetched where a model is calibrated, or one that has a calibrator is read.
import type { Calibration } from '../../contract/model/calibration/calibration';
import type { Predictor } from '../families/numerics';
import { calibrated } from './registry';

export { chooseCalibration } from './choose';
export { calibrationReadme } from './readme';

/** A model that answers with calibrated outputs. */
export function calibratedModel(model: Predictor, { calibrator }: Calibration): Predictor {
  const calibrate = (scores: Float32Array) => calibrated(calibrator, scores, model.outputs);
  return {
    outputs: model.outputs,
    predict: async (features, rows, onPeak) => calibrate(await model.predict(features, rows, onPeak)),
    uncalibrated: { predict: (features, rows) => model.predict(features, rows), calibrate },
    bytes: () => model.bytes(),
    dispose: () => model.dispose(),
  };
}
