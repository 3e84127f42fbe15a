// The rule by which the threshold is chosen: a person's, kept with the target; runs are evaluated again under it.
import { clients } from '../../client/workers/clients';
import type { DecisionRule } from '../../contract/model/decision';
import type { OpenProject } from '../project/project.svelte';

/** Keeps the rule and evaluates these runs again. A registered version keeps the threshold that it was registered with. */
export async function applyRule(
  open: OpenProject,
  rule: DecisionRule,
  runIds: readonly string[],
): Promise<void> {
  await open.save({ data: { ...open.project.data, decision: rule } });
  for (const runId of runIds) await clients.engine.call('judge', { runId });
  await open.refresh('projects', 'judgements');
}
