// Every family of models. Adding one is a folder here, a line below, and its messages.
import type { Recipe } from '../../contract/model/recipe';
import { HearthError } from '../../contract/transport/fault';
import { calibratorsOf } from '../../domain/tasks/calibrators';
import type { ModelFamily } from './family';
import { ensemble } from './ensemble/family';
import { forests } from './forests/family';
import { glm } from './glm/family';
import { knn } from './knn/family';
import { naiveBayes } from './naive-bayes/family';
import { net } from './net/family';
import { trees } from './trees/family';

export const families: readonly ModelFamily[] = [trees, net, glm, forests, knn, naiveBayes, ensemble];

/** The family of an architecture, such as of `recipe.model.family`. Throws `recipe_invalid`. */
export function familyOf(architecture: string): ModelFamily {
  const found = families.find(({ architectures }) => architectures.includes(architecture));
  if (!found) throw new HearthError('recipe_invalid', { field: 'model.family' }, { family: architecture });
  return found;
}

/**
 * Holds a recipe against its family's own schema, and those of the models that it is made of. Throws `recipe_invalid` with the field: a
 * member that is made of others itself, or needs a device, could not be learnt beside the others.
 */
export function validateRecipe(recipe: Recipe): Recipe {
  demandCalibrator(recipe);
  const family = familyOf(recipe.model.family);
  const valid = family.validate(recipe);
  if (valid.format !== 2 || !family.members) return valid;
  for (const member of family.members(valid)) {
    const of = familyOf(member.model.family);
    if (of.needsBackend || of.members)
      throw new HearthError('recipe_invalid', { field: 'model.settings.families' }, { family: of.id });
    of.validate(member);
  }
  return valid;
}

/** Throws where a calibrator is asked for that the task's outputs cannot have. */
function demandCalibrator({ calibration, task }: Recipe): void {
  if (calibration === undefined || calibration === 'auto' || calibration === 'none') return;
  const kinds = calibratorsOf(task);
  if (!kinds.includes(calibration))
    throw new HearthError('recipe_invalid', { field: 'calibration' }, { expected: kinds.join(' | ') });
}
