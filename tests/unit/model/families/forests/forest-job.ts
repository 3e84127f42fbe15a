// Small trainings of forests: the rows and jobs of boosted trees, with settings of forests.
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../../../../../src/model/families/numerics';
import { modelOf, type ForestModel } from '../../../../../src/model/families/forests/forest-model';
import { startSettings, type ForestSettings } from '../../../../../src/model/families/forests/settings';
import { train } from '../../../../../src/model/families/forests/train';
import type { SettingsRecipe } from '../../../../../src/contract/model/recipe';
import { jobOf, type TreeProblem } from '../trees/tree-job';

/** A problem with settings of forests. */
export interface ForestProblem extends Omit<TreeProblem, 'settings'> {
  architecture?: 'random-forest' | 'extra-trees';
  settings?: Partial<ForestSettings>;
  weights?: readonly number[];
}

/** The job of a problem. */
export function forestJob(
  { architecture = 'random-forest', settings, weights, ...problem }: ForestProblem,
  kind: 'whole' | 'stream' = 'whole',
): FamilyJob & { recipe: SettingsRecipe } {
  const job = jobOf(problem, kind);
  const learns = problem.classes > 0 ? 'classes' : 'number';
  const start = startSettings(architecture, learns);
  return {
    ...job,
    recipe: {
      ...(job.recipe as SettingsRecipe),
      model: { family: architecture, settings: { ...start, ...settings } },
    },
    classWeights: weights ? Float64Array.from(weights) : null,
  };
}

/** Runs a job to its end; `onSignal` may change what is asked of it. */
export async function runForest(
  job: FamilyJob,
  onSignal: (signal: FamilySignal) => void = () => undefined,
): Promise<FamilyOutcome> {
  const generator = train(job);
  for (;;) {
    const next = await generator.next();
    if (next.done) return next.value;
    onSignal(next.value);
  }
}

/** What was learnt, as a forest. */
export function forestIn({ learnt }: FamilyOutcome): ForestModel {
  if (learnt.kind !== 'state') throw new Error('no state');
  return modelOf(learnt.bytes, learnt.facts);
}

/** The forest of a problem. */
export async function growForest(
  problem: ForestProblem,
  kind: 'whole' | 'stream' = 'whole',
): Promise<ForestModel> {
  return forestIn(await runForest(forestJob(problem, kind)));
}
