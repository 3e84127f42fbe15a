// A judgement's numbers from predicted rows: which metrics, which curves. The formulas are domain/metrics'.
import type { Judgement, MetricName, SplitMetrics } from '../../contract/model/judgement';
import type { Task } from '../../contract/model/recipe';
import { bootstrapInterval, percentile } from '../../domain/metrics/bootstrap';
import { calibrationBins, topLabel } from '../../domain/metrics/calibration';
import { judgeClasses, predictedClasses, probabilityColumn } from '../../domain/metrics/classification';
import { confusionMatrix } from '../../domain/metrics/confusion';
import { judgeRegression } from '../../domain/metrics/regression';
import { classStatistic, regressionStatistic, type RowStatistic } from '../../domain/metrics/resampled';
import { prCurve, rocCurve } from '../../domain/metrics/roc';
import { bestF1Threshold } from '../../domain/metrics/threshold';
import { Philox } from '../../domain/random';
import { streamOf } from '../../model/net/training/streams';
import type { JudgedRows } from './outputs';

const resamples = 1000;
const residualBins = 30;
const scatterPairs = 1000;

/** Metrics of one split; all null where it has no rows. */
export function splitMetrics(task: Task, judged: JudgedRows, threshold: number): SplitMetrics {
  const rows = judged.rows.length;
  if (rows === 0) return { rows, class: null, regression: null };
  if (task === 'regression') {
    return { rows, class: null, regression: judgeRegression(judged.outputs, judged.actual) };
  }
  const labels = Int32Array.from(judged.actual);
  return { rows, class: judgeClasses(judged.outputs, labels, judged.columns, threshold), regression: null };
}

/** The best F1 on validation for two classes, else one half. */
export function chooseThreshold(task: Task, validation: JudgedRows): number {
  if (task !== 'binary' || validation.rows.length === 0) return 0.5;
  return bestF1Threshold(probabilityColumn(validation.outputs, 2, 1), Int32Array.from(validation.actual));
}

/** The metric of the headline: AUC for two classes (accuracy where test has only one), accuracy for many, RMSE for numbers. */
export function primaryMetric(task: Task, test: SplitMetrics): MetricName {
  if (task === 'regression') return 'rmse';
  return task === 'binary' && test.class?.auc !== null ? 'auc' : 'accuracy';
}

/** The metric as a function of drawn test rows. */
export function statisticOf(
  metric: MetricName,
  task: Task,
  test: JudgedRows,
  threshold: number,
): RowStatistic {
  if (task === 'regression') return regressionStatistic(metric, test.outputs, test.actual);
  return classStatistic(metric, test.outputs, Int32Array.from(test.actual), test.columns, threshold);
}

/** 5th to 95th percentile over 1,000 resamples of the test rows. */
export function intervalOf(test: JudgedRows, statistic: RowStatistic, seed: number): [number, number] {
  return bootstrapInterval(test.rows.length, statistic, { resamples, seed });
}

type Pictures = Pick<Judgement, 'confusion' | 'roc' | 'precisionRecall' | 'calibration' | 'residuals'>;

/** Everything that is drawn of the test rows. */
export function picturesOf(task: Task, test: JudgedRows, threshold: number, seed: number): Pictures {
  if (task === 'regression') {
    const residuals = residualsOf(test, seed);
    return { confusion: [], roc: null, precisionRecall: null, calibration: [], residuals };
  }
  const labels = Int32Array.from(test.actual);
  const predicted = predictedClasses(test.outputs, test.columns, threshold);
  const { confidence, correct } = topLabel(test.outputs, labels, test.columns);
  const scores = task === 'binary' ? probabilityColumn(test.outputs, 2, 1) : null;
  return {
    confusion: confusionMatrix(predicted, labels, test.columns),
    roc: scores && rocCurve(scores, labels),
    precisionRecall: scores && prCurve(scores, labels),
    calibration: calibrationBins(confidence, correct),
    residuals: null,
  };
}

function residualsOf(test: JudgedRows, seed: number): NonNullable<Judgement['residuals']> {
  const residuals = Float64Array.from(test.actual, (actual, row) => actual - test.outputs[row]!);
  const sorted = residuals.slice().sort();
  // A few outliers would flatten all else: they are counted in the outermost bins.
  const low = percentile(sorted, 0.005);
  const high = Math.max(percentile(sorted, 0.995), low + Number.EPSILON * Math.max(1, Math.abs(low)));
  const edges = Array.from({ length: residualBins + 1 }, (_, i) => low + ((high - low) * i) / residualBins);
  const counts = new Array<number>(residualBins).fill(0);
  for (const residual of residuals) {
    const bin = Math.floor(((residual - low) / (high - low)) * residualBins);
    counts[Math.min(residualBins - 1, Math.max(0, bin))]!++;
  }
  const shown = sampleRows(test.rows.length, scatterPairs, seed);
  return {
    edges,
    counts,
    actual: Array.from(shown, (row) => test.actual[row]!),
    predicted: Array.from(shown, (row) => test.outputs[row]!),
  };
}

/** At most `limit` of n rows, drawn by the seed, in ascending order. */
export function sampleRows(n: number, limit: number, seed: number): Uint32Array {
  if (n <= limit) return Uint32Array.from({ length: n }, (_, row) => row);
  return new Philox(seed, streamOf('sample')).permutation(n).slice(0, limit).sort();
}
