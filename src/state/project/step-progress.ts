// How far each step of the life cycle is, from the project's records. In codes: the shell puts them into words.
import type { Step } from '../../contract/project/project';
import type { BackendName, RunStatus } from '../../contract/model/run';
import type { ProjectView } from '../../contract/project/view';
import { championOf, currentModel, decidingVersion, requirementState } from '../../domain/current-model';

/** The short status that stands beside a step's name. */
export type StepNote =
  | { kind: 'requirements'; measurable: number; all: number }
  | { kind: 'requirements-met'; met: number; all: number }
  | { kind: 'backend'; name: BackendName }
  | { kind: 'rows'; rows: number }
  | { kind: 'no-target' }
  | { kind: 'run'; status: Extract<RunStatus, 'running' | 'paused' | 'interrupted' | 'failed'> }
  | { kind: 'runs'; count: number }
  | { kind: 'version'; number: number; champion: boolean }
  | { kind: 'open'; count: number }
  | { kind: 'score'; value: number };

export interface StepProgress {
  done: boolean;
  note: StepNote | null;
}

/** What goes on at the moment, beside the records. */
export interface LiveFacts {
  training: boolean;
  /** The backend that was chosen or measured best; null where nobody looked yet. */
  backend: BackendName | null;
}

const isUnfinished = (status: RunStatus): status is 'paused' | 'interrupted' =>
  status === 'paused' || status === 'interrupted';

function goals(view: ProjectView): StepProgress {
  const { scenario, requirements } = view.project.goals;
  const judgement = currentModel(view)?.judgement ?? null;
  const states = requirements.map((requirement) => requirementState(requirement, judgement));
  const all = states.length;
  const measurable = states.filter((state) => state.kind !== 'not-measurable').length;
  const judged = states.some(({ kind }) => kind === 'met' || kind === 'not-met');
  const met = states.filter(({ kind }) => kind === 'met').length;
  return {
    done: scenario.trim() !== '' && all > 0 && measurable === all,
    note:
      all === 0
        ? null
        : judged
          ? { kind: 'requirements-met', met, all }
          : { kind: 'requirements', measurable, all },
  };
}

function data({ dataset, project }: ProjectView): StepProgress {
  if (!dataset) return { done: false, note: null };
  if (!project.data.target) return { done: false, note: { kind: 'no-target' } };
  return { done: true, note: { kind: 'rows', rows: dataset.rows } };
}

/** Counts all runs, as the start screen and the table of runs do: the baseline has a number of its own. */
function model({ runs }: ProjectView, live: LiveFacts): StepProgress {
  const models = runs.filter(({ role }) => role === 'model');
  const done = models.some(({ artifact }) => artifact !== null);
  if (live.training) return { done, note: { kind: 'run', status: 'running' } };
  const newest = models[0];
  if (newest && (isUnfinished(newest.status) || newest.status === 'failed'))
    return { done, note: { kind: 'run', status: newest.status } };
  return { done, note: runs.length ? { kind: 'runs', count: runs.length } : null };
}

function deploy({ versions, promotions }: ProjectView): StepProgress {
  const champion = championOf({ versions, promotions }) !== null;
  const shown = decidingVersion({ versions, promotions });
  return {
    done: champion,
    note: shown ? { kind: 'version', number: shown.number, champion } : null,
  };
}

function team({ project, tasks, reviews }: ProjectView, stepCount: number): StepProgress {
  const named = Object.values(project.team.accountable).filter(Boolean).length;
  const open =
    tasks.filter(({ doneAt }) => doneAt === null).length +
    reviews.filter(({ decision }) => decision === null).length;
  return { done: named === stepCount, note: open ? { kind: 'open', count: open } : null };
}

/** The state of all seven steps. */
export function stepProgress(view: ProjectView, live: LiveFacts): Record<Step, StepProgress> {
  const backend = live.backend ?? view.project.plan.backend ?? view.runs[0]?.backend ?? null;
  const snapshot = view.snapshots.findLast(({ altered }) => !altered);
  const value = snapshot?.headline ?? null;
  return {
    goals: goals(view),
    architecture: { done: backend !== null, note: backend ? { kind: 'backend', name: backend } : null },
    data: data(view),
    model: model(view, live),
    deploy: deploy(view),
    team: team(view, 7),
    evaluate: { done: value !== null, note: value === null ? null : { kind: 'score', value } },
  };
}
