// Coefficient of determination: the share of the actual values' spread that the predictions explain.
import { errorSums } from '../predictions/judged-numbers';
import { threeDecimals, type Metric } from './metric';

export const r2: Metric<'regression'> = {
  name: 'r2',
  reads: 'regression',
  term: { en: 'R²', 'zh-CN': 'R²' },
  unit: '',
  direction: 'higher',
  range: [-Infinity, 1],
  shown: threeDecimals,
  compute(rows) {
    const { squared, mean } = rows.of(errorSums);
    let spread = 0;
    for (let row = 0; row < rows.rows; row++) spread += (rows.actual[row]! - mean) ** 2;
    // A constant truth has no spread to explain: perfect is 1, anything else 0.
    return spread === 0 ? Number(squared === 0) : 1 - squared / spread;
  },
};
