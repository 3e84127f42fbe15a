// What to do next in a project, from its records: one act, and the step where it is done. In codes: the rail puts them into words.
import type { Step } from '../../contract/project/project';
import type { ProjectView } from '../../contract/project/view';
import { championOf, finishedRuns, judgementOf, newest } from '../../domain/current-model';
import { proposedModel } from '../../domain/choice/proposal';
import type { StepProgress } from './step-progress';

/** The next act. Numbers are those of the run or version it is about. */
export type NextAct =
  | { kind: 'training' | 'resume' | 'judge' | 'register' | 'register-baseline' | 'promote'; number: number }
  | { kind: 'open-data' | 'choose-target' | 'train' | 'release' | 'goals' | 'architecture' | 'team' }
  | { kind: 'review' }
  | { kind: 'raise'; indicator: string; step: Step; gain: number };

/** What decides it beside the records. */
export interface NextFacts {
  progress: Record<Step, Pick<StepProgress, 'done'>>;
  /** Number of the run that trains now. */
  live: number | null;
}

/**
 * The first that is not done: data, target, goals, a trained and evaluated model, its release; then what does not hold that up; then
 * what would raise E most. A run that was cut off comes first only while it is the newest.
 */
export function nextAct(view: ProjectView, { progress, live }: NextFacts): NextAct {
  if (live !== null) return { kind: 'training', number: live };
  const last = newest(view.runs, ({ number }) => number);
  if (last && (last.status === 'interrupted' || last.status === 'paused'))
    return { kind: 'resume', number: last.number };
  if (!view.dataset) return { kind: 'open-data' };
  if (!view.project.data.target) return { kind: 'choose-target' };
  if (!progress.goals.done) return { kind: 'goals' };
  if (championOf(view) === null) return releaseAct(view);
  if (!progress.architecture.done) return { kind: 'architecture' };
  if (!progress.team.done) return { kind: 'team' };
  const [action] = view.snapshot?.actions ?? [];
  return action ? { kind: 'raise', ...action } : { kind: 'review' };
}

/** From no run to a champion. */
function releaseAct(view: ProjectView): NextAct {
  const proposal = proposedModel(view);
  const trained = newest(finishedRuns(view, 'model'), ({ number }) => number);
  if (trained && !judgementOf(view, trained)) return { kind: 'judge', number: trained.number };
  if (!proposal) return { kind: view.versions.length > 0 ? 'release' : 'train' };
  const { id, number, role } = proposal.proposed.run;
  const version = newest(
    view.versions.filter(({ runId }) => runId === id),
    (each) => each.number,
  );
  if (version) return { kind: 'promote', number: version.number };
  return { kind: role === 'baseline' ? 'register-baseline' : 'register', number };
}

/** The step where an act is done. */
export function stepOfAct(act: NextAct): Step {
  return act.kind === 'raise' ? act.step : places[act.kind];
}

const places: Record<Exclude<NextAct['kind'], 'raise'>, Step> = {
  training: 'model',
  resume: 'model',
  'open-data': 'data',
  'choose-target': 'data',
  goals: 'goals',
  train: 'model',
  judge: 'model',
  register: 'deploy',
  'register-baseline': 'deploy',
  promote: 'deploy',
  release: 'deploy',
  architecture: 'architecture',
  team: 'team',
  review: 'evaluate',
};
