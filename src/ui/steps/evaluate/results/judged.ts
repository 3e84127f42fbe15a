// Reads judgements: which run's result is shown, its metrics in order, what the goals ask of them. Not for computing metrics.
import type { MetricName } from '../../../../contract/model/judgement';
import type { Requirement } from '../../../../contract/project/project';
import type { JudgementRow, RunRow } from '../../../../contract/project/rows';
import type { ProjectView } from '../../../../contract/project/view';
import { metricOf } from '../../../../state/goals/requirement-state';

/** The metrics that a judgement has, in the order in which they are shown. */
export function metricsOf({ test }: Pick<JudgementRow, 'test'>): MetricName[] {
  const order: MetricName[] = test.class
    ? ['accuracy', 'auc', 'prAuc', 'f1', 'precision', 'recall', 'logLoss', 'brier', 'ece']
    : ['rmse', 'mae', 'r2', 'mape'];
  return order.filter((name) => metricOf(test, name) !== null);
}

/** Whether the test metrics meet a requirement; null where it names no metric, or one that was not measured. */
export function meets(
  { metric, operator, threshold }: Requirement,
  judgement: Pick<JudgementRow, 'test'>,
): boolean | null {
  if (metric === null || threshold === null) return null;
  const value = metricOf(judgement.test, metric);
  if (value === null) return null;
  return operator === '≥' ? value >= threshold : value <= threshold;
}

/** A run whose result can be shown, with its newest judgement. */
export interface JudgedRun {
  run: RunRow;
  judgement: JudgementRow;
}

/** Model runs that were judged, newest first. */
export function judgedRuns(view: ProjectView, role: RunRow['role'] = 'model'): JudgedRun[] {
  const newest = new Map<string, JudgementRow>();
  for (const judgement of view.judgements) {
    const other = newest.get(judgement.runId);
    if (!other || judgement.takenAt > other.takenAt) newest.set(judgement.runId, judgement);
  }
  return view.runs
    .filter((run) => run.role === role)
    .flatMap((run) => {
      const judgement = newest.get(run.id);
      return judgement ? [{ run, judgement }] : [];
    })
    .toSorted((a, b) => b.run.number - a.run.number);
}

/** The run that E is about: the champion's, else the newest version's, else the newest. */
export function evaluatedRun(view: ProjectView): JudgedRun | null {
  const judged = judgedRuns(view);
  const champion = view.promotions[0]?.versionId;
  const newest = view.versions.toSorted((a, b) => b.number - a.number)[0];
  const version = view.versions.find(({ id }) => id === champion) ?? newest;
  return judged.find(({ run }) => run.id === version?.runId) ?? judged[0] ?? null;
}

/** The baseline that learnt from the same rows; the newest of several. */
export const baselineOf = (view: ProjectView, { run }: JudgedRun): JudgedRun | null =>
  judgedRuns(view, 'baseline').find((each) => each.run.partitionSha256 === run.partitionSha256) ?? null;

/** How many requirements of priority *must* the evaluated run misses. */
export function unmetMusts(view: ProjectView): number {
  const evaluated = evaluatedRun(view);
  if (!evaluated) return 0;
  return view.project.goals.requirements.filter(
    (requirement) => requirement.priority === 'must' && meets(requirement, evaluated.judgement) === false,
  ).length;
}
