// A single training that goes on by itself, for scripts and tests. Jobs, which the app begins, are recovering-job.ts.
import type { TrainRequest } from '../../contract/transport/engine-api';
import type { Run, TrainEvent } from '../../contract/model/run';
import { trainingLocks } from '../tabs/training-lock';
import { Attempts, type Engine, type RecoverableWork } from './recovering-work';
import type { CallOptions } from './worker-client';

/** What a person asked of a run; kept here, since a worker that just failed has forgotten it. */
export type Asked = Map<string, 'pauseRun' | 'stopRun'>;

/** Trains to the end, over any number of workers. Where it gives up, it ends as its last attempt did. */
export async function trainRecovering(
  engine: Engine,
  request: TrainRequest,
  options: CallOptions<TrainEvent>,
  asked: Asked,
): Promise<Run> {
  if (request.kind === 'resume') asked.delete(request.runId); // what was asked of it before is done
  let runId: string | null = null;
  const work: RecoverableWork<TrainRequest, Run, TrainEvent> = {
    call: (next, more) => engine.call('train', next, more),
    faultOf: ({ fault }) => fault,
    trainEvent: (event) => event,
    recovering: (event) => event,
    isTraining: () => true,
    next: (last, run, recovery) => ({
      ...(run ? { kind: 'resume', runId: run.id, backend: run.backend } : last),
      ...(recovery ? { recovery } : {}),
    }),
    started: ({ id }) => {
      runId = id;
      const intent = asked.get(id);
      if (intent) void engine.call(intent, { runId: id }).catch(() => undefined);
    },
    locks: (run) => trainingLocks(run),
    heard: () => undefined,
  };
  try {
    return await new Attempts(engine, work, options).run(request, request.backend);
  } finally {
    if (runId !== null) asked.delete(runId);
  }
}
