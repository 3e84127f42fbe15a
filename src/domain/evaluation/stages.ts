// What is due when: a project is at a stage, and E at a stage counts the indicators that are due at it.
import { projectStages, type Project, type ProjectStage } from '../../contract/project/project';
import type { ProjectView } from '../../contract/project/view';
import { championOf } from '../current-model';
import type { Indicator } from './indicator';

/** Whether an indicator counts at a stage; a snapshot without one counted everything. */
export function isDue({ due }: Pick<Indicator, 'due'>, stage: ProjectStage | undefined): boolean {
  return stage === undefined || projectStages.indexOf(due) <= projectStages.indexOf(stage);
}

/** The stage that counts: the one chosen in Goals, with a champion at least pilot. */
export function stageOf(
  view: Pick<ProjectView, 'versions' | 'promotions'> & { project: Pick<Project, 'stage'> },
): ProjectStage {
  const { stage } = view.project;
  return stage === 'explore' && championOf(view) ? 'pilot' : stage;
}

/** Where a snapshot is of another stage than the one before it: there E's curve begins anew. */
export function stageChanges(snapshots: readonly { stage?: ProjectStage }[]): number[] {
  return snapshots.flatMap(({ stage }, at) => (at > 0 && stage !== snapshots[at - 1]!.stage ? [at] : []));
}
