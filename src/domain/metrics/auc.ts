// ROC AUC: how often a row of the class ranks above one of another class, ties counted half (Mann and Whitney).
// Of class 1 where there are two; else one class against the rest, averaged.
import { probabilityColumn } from '../predictions/classes';
import { classRanking } from '../predictions/judged-classes';
import { descendingOrder } from '../predictions/order';
import { threeDecimals, type Metric, type RowStatistic } from './metric';

export const auc: Metric<'classification'> = {
  name: 'auc',
  reads: 'classification',
  term: { en: 'ROC AUC', 'zh-CN': 'ROC AUC' },
  unit: '',
  direction: 'higher',
  range: [0, 1],
  shown: threeDecimals,
  leads: 2,
  compute: (rows) => rows.of(classRanking).auc,
  resampled: ({ probabilities, labels, k }) =>
    k === 2 ? sortedOnce(probabilityColumn(probabilities, 2, 1), labels) : null,
};

/** Sorts once; a draw then only counts how often each place of that order was drawn. */
function sortedOnce(scores: Float32Array, labels: Int32Array): RowStatistic {
  const order = descendingOrder(scores);
  const n = order.length;
  const place = new Uint32Array(n);
  const positive = new Uint8Array(n);
  const endsTie = new Uint8Array(n);
  order.forEach((row, i) => {
    place[row] = i;
    positive[i] = Number(labels[row] === 1);
    endsTie[i] = Number(i === n - 1 || scores[row] !== scores[order[i + 1]!]);
  });
  const counts = new Uint32Array(n);
  return (rows) => {
    counts.fill(0);
    for (let i = 0; i < rows.length; i++) counts[place[rows[i]!]!]!++;
    let area = 0;
    let [trues, falses, lastTrues, lastFalses] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      if (positive[i]) trues += counts[i]!;
      else falses += counts[i]!;
      if (!endsTie[i]) continue;
      area += ((falses - lastFalses) * (trues + lastTrues)) / 2;
      lastTrues = trues;
      lastFalses = falses;
    }
    return area / (trues * falses);
  };
}
