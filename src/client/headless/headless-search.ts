// A search for a good model in a headless run, and what it came to as a file.
import type { Recipe } from '../../contract/model/recipe';
import type { BackendName } from '../../contract/model/run';
import type { JobEvent, JobRecord } from '../../contract/project/job-record';
import type { Budget, Study } from '../../contract/model/search/study';
import type { ProjectView } from '../../contract/project/view';
import { fromFault, HearthError } from '../../contract/transport/fault';
import { runFault } from '../../domain/run-fault';
import { clients } from '../workers/clients';

/** Searches, and tells every trial on the console. Throws what ended it. */
export async function findModel(
  projectId: string,
  recipe: Recipe,
  budget: Budget,
  backend: BackendName | null,
): Promise<Study> {
  const request = { kind: 'find', projectId, recipe, backend, budget, studyId: null } as const;
  const job = await clients.engine.call('startJob', request, { onEvent: printTrial });
  const fault = runFault(job);
  if (fault) throw fromFault(fault);
  const study = await studyOf(projectId, job);
  if (!study || job.status !== 'done') throw new HearthError('aborted');
  return study;
}

/** The search of a job; null where it searched for nothing. */
export async function studyOf(projectId: string, { made }: JobRecord): Promise<Study | null> {
  if (!made.studyId) return null;
  const studies = await clients.data.call('studies', { projectId });
  return studies.find(({ id }) => id === made.studyId) ?? null;
}

/** Tells of a trial that is over on the console. */
export function printTrial(event: JobEvent): void {
  if (event.kind !== 'study' || !event.trial) return;
  const { number, candidate, state, score } = event.trial;
  const { candidates, metric } = event.study.plan;
  const family = candidates[candidate]?.recipe.model.family ?? '';
  console.info(`    trial ${number}: ${family}, ${state}, ${metric} ${score?.toFixed(4) ?? '–'}`);
}

/** The finalists, the best first, with what each came to on the test rows. */
export function leaderboardOf({ plan, finalists, secondsUsed }: Study, { judgements }: ProjectView) {
  return {
    metric: plan.metric,
    judging: plan.judging,
    seconds: secondsUsed,
    finalists: finalists.map(({ recipe, runId, ...finalist }) => ({
      model: recipe.model,
      ...finalist,
      test: judgements.find((judgement) => judgement.runId === runId)?.test.metrics ?? null,
    })),
  };
}
