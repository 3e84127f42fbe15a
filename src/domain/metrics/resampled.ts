// A metric as a function of drawn rows, prepared so that each of a thousand resamples costs one pass and no sort.
import type { MetricName } from '../../contract/model/judgement';
import { judgeClasses, predictedClasses, probabilityColumn } from './classification';
import { descendingOrder } from './order';
import { judgeRegression } from './regression';

/** The statistic for `bootstrapInterval`; not a number where a draw lacks a class. */
export type RowStatistic = (rows: Uint32Array) => number;

/** A classification metric of drawn rows. Accuracy and binary AUC are fast; others judge the gathered rows anew. */
export function classStatistic(
  metric: MetricName,
  probabilities: Float32Array,
  labels: Int32Array,
  k: number,
  threshold = 0.5,
): RowStatistic {
  if (metric === 'accuracy') {
    const predicted = predictedClasses(probabilities, k, threshold);
    const right = Uint8Array.from(labels, (label, row) => Number(label === predicted[row]));
    return (rows) => {
      let sum = 0;
      for (let i = 0; i < rows.length; i++) sum += right[rows[i]!]!;
      return sum / rows.length;
    };
  }
  if (metric === 'auc' && k === 2) return aucStatistic(probabilityColumn(probabilities, 2, 1), labels);
  return (rows) => {
    const drawn = new Float32Array(rows.length * k);
    const truth = new Int32Array(rows.length);
    rows.forEach((row, i) => {
      truth[i] = labels[row]!;
      for (let label = 0; label < k; label++) drawn[i * k + label] = probabilities[row * k + label]!;
    });
    const value = Object.entries(judgeClasses(drawn, truth, k, threshold)).find(([name]) => name === metric);
    return value?.[1] ?? NaN;
  };
}

/** A regression metric of drawn rows. */
export function regressionStatistic(
  metric: MetricName,
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
): RowStatistic {
  return (rows) => {
    const drawn = Float64Array.from(rows, (row) => predicted[row]!);
    const truth = Float64Array.from(rows, (row) => actual[row]!);
    const value = Object.entries(judgeRegression(drawn, truth)).find(([name]) => name === metric);
    return value?.[1] ?? NaN;
  };
}

/** Sorts once; a draw then only counts how often each place of that order was drawn. */
function aucStatistic(scores: Float32Array, labels: Int32Array): RowStatistic {
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
