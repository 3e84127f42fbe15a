// What of a search becomes a run: the best trial of every candidate, and what was made of several; the best first.
import type { Finalist, Study, Trial } from '../../contract/model/search/study';
import { bestTrial, isBetter } from '../../domain/study/schedule';
import { withValues } from '../../domain/study/settings-of';

/** The finalists; none where no trial was complete. */
export function rankFinalists(
  { plan }: Study,
  trials: readonly Trial[],
  ensemble: Finalist | null,
): Finalist[] {
  const single = plan.candidates
    .map((_, place) => bestTrial(plan, trials, place))
    .filter((trial) => trial !== null)
    .map((trial) => finalistOf(plan, trial));
  return [...single, ...(ensemble ? [ensemble] : [])].sort((a, b) =>
    isBetter(plan, a.score, b.score) ? -1 : 1,
  );
}

function finalistOf({ candidates }: Study['plan'], trial: Trial): Finalist {
  const { number, candidate, values, scores, score, secondsToFit, secondsPer1000, bytes } = trial;
  return {
    trial: number,
    recipe: withValues(candidates[candidate]!.recipe, values),
    scores,
    score: score ?? NaN,
    secondsToFit: secondsToFit / Math.max(1, scores.length),
    secondsPer1000: secondsPer1000 ?? 0,
    bytes: bytes ?? 0,
    runId: null,
  };
}
