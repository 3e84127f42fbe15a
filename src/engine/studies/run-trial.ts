// One trial: a recipe learnt and scored fold by fold, until all are behind or the pruner gives up on it.
import type { Recipe } from '../../contract/model/recipe';
import type { StudyPlan, Trial } from '../../contract/model/search/study';
import { HearthError, toFault } from '../../contract/transport/fault';
import type { Outputs } from '../../domain/tasks/task';
import { judgeHeld, meanScore, scoreHeld } from '../../domain/study/score-held';
import type { TrainControl } from '../../model/net/training/train-types';
import { fitFold } from './fit-fold';
import type { StudyRows } from './study-rows';

/** What a trial came to. Its outputs are those of every fold, one after another. */
export interface TrialOutcome extends Pick<
  Trial,
  'state' | 'scores' | 'score' | 'secondsToFit' | 'secondsPer1000' | 'bytes' | 'fault'
> {
  outputs: Outputs[];
}

interface Asked {
  recipe: Recipe;
  plan: Pick<StudyPlan, 'metric'>;
  rows: StudyRows;
  control: TrainControl;
  /** Whether the trial goes on after so many folds with these scores. */
  goesOn(scores: readonly number[]): boolean | Promise<boolean>;
  /** Hears how many folds are behind. */
  onFold(done: number): void;
}

/** Faults of the device or the store: the trial may be tried again, so that they end the study rather than the trial. */
const ofStudy = /^(aborted|internal|storage_|gpu_|out_of_memory|not_found)/;

/** Carries a trial out; null where it was asked to end before it was over. */
export async function runTrial({
  recipe,
  plan,
  rows,
  control,
  goesOn,
  onFold,
}: Asked): Promise<TrialOutcome | null> {
  const outcome: TrialOutcome = {
    state: 'complete',
    scores: [],
    score: null,
    secondsToFit: 0,
    secondsPer1000: null,
    bytes: null,
    fault: null,
    outputs: [],
  };
  let [predicted, seconds] = [0, 0];
  try {
    for (let index = 0; index < rows.folds; index++) {
      const fold = await rows.fold(recipe, index);
      const result = control.intent === 'go' ? await fitFold(recipe, fold, control) : null;
      if (!result) return null;
      const { outputs, columns } = result;
      const held = judgeHeld(recipe.task, rows.classes, { actual: fold.held.actual, outputs, columns });
      const score = scoreHeld(plan.metric, held);
      if (score !== null) outcome.scores.push(score);
      outcome.outputs.push(outputs);
      outcome.secondsToFit += result.secondsToFit;
      outcome.bytes ??= result.bytes;
      predicted += fold.held.rows;
      seconds += result.secondsToPredict;
      onFold(index + 1);
      if (index + 1 < rows.folds && !(await goesOn(outcome.scores))) {
        outcome.state = 'pruned';
        break;
      }
    }
  } catch (thrown) {
    const { place, ...fault } = toFault(thrown);
    if (!(thrown instanceof HearthError) || ofStudy.test(fault.code)) throw thrown;
    return {
      ...outcome,
      state: 'failed',
      score: null,
      outputs: [],
      fault: { ...fault, place: { ...place } },
    };
  }
  outcome.score = meanScore(outcome.scores);
  if (predicted > 0) outcome.secondsPer1000 = (1000 * seconds) / predicted;
  return outcome;
}
