// The recipe that the next run of a project takes.
import { clients } from '../../client/workers/clients';
import type { Recipe } from '../../contract/model/recipe';
import { isOwnChoice } from '../../domain/choice/own-choice';
import type { OpenProject } from '../project/project.svelte';

const defaultOf = ({ id }: OpenProject): Promise<Recipe> =>
  clients.data.call('draftRecipe', { projectId: id, family: null });

/** The draft, else the default for the project's data. */
export async function draftOf(open: OpenProject): Promise<Recipe> {
  return open.project.draft ?? defaultOf(open);
}

/** The recipe of Run all, and whether a short search may find a better one: not where a person chose it. */
export async function recipeForAll(open: OpenProject): Promise<{ recipe: Recipe; search?: 'short' }> {
  const own = await defaultOf(open);
  const recipe = open.project.draft ?? own;
  return isOwnChoice(recipe, own) ? { recipe } : { recipe, search: 'short' };
}
