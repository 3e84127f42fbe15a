// Precision: of the rows that were said to be of a class, the share that is. Which class: predictions/confusion.ts.
import { classRatios } from '../predictions/judged-classes';
import { threeDecimals, type Metric } from './metric';

export const precision: Metric<'classification'> = {
  name: 'precision',
  reads: 'classification',
  term: { en: 'precision', 'zh-CN': '精确率' },
  unit: '',
  direction: 'higher',
  range: [0, 1],
  shown: threeDecimals,
  compute: (rows) => rows.of(classRatios).precision,
};
