// A training as a part of a job: begun, resumed where it was interrupted, or found done. Not for how a run trains (training/train-run.ts).
import type { Stage } from '../../contract/project/stage';
import type { Run } from '../../contract/model/run';
import type { RunRow } from '../../contract/project/rows';
import type { TrainRequest } from '../../contract/transport/engine-api';
import { judgementOf } from '../../storage/judgements';
import { findRun, markInterrupted, runsAt } from '../../storage/runs';
import { rowsOf } from '../../storage/views/rows';
import { judgeRun } from '../judging/judge-run';
import { trainRun } from '../training/train-run';
import { progressOf, type StageContext, type StageEnd } from './stage-context';

/** What a run is begun with that is not there yet. */
export type NewRun = Omit<Extract<TrainRequest, { kind: 'new' }>, 'kind' | 'id' | 'recovery'>;

/** Runs of the job's project, oldest first; those that no thread trains any more are marked as such. */
export async function projectRuns({ record }: StageContext): Promise<RunRow[]> {
  await markInterrupted(await runsAt('running'));
  return rowsOf(record.projectId, 'runs');
}

/** Brings the run of this id to its end, from wherever it stands; `beginning` where it does not exist yet. */
export async function trainOnce(
  context: StageContext,
  stage: Stage,
  id: string,
  beginning: NewRun | null,
): Promise<Run> {
  const { control, session, job } = context;
  const found = await findRun(id);
  const [earlier] = found ? await markInterrupted([found]) : [];
  if (earlier?.artifact) return earlier;
  const recovery = context.takeRecovery();
  const more = recovery ? { recovery } : {};
  const request: TrainRequest =
    earlier || !beginning
      ? { kind: 'resume', runId: id, backend: earlier?.backend ?? null, ...more }
      : { kind: 'new', id, ...beginning, ...more };
  control.trainingId = id;
  try {
    const emit = (event: Parameters<Parameters<typeof trainRun>[1]['emit']>[0]) =>
      job.emit({ kind: 'train', stage, event });
    return await trainRun(request, { signal: job.signal, emit }, session);
  } finally {
    control.trainingId = null;
  }
}

/** How the job ends with a training that gave no weights; null where it has some. */
export function endOf({ control }: StageContext, { artifact, fault, status }: Run): StageEnd | null {
  if (artifact) return null;
  if (status === 'interrupted' || status === 'failed') return { status, fault };
  return { status: control.asked === 'cancel' ? 'cancelled' : 'paused', fault };
}

/** Judges the run unless its weights were judged before; gives the judgement's id. */
export async function judgeOnce(context: StageContext, stage: Stage, run: Run): Promise<string> {
  const known = await judgementOf(run.id);
  if (known && known.artifactSha256 === run.artifact?.sha256) return known.id;
  return (await judgeRun(run.id, progressOf(context, stage), context.session)).id;
}
