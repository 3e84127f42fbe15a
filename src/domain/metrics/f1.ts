// F1: the harmonic mean of precision and recall. Which class: predictions/confusion.ts.
import { classRatios } from '../predictions/judged-classes';
import { threeDecimals, type Metric } from './metric';

export const f1: Metric<'classification'> = {
  name: 'f1',
  reads: 'classification',
  term: { en: 'F1', 'zh-CN': 'F1' },
  unit: '',
  direction: 'higher',
  range: [0, 1],
  shown: threeDecimals,
  leads: 4,
  compute: (rows) => rows.of(classRatios).f1,
};
