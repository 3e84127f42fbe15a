// What a headless run made, from its job's record and the project's: everything that the report tells.
import { fromFault, HearthError } from '../../contract/transport/fault';
import type { JobRecord } from '../../contract/project/job-record';
import type { ProjectView } from '../../contract/project/view';
import { runFault } from '../../domain/run-fault';
import { clients } from '../workers/clients';

/** Throws the fault of a job that failed, and `aborted` where its training was paused. */
export async function resultOf(view: ProjectView, job: JobRecord) {
  const fault = runFault(job);
  if (fault) throw fromFault(fault);
  if (job.status !== 'done') throw new HearthError('aborted');
  const { made } = job;
  const judged = async (runId: string | null, judgementId: string | null) => ({
    run: await clients.data.call('getRun', { runId: demand(runId) }),
    judgement: await clients.data.call('getJudgement', { judgementId: demand(judgementId) }),
  });
  const version = found(view.versions, made.versionId);
  const [baseline, model] = [
    await judged(made.baselineId, made.baselineJudgementId),
    await judged(made.runId, made.judgementId),
  ];
  // What was registered is what is proposed: the baseline where the model is no better.
  const isBaseline = version.runId === baseline.run.id;
  return {
    partition: demand(view.partition),
    baseline,
    model,
    exported: { ...(isBaseline ? baseline : model), role: isBaseline ? 'baseline' : 'model' },
    version,
    latency: view.facts.find(({ versionId }) => versionId === version.id)?.latency ?? null,
    snapshot: found(view.snapshot ? [view.snapshot] : [], made.snapshotId),
  };
}
export type HeadlessResult = Awaited<ReturnType<typeof resultOf>>;

function found<Each extends { id: string }>(records: readonly Each[], id: string | null): Each {
  return demand(records.find((record) => record.id === id) ?? null);
}

function demand<T>(value: T | null): T {
  if (value === null) throw new HearthError('internal', {}, {}, 'a record of the run is not there');
  return value;
}
