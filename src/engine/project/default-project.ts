// A project as it starts: empty, with settings that are sound for most data, or filled in by a scenario.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { DataPlan, Project } from '../../contract/project/project';
import { steps } from '../../contract/project/project';
import type { ScenarioPlan } from '../../contract/project/scenario';
import { defaultText } from '../../domain/treatments/text-limits';
import { newId } from '../../storage/store/ids';

/** A data plan before any data was chosen. */
function emptyDataPlan(): DataPlan {
  return {
    datasetId: null,
    target: null,
    task: null,
    roles: {},
    split: { kind: 'stratified', train: 0.7, validation: 0.1, test: 0.2, seed: 1 },
    preprocessing: {
      number: { impute: 'median', scale: 'standard', missingIndicator: true },
      category: { encode: 'one-hot', maxCategories: 50 },
      image: { scale: 'unit' },
      date: { encode: 'parts' },
      text: { ...defaultText },
    },
    accountability: { licence: '', consent: '', source: '', retention: '' },
  };
}

/** A project with a name and nothing else. */
export function emptyProject(name: string, scenarioId: string | null): Project {
  const now = Date.now();
  const accountable = Object.fromEntries(steps.map((step) => [step, null]));
  return {
    id: newId(),
    name,
    scenarioId,
    stage: 'explore',
    goals: {
      scenario: '',
      requirements: [],
      budgets: { modelBytes: null, latencyMs: null, memoryMb: null },
      stakeholders: [],
      needs: [],
      judgements: {},
    },
    plan: { backend: null, decisions: [] },
    data: emptyDataPlan(),
    draft: null,
    team: { members: [], accountable: accountable as Project['team']['accountable'], actingId: null },
    ratings: {},
    notApplicable: {},
    revision: 0,
    createdAt: now,
    updatedAt: now,
  };
}

/** The data plan that a scenario sets over its own data. */
export function scenarioDataPlan(plan: ScenarioPlan, dataset: DatasetVersion): DataPlan {
  const role = (name: string) => {
    if (name === plan.target) return 'target';
    if (plan.protected.includes(name)) return 'protected';
    return plan.ignored.includes(name) ? 'ignored' : 'feature';
  };
  const empty = emptyDataPlan();
  return {
    ...empty,
    datasetId: dataset.id,
    target: plan.target,
    task: plan.task,
    roles: Object.fromEntries(dataset.columns.map(({ name }) => [name, role(name)])),
    split: { ...empty.split, ...plan.split },
    ...(plan.decision && { decision: plan.decision }),
    accountability: plan.accountability,
  };
}
