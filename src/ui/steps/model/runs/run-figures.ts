// The figures of a run as the table and the dialogs show them. Only reading: nothing is computed anew from rows.
import { isNetRecipe } from '../../../../contract/model/recipe';
import type { Run } from '../../../../contract/model/run';
import { keptEpoch, type JudgementRow, type RunRow } from '../../../../contract/project/rows';
import { metricOf } from '../../../../domain/current-model';
import { findTask } from '../../../../domain/tasks/registry';
import { none } from '../../../../i18n/format';
import { formatMetric } from '../../../../i18n/metric-text';

export { keptEpoch } from '../../../../contract/project/rows';

/** The run's metric on validation: as judged with the kept weights, else as it was while training. */
export function validationMetric(run: RunRow | Run, judgement: JudgementRow | null): number | null {
  const judged = judgement && metricOf(judgement.validation, run.metric);
  const trained = 'history' in run ? keptEpoch(run)?.validationMetric : run.validationMetric;
  return judged ?? trained ?? null;
}

/** The metric that tables show beside the run's own. */
export function secondMetric({ task }: Pick<RunRow, 'task'>): string | null {
  return findTask(task)?.second ?? null;
}

/** A metric on test as a table shows it. */
export function testFigure(metric: string | null, judgement: JudgementRow | null): string {
  return metric === null || !judgement ? none : formatMetric(metric, metricOf(judgement.test, metric));
}

/** Bytes of the weights: as stored, else as many as the parameters will take. */
export function modelBytes(run: Pick<RunRow, 'artifact' | 'parameters'>): number {
  return run.artifact?.bytes ?? run.parameters * 4;
}

/** Whether the points of a run's curve are rounds, as of every family but nets, rather than epochs. */
export function hasRounds({ recipe }: Pick<RunRow, 'recipe'>): boolean {
  return 'settings' in recipe.model;
}

/** Epochs that the recipe plans; 0 for a family without. */
export function plannedEpochs({ recipe }: Pick<Run, 'recipe'>): number {
  return isNetRecipe(recipe) ? recipe.epochs : 0;
}

/** Whether a run can be gone on with. */
export function canResume(run: Pick<Run, 'status'>): boolean {
  return run.status === 'paused' || run.status === 'interrupted';
}

/** Rows that are laid out above and below those that show. */
const toSpare = 4;

/** First and one past the last row of a list of equal rows that show; all where the list is short. */
export function windowOf(
  count: number,
  top: number,
  viewport: number,
  rowHeight: number,
  virtualFrom: number,
): { first: number; end: number } {
  if (count <= virtualFrom) return { first: 0, end: count };
  const first = Math.max(0, Math.min(count - 1, Math.floor(top / rowHeight)) - toSpare);
  return { first, end: Math.min(count, Math.ceil((top + viewport) / rowHeight) + toSpare) };
}
