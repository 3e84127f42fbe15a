// Recall: of the rows of a class, the share that was found. Which class: predictions/confusion.ts.
import { classRatios } from '../predictions/judged-classes';
import { threeDecimals, type Metric } from './metric';

export const recall: Metric<'classification'> = {
  name: 'recall',
  reads: 'classification',
  term: { en: 'recall', 'zh-CN': '召回率' },
  unit: '',
  direction: 'higher',
  range: [0, 1],
  shown: threeDecimals,
  compute: (rows) => rows.of(classRatios).recall,
};
