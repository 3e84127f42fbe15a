// Changes to a project's goals. Each is saved at once.
import type { Goals } from '../../contract/project/project';
import type { OpenProject } from '../project/project.svelte';

/** Replaces parts of the goals. */
export function saveGoals(open: OpenProject, change: Partial<Goals>): void {
  void open.save({ goals: { ...open.project.goals, ...change } });
}
