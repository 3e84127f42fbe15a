// Mean absolute percentage error: mean of |error / actual|; null where an actual value is 0.
import { errorSums } from '../predictions/judged-numbers';
import type { Metric } from './metric';

export const mape: Metric<'regression'> = {
  name: 'mape',
  reads: 'regression',
  term: { en: 'mean absolute percentage error', 'zh-CN': '平均绝对百分比误差' },
  unit: '%',
  direction: 'lower',
  range: [0, Infinity],
  shown: { style: 'percent', digits: 1 },
  compute(rows) {
    const { relative } = rows.of(errorSums);
    return Number.isFinite(relative) ? relative / rows.rows : null;
  },
};
