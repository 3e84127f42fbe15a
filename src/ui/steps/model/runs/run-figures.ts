// The figures of a run as the table and the dialogs show them. Only reading: nothing is computed anew from rows.
import type { SplitMetrics } from '../../../../contract/model/judgement';
import type { Run } from '../../../../contract/model/run';
import { keptEpoch, type JudgementRow, type RunRow } from '../../../../contract/project/rows';

export { keptEpoch } from '../../../../contract/project/rows';

/** A run's own metric on a part that was judged. */
export function metricOn(metric: Run['metric'], part: SplitMetrics): number | null {
  if (metric === 'rmse') return part.regression?.rmse ?? null;
  return part.class?.[metric] ?? null;
}

/** The run's metric on validation: as judged with the kept weights, else as it was while training. */
export function validationMetric(run: RunRow | Run, judgement: JudgementRow | null): number | null {
  const judged = judgement ? metricOn(run.metric, judgement.validation) : null;
  const trained = 'history' in run ? keptEpoch(run)?.validationMetric : run.validationMetric;
  return judged ?? trained ?? null;
}

/** The second figure of the table: log loss on test, or for a regression the mean absolute error. */
export function secondMetric(judgement: JudgementRow | null): number | null {
  return judgement?.test.class?.logLoss ?? judgement?.test.regression?.mae ?? null;
}

/** Bytes of the weights: as stored, else as many as the parameters will take. */
export function modelBytes(run: Pick<RunRow, 'artifact' | 'parameters'>): number {
  return run.artifact?.bytes ?? run.parameters * 4;
}

/** Whether a run can be gone on with. */
export function canResume(run: Pick<Run, 'status'>): boolean {
  return run.status === 'paused' || run.status === 'interrupted';
}

/** First and one past the last row of a list of equal rows that show; all where the list is short. */
export function windowOf(
  count: number,
  top: number,
  viewport: number,
  rowHeight: number,
  virtualFrom: number,
): { first: number; end: number } {
  if (count <= virtualFrom) return { first: 0, end: count };
  const first = Math.max(0, Math.min(count - 1, Math.floor(top / rowHeight)) - 8);
  return { first, end: Math.min(count, Math.ceil((top + viewport) / rowHeight) + 8) };
}
