// Root mean squared error, in the target's unit.
import { errorSums } from '../predictions/judged-numbers';
import { fourDigits, type Metric } from './metric';

export const rmse: Metric<'regression'> = {
  name: 'rmse',
  reads: 'regression',
  term: { en: 'root mean squared error', 'zh-CN': '均方根误差' },
  unit: 'target',
  direction: 'lower',
  range: [0, Infinity],
  shown: fourDigits,
  compute: (rows) => Math.sqrt(rows.of(errorSums).squared / rows.rows),
};
