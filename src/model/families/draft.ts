// A complete recipe to start from: sound for most tables and small images, so that a run needs no settings.
// It looks at sizes and types only; searching for better values is tuning, not this.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { FamilyOffer } from '../../contract/model/family-offer';
import type { Recipe, Task } from '../../contract/model/recipe';
import type { DataPlan } from '../../contract/project/project';
import type { ScenarioPlan } from '../../contract/project/scenario';
import { HearthError } from '../../contract/transport/fault';
import { recipeSubject } from '../../domain/recipe-subject';
import { taskNamed } from '../../domain/tasks/registry';
import { families, familyOf } from './registry';

/** What a default recipe is made from. `family` is an architecture; null: the one that fits the data best. */
export interface RecipeInput {
  dataset: DatasetVersion;
  plan: DataPlan;
  family: string | null;
  overrides?: ScenarioPlan['recipe'];
}

/**
 * A recipe for the plan's target and task, of the given architecture or of the one that fits the data best.
 * Throws `target_unset`, `column_unknown`, `features_none`, or `recipe_invalid` where the architecture cannot read the data.
 */
export function defaultRecipe({ dataset, plan, family, overrides = {} }: RecipeInput): Recipe {
  const subject = recipeSubject(dataset, plan);
  const architecture = family ?? overrides.model?.family ?? bestFitting(subject.task, dataset, overrides);
  if (architecture === undefined) throw new HearthError('recipe_invalid', { field: 'model.family' });
  return familyOf(architecture).draft({ architecture, dataset, subject, overrides });
}

/** A scenario's own values were found for a net. */
function bestFitting(
  task: Task,
  dataset: DatasetVersion,
  overrides: ScenarioPlan['recipe'],
): string | undefined {
  const offers = offersFor(task, dataset);
  const isNet = Object.keys(overrides).length > 0;
  return (isNet ? offers.find(({ family }) => family === 'net') : offers[0])?.architecture;
}

/** What can be drafted for a task and data of a kind, the best fitting first. */
export function offersFor(task: Task, { kind }: Pick<DatasetVersion, 'kind'>): FamilyOffer[] {
  const { learns } = taskNamed(task).target;
  return families.flatMap(({ id, fields, offers }) => {
    const own = fields.filter((field) => field.learns === undefined || field.learns === learns);
    return offers(task, kind).map((architecture) => ({ architecture, family: id, fields: own }));
  });
}
