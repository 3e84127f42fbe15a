// Every metric, in the order in which lists show them. A new one is its file, a line here and its messages.
import type { PredictionKind } from '../predictions/judged';
import { accuracy } from './accuracy';
import { auc } from './auc';
import { brier } from './brier';
import { brierSkill } from './brier-skill';
import { ece } from './ece';
import { f1 } from './f1';
import { logLoss } from './log-loss';
import { mae } from './mae';
import { mape } from './mape';
import type { Metric } from './metric';
import { prAuc } from './pr-auc';
import { precision } from './precision';
import { r2 } from './r2';
import { recall } from './recall';
import { rmse } from './rmse';

export const metrics: readonly Metric[] = [
  ...[accuracy, precision, recall, f1, auc, prAuc, logLoss, brier, brierSkill, ece],
  ...[rmse, mae, r2, mape],
];

const byName = new Map(metrics.map((metric) => [metric.name, metric]));

/** The metric of a name; undefined for one of another version of the app. */
export function findMetric(name: string): Metric | undefined {
  return byName.get(name);
}

/** Metrics of a kind of predictions that lists show, or of every kind. */
export function listedMetrics(kind?: PredictionKind): Metric[] {
  return metrics.filter(({ reads, listed }) => listed !== false && (kind === undefined || reads === kind));
}

/** The same as a result shows them: those that lead come first. */
export function resultMetrics(kind?: PredictionKind): Metric[] {
  const place = ({ leads }: Metric) => leads ?? Infinity;
  return listedMetrics(kind).toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** False for errors, which are better small. */
export function higherIsBetter(name: string): boolean {
  return findMetric(name)?.direction !== 'lower';
}

/** Whether the first value is better than the second. */
export function isBetter(name: string, value: number, than: number): boolean {
  return higherIsBetter(name) ? value > than : value < than;
}

/** The best value that a metric can have; may be infinite. */
export function perfection(name: string): number {
  const metric = findMetric(name);
  if (!metric) return 1;
  return metric.range[metric.direction === 'higher' ? 1 : 0];
}
