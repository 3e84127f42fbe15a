// A new project: empty, or from a scenario with its goals and its data. Either all of it is there, or nothing.
import { stepOf } from '../../contract/data/transform';
import type { DataApi } from '../../contract/transport/data-api';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import { scenarioCards } from '../../contract/project/scenario';
import { defaultRecipe } from '../../model/families/draft';
import { bundleOf, commitBundles } from '../../storage/bundle';
import { withContentHash } from '../../storage/registry/content-hash';
import { withPin } from '../../storage/chunks/chunks';
import { emptyProject, scenarioDataPlan } from './default-project';
import { withOrderedLevels } from '../../data/rows/ordered-levels';
import { storeReading } from '../dataset/import-dataset';

type Request = Parameters<DataApi['createProject']>[0];

/** Creates the project; its name is checked as any other text would be. */
export async function createProject(request: Request, job: Job<Progress>): Promise<{ projectId: string }> {
  const name = request.name.trim().slice(0, 500);
  if (name === '') throw new HearthError('input_invalid', { field: 'name' });
  const project = emptyProject(name, request.scenarioId);
  const scenarioId = scenarioCards.find(({ id }) => id === request.scenarioId)?.id;
  if (request.scenarioId !== null && !scenarioId)
    throw new HearthError('not_found', { field: 'scenario' }, { id: request.scenarioId });
  await withPin(async (pin) => {
    if (!scenarioId) return commitBundles([bundleOf(project)], pin);
    const startedAt = performance.now();
    const { loadScenario } = await import('../../scenarios/registry');
    const { plan, source, kind, reading } = await loadScenario(scenarioId, {
      locale: request.locale ?? 'en',
      baseUrl: appBase(),
      signal: job.signal,
      onProgress: (done, total) => job.emit({ kind: 'progress', stage: 'read', done, total, unit: 'rows' }),
    });
    const dataset = await storeReading(withOrderedLevels(reading), pin, job, {
      projectId: project.id,
      name: source.name,
      kind,
      source,
      lineage: { parent: null, steps: [stepOf('scenario', { id: scenarioId })] },
      startedAt,
    });
    const data = scenarioDataPlan(plan, dataset);
    const draft = defaultRecipe({ dataset, plan: data, family: null, overrides: plan.recipe });
    const filled = { ...project, goals: plan.goals, data, draft };
    await commitBundles([{ ...bundleOf(filled), datasets: [withContentHash(dataset)] }], pin, {
      signal: job.signal,
    });
  });
  return { projectId: project.id };
}

/** Where the app itself lies: the worker's file is one folder below it once built, and anywhere while developing. */
function appBase(): URL {
  return new URL(import.meta.env.DEV ? '/' : '..', self.location.href);
}
