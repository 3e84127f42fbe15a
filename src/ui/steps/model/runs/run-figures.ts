// The figures of a run as the table and the dialogs show them. Only reading: nothing is computed anew from rows.
import { isNetRecipe } from '../../../../contract/model/recipe';
import type { Judgement, SplitMetrics } from '../../../../contract/model/judgement';
import type { EpochMetrics, Run } from '../../../../contract/model/run';

/** The epoch whose weights a run kept: the best on validation, else the last. */
export function keptEpoch(run: Pick<Run, 'history' | 'bestEpoch'>): EpochMetrics | null {
  return run.history.find(({ epoch }) => epoch === run.bestEpoch) ?? run.history.at(-1) ?? null;
}

/** A run's own metric on a part that was judged. */
export function metricOn(metric: Run['metric'], part: SplitMetrics): number | null {
  if (metric === 'rmse') return part.regression?.rmse ?? null;
  return part.class?.[metric] ?? null;
}

/** The run's metric on validation: as judged with the kept weights, else as it was while training. */
export function validationMetric(run: Run, judgement: Judgement | null): number | null {
  const judged = judgement ? metricOn(run.metric, judgement.validation) : null;
  return judged ?? keptEpoch(run)?.validationMetric ?? null;
}

/** The second figure of the table: log loss on test, or for a regression the mean absolute error. */
export function secondMetric(judgement: Judgement | null): number | null {
  return judgement?.test.class?.logLoss ?? judgement?.test.regression?.mae ?? null;
}

/** Bytes of the weights: as stored, else as many as the parameters will take. */
export function modelBytes(run: Pick<Run, 'artifact' | 'parameters'>): number {
  return run.artifact?.bytes ?? run.parameters * 4;
}

/** Epochs that the recipe plans; 0 for a family without. */
export function plannedEpochs({ recipe }: Pick<Run, 'recipe'>): number {
  return isNetRecipe(recipe) ? recipe.epochs : 0;
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
