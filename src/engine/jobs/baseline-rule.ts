// Whether a baseline has to run before a model: a result without a simple rival beside it says little.
import type { Recipe } from '../../contract/model/recipe';
import type { RunRow } from '../../contract/project/rows';
import { baselineRecipe } from '../../domain/baseline';

type Candidate = Pick<RunRow, 'role' | 'status' | 'artifact' | 'partitionSha256'>;

/** Whether a training of this recipe has a baseline beside it: a model as simple as one needs none. */
export function wantsBaseline(recipe: Recipe): boolean {
  const { family } = recipe.model;
  return family !== 'linear' && family !== baselineRecipe(recipe).model.family;
}

/** A baseline that has finished on this very partition, and so for this target and task; the newest, or null. */
export function finishedBaseline<Each extends Candidate>(
  runs: readonly Each[],
  partitionSha256: string,
): Each | null {
  return (
    runs.findLast(
      (run) =>
        run.role === 'baseline' &&
        run.status === 'done' &&
        run.artifact !== null &&
        run.partitionSha256 === partitionSha256,
    ) ?? null
  );
}

/** A baseline of this partition that was paused or interrupted: it is resumed, rather than a second one begun. */
export function unfinishedBaseline<Each extends Pick<RunRow, 'role' | 'status' | 'partitionSha256'>>(
  runs: readonly Each[],
  partitionSha256: string,
): Each | null {
  return (
    runs.findLast(
      (run) =>
        run.role === 'baseline' &&
        (run.status === 'paused' || run.status === 'interrupted') &&
        run.partitionSha256 === partitionSha256,
    ) ?? null
  );
}
