// A recipe on the desk follows the data plan: what the data decides is taken over, what the person chose for the model stays.
import type { Recipe } from '../contract/recipe';
import { canonicalJson } from '../domain/canonical';

const dataSide = ['dataset', 'task', 'target', 'features', 'split', 'preprocessing'] as const;

/** Whether two recipes read the same data in the same way. */
export function sameData(one: Recipe, other: Recipe): boolean {
  return dataSide.every((field) => canonicalJson(one[field]) === canonicalJson(other[field]));
}

/**
 * The draft with the data side of `fresh`, a default recipe of the same family for the plan as it is now. The loss follows
 * where the kind of task changed, since cross-entropy cannot judge a number.
 */
export function followData(draft: Recipe, fresh: Recipe): Recipe {
  const regression = (recipe: Recipe) => recipe.task === 'regression';
  return {
    ...draft,
    dataset: fresh.dataset,
    task: fresh.task,
    target: fresh.target,
    features: fresh.features,
    split: fresh.split,
    preprocessing: fresh.preprocessing,
    loss: regression(draft) === regression(fresh) ? draft.loss : fresh.loss,
  };
}
