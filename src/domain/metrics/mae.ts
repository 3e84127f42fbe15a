// Mean absolute error, in the target's unit.
import { errorSums } from '../predictions/judged-numbers';
import { fourDigits, type Metric } from './metric';

export const mae: Metric<'regression'> = {
  name: 'mae',
  reads: 'regression',
  term: { en: 'mean absolute error', 'zh-CN': '平均绝对误差' },
  unit: 'target',
  direction: 'lower',
  range: [0, Infinity],
  shown: fourDigits,
  compute: (rows) => rows.of(errorSums).absolute / rows.rows,
};
