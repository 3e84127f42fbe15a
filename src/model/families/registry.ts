// Every family of models. Adding one is a folder here, a line below, and its messages.
import { HearthError } from '../../contract/transport/fault';
import type { ModelFamily } from './family';
import { forests } from './forests/family';
import { glm } from './glm/family';
import { knn } from './knn/family';
import { naiveBayes } from './naive-bayes/family';
import { net } from './net/family';
import { trees } from './trees/family';

export const families: readonly ModelFamily[] = [trees, net, glm, forests, knn, naiveBayes];

/** The family of an architecture, such as of `recipe.model.family`. Throws `recipe_invalid`. */
export function familyOf(architecture: string): ModelFamily {
  const found = families.find(({ architectures }) => architectures.includes(architecture));
  if (!found) throw new HearthError('recipe_invalid', { field: 'model.family' }, { family: architecture });
  return found;
}
