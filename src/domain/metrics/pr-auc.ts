// Area under the precision–recall curve, as average precision: Σ (recallₙ − recallₙ₋₁) · precisionₙ over distinct scores.
import { classRanking } from '../predictions/judged-classes';
import { threeDecimals, type Metric } from './metric';

export const prAuc: Metric<'classification'> = {
  name: 'prAuc',
  reads: 'classification',
  term: { en: 'average precision', 'zh-CN': '平均精确率' },
  unit: '',
  direction: 'higher',
  range: [0, 1],
  shown: threeDecimals,
  leads: 3,
  compute: (rows) => rows.of(classRanking).averagePrecision,
};
