// the draft recipe: drafted from the data plan, and kept in agreement with it whenever the plan changes.
import type { DatasetVersion } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { DataPlan, Project } from '../../contract/project/project';
import type { FamilyOffer } from '../../contract/model/family-offer';
import type { Recipe } from '../../contract/model/recipe';
import type { ScenarioPlan } from '../../contract/project/scenario';
import { defaultRecipe, offersFor } from '../../model/families/draft';
import { getDataset } from '../../storage/datasets';
import { getProjectRecord } from '../../storage/projects';
import { demandTask } from '../dataset/split/partition-key';

/** A complete default recipe for the project's data, for an architecture or the best fitting one. */
export async function draftRecipe(projectId: string, family: string | null): Promise<Recipe> {
  const project = await getProjectRecord(projectId);
  if (project.data.datasetId === null) throw new HearthError('target_unset');
  const dataset = await getDataset(project.data.datasetId);
  demandTask(project.data, dataset);
  return defaultRecipe({
    dataset,
    plan: project.data,
    family,
    overrides: await overridesFor(project, dataset),
  });
}

/** What can be drafted for the project's task and data, the best fitting first; nothing before both are known. */
export async function familyOffers(projectId: string): Promise<FamilyOffer[]> {
  const { data } = await getProjectRecord(projectId);
  if (data.datasetId === null || data.task === null) return [];
  return offersFor(data.task, await getDataset(data.datasetId));
}

/** A scenario's own recipe values, as long as the project works on the scenario's data. */
export async function overridesFor(
  project: Pick<Project, 'scenarioId'>,
  dataset: DatasetVersion,
): Promise<ScenarioPlan['recipe']> {
  if (project.scenarioId === null || dataset.source.kind !== 'scenario') return {};
  const { scenarioPlan } = await import('../../scenarios/registry');
  return (await scenarioPlan(project.scenarioId)).recipe;
}

/**
 * The draft that agrees with the plan: what a person set is kept as long as the task is the same, what the data plan decides
 * is taken from it. null where the plan cannot be learnt from yet.
 */
export function agreeingDraft(
  draft: Recipe | null,
  plan: DataPlan,
  dataset: DatasetVersion,
  overrides: ScenarioPlan['recipe'],
): Recipe | null {
  const fresh =
    tryDraft(dataset, plan, draft?.model.family ?? null, overrides) ??
    tryDraft(dataset, plan, null, overrides);
  if (!fresh || !draft || draft.task !== fresh.task || draft.model.family !== fresh.model.family)
    return fresh;
  const { positive: _, ...kept } = draft;
  return {
    ...kept,
    ...(fresh.positive === undefined ? {} : { positive: fresh.positive }),
    dataset: fresh.dataset,
    target: fresh.target,
    features: fresh.features,
    split: fresh.split,
    preprocessing: fresh.preprocessing,
  };
}

function tryDraft(
  dataset: DatasetVersion,
  plan: DataPlan,
  family: string | null,
  overrides: ScenarioPlan['recipe'],
): Recipe | null {
  try {
    return defaultRecipe({ dataset, plan, family, overrides });
  } catch (thrown) {
    if (thrown instanceof HearthError) return null; // no target, no features, or no such net for this data: not an error yet
    throw thrown;
  }
}
