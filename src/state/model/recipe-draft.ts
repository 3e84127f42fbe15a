// The recipe that the next run of a project takes.
import { clients } from '../../client/workers/clients';
import type { Recipe } from '../../contract/model/recipe';
import type { OpenProject } from '../project/project.svelte';

/** The draft, else the default for the project's data. */
export async function draftOf(open: OpenProject): Promise<Recipe> {
  return open.project.draft ?? clients.data.call('draftRecipe', { projectId: open.id, family: null });
}
