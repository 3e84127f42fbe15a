// When to stop, and what the curve says on the way. Pure: the same history gives the same answers after a resume.
import type { NetRecipe } from '../../../contract/model/recipe';
import type { EpochMetrics } from '../../../contract/model/run';

/** What early stopping remembers. */
export interface EarlyStoppingState {
  best: number | null;
  bestEpoch: number | null;
  wait: number;
}

/** Takes one epoch's validation loss into account. `improved` means: keep these weights. */
export function watchEpoch(
  rule: NonNullable<NetRecipe['earlyStopping']>,
  state: EarlyStoppingState,
  epoch: number,
  validationLoss: number,
): { state: EarlyStoppingState; improved: boolean; stop: boolean } {
  const improved = state.best === null || validationLoss < state.best - rule.minDelta;
  const next = improved
    ? { best: validationLoss, bestEpoch: epoch, wait: 0 }
    : { ...state, wait: state.wait + 1 };
  return { state: next, improved, stop: next.wait >= rule.patience };
}

const risesThatCount = 3;

/**
 * The epoch after which the net overfits, told once: validation loss rose in the last three epochs while train loss
 * fell. null where it does not, or where it was told at an earlier epoch.
 */
export function overfitsAfter(history: readonly EpochMetrics[]): number | null {
  const tells = (end: number): boolean => {
    for (let at = end - risesThatCount + 1; at <= end; at++) {
      const [before, now] = [history[at - 1], history[at]];
      if (!before || !now) return false;
      if (now.validationLoss <= before.validationLoss || now.trainLoss >= before.trainLoss) return false;
    }
    return true;
  };
  const last = history.length - 1;
  if (!tells(last)) return null;
  for (let end = risesThatCount; end < last; end++) if (tells(end)) return null;
  return history[last - risesThatCount]?.epoch ?? null;
}
