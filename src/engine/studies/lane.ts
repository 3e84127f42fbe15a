// Where trials are carried out: on this thread, or each on a thread of its own.
import type { Recipe } from '../../contract/model/recipe';
import type { StudyPlan } from '../../contract/model/search/study';
import type { TrainControl } from '../../model/net/training/train-types';
import { runTrial, type TrialOutcome } from './run-trial';
import { StudyRows } from './study-rows';

/** One trial to be carried out. */
export interface TrialRequest {
  recipe: Recipe;
  /** What ends it before it is over. */
  control: TrainControl;
  /** Whether it goes on after folds with these scores. */
  goesOn(scores: readonly number[]): boolean | Promise<boolean>;
  /** Hears how many folds are behind. */
  onFold(done: number): void;
}

/** Carries out one trial after another. */
export interface Lane {
  /** null where it was asked to end before it was over. Rejects with what is no fault of the trial. */
  run(request: TrialRequest): Promise<TrialOutcome | null>;
  end(): void;
}

/** What every trial of a study shares. */
export interface LaneSubject {
  projectId: string;
  recipe: Recipe;
  plan: Pick<StudyPlan, 'judging' | 'metric'>;
}

/** A lane on this thread: it gives the event loop its turn while a model learns. */
export function threadLane({ projectId, recipe, plan }: LaneSubject, signal: AbortSignal): Lane {
  let rows: Promise<StudyRows> | null = null;
  return {
    run: async (request) => {
      rows ??= StudyRows.open(projectId, recipe, plan, signal);
      return runTrial({ ...request, plan, rows: await rows });
    },
    end: () => {
      rows = null;
    },
  };
}
