// What of a search becomes a run: the best trial of every candidate, the best first.
import type { Finalist, Study, Trial } from '../../contract/project/study';
import { isBetter } from '../../domain/study/schedule';
import { withValues } from '../../domain/study/settings-of';
import type { StudyRows } from './study-rows';

/** The finalists; none where no trial was complete. */
export async function chooseFinalists(
  study: Study,
  trials: readonly Trial[],
  rows: StudyRows,
): Promise<Finalist[]> {
  const { plan } = study;
  const best = plan.candidates.flatMap((_, place) => {
    const complete = trials.filter(({ candidate, state }) => candidate === place && state === 'complete');
    const [first, ...others] = complete;
    if (!first) return [];
    return [others.reduce((top, trial) => (isBetter(plan, trial.score, top.score) ? trial : top), first)];
  });
  return best
    .map((trial) => finalistOf(study, trial, rows.folds))
    .sort((a, b) => (isBetter(plan, a.score, b.score) ? -1 : 1));
}

function finalistOf({ plan }: Study, trial: Trial, folds: number): Finalist {
  const { number, candidate, values, scores, score, secondsToFit, secondsPer1000, bytes } = trial;
  return {
    trial: number,
    recipe: withValues(plan.candidates[candidate]!.recipe, values),
    scores,
    score: score ?? NaN,
    secondsToFit: secondsToFit / folds,
    secondsPer1000: secondsPer1000 ?? 0,
    bytes: bytes ?? 0,
    runId: null,
  };
}
