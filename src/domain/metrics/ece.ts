// Expected calibration error: of two classes of the second's probability, of more of the most probable class. Formula and bins:
// predictions/calibration.ts.
import { expectedCalibrationError } from '../predictions/calibration';
import { reliability } from '../predictions/judged-classes';
import { threeDecimals, type Metric } from './metric';

export const ece: Metric<'classification'> = {
  name: 'ece',
  reads: 'classification',
  term: { en: 'expected calibration error', 'zh-CN': '期望校准误差' },
  unit: '',
  direction: 'lower',
  range: [0, 1],
  shown: threeDecimals,
  compute: (rows) => expectedCalibrationError(rows.of(reliability)),
};
