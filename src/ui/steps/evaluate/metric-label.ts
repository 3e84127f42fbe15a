// Metrics in the reader's language.
import type { MetricName } from '../../../contract/judgement';
import { m } from '../../../i18n/paraglide/messages.js';

const labels: Record<MetricName, () => string> = {
  accuracy: m.metric_accuracy,
  precision: m.metric_precision,
  recall: m.metric_recall,
  f1: m.metric_f1,
  auc: m.metric_auc,
  prAuc: m.metric_prAuc,
  logLoss: m.metric_logLoss,
  brier: m.metric_brier,
  ece: m.metric_ece,
  mae: m.metric_mae,
  rmse: m.metric_rmse,
  r2: m.metric_r2,
  mape: m.metric_mape,
};

/** The metric's name in the current language. */
export const metricLabel = (name: MetricName): string => labels[name]();
