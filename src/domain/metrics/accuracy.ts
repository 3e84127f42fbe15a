// Accuracy: the share of rows whose class was predicted.
import { confusion, predicted } from '../predictions/judged-classes';
import { threeDecimals, type Metric } from './metric';

export const accuracy: Metric<'classification'> = {
  name: 'accuracy',
  reads: 'classification',
  term: { en: 'accuracy', 'zh-CN': '准确率' },
  unit: '',
  direction: 'higher',
  range: [0, 1],
  shown: threeDecimals,
  leads: 1,
  compute: (rows) => rows.of(confusion).reduce((sum, row, label) => sum + row[label]!, 0) / rows.rows,
  resampled(rows) {
    const classes = rows.of(predicted);
    const right = Uint8Array.from(rows.labels, (label, row) => Number(label === classes[row]));
    return (drawn) => {
      let sum = 0;
      for (let i = 0; i < drawn.length; i++) sum += right[drawn[i]!]!;
      return sum / drawn.length;
    };
  },
};
