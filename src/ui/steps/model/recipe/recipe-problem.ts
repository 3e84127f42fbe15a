// Why the draft recipe cannot be trained, in words, before anyone asks the engine. The engine's checks have the last word.
import * as v from 'valibot';
import type { DatasetVersion } from '../../../../contract/data/dataset';
import { isNetRecipe, recipe as recipeSchema, type Recipe } from '../../../../contract/model/recipe';
import type { Fault } from '../../../../contract/transport/fault';
import { taskNamed } from '../../../../domain/tasks/registry';
import { faultText } from '../../../../i18n/fault-text';
import { m } from '../../../../i18n/paraglide/messages.js';
import { classCountOf, inputShapeOf } from '../layers/input-shape';
import { whyNotPlanned } from '../layers/layer-words';
import { planLayers } from '../layers/planned-layers';

/** What keeps the recipe from a run over these data; null where nothing is known to. */
export function recipeProblem(
  recipe: Recipe,
  dataset: Pick<DatasetVersion, 'columns' | 'profiles'>,
): string | null {
  if (!dataset.columns.some(({ name }) => name === recipe.target)) return m.model_invalid_target();
  const input = inputShapeOf(dataset, recipe);
  if (!input) return m.model_invalid_features();
  const parsed = v.safeParse(recipeSchema, recipe);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = { field: v.getDotPath(issue) ?? '' };
    return faultSentence({ code: 'recipe_invalid', place, params: { expected: issue.expected ?? '' } });
  }
  if (!isNetRecipe(recipe)) return null;
  const { layers } = recipe.model;
  const outputs = taskNamed(recipe.task).head.units(classCountOf(dataset, recipe));
  const { error } = planLayers(input, layers, Math.max(1, outputs));
  return error && whyNotPlanned(layers, error);
}

/** The engine's word on the recipe, where it says that it cannot be trained; null for a fault of anything else. */
export function refusal(fault: Fault | null): string | null {
  return fault && ['recipe_invalid', 'shape_mismatch'].includes(fault.code) ? faultSentence(fault) : null;
}

function faultSentence(fault: Pick<Fault, 'code' | 'place' | 'params'>): string {
  const { what, where, remedy } = faultText(fault as Fault);
  return [what, where, remedy].filter(Boolean).join(' ');
}
