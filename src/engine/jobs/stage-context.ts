// What a stage of a job is given, and how it says that the job ends with it. One stage, one file under stages/.
import type { JobEvent, JobRecord, JobResults, JobStatus } from '../../contract/project/job-record';
import type { Stage } from '../../contract/project/stage';
import type { Job, Progress } from '../../contract/transport/job';
import type { Recovery } from '../../contract/model/run';
import type { EngineSession } from '../session';
import type { JobControl } from './job-control';

export interface StageContext {
  /** As it stands now. */
  readonly record: JobRecord;
  readonly session: EngineSession;
  readonly control: JobControl;
  readonly job: Job<JobEvent>;
  /** Stores what the stage made or found, before it goes on. */
  made(results: Partial<JobResults>): Promise<void>;
  /** Why the job goes on by itself; told to the first training only. */
  takeRecovery(): Recovery | undefined;
}

/** The job ends here: what comes after has to wait for a person, for room, or for another worker. */
export interface StageEnd {
  status: JobStatus;
  fault: JobRecord['fault'];
}

/** A stage: may be entered again after a crash, and then does only what is not yet done. */
export type StageWork = (context: StageContext) => Promise<StageEnd | null>;

/** The job as use cases know it that tell plain progress. */
export function progressOf({ job }: StageContext, stage: Stage): Job<Progress> {
  return {
    signal: job.signal,
    emit: ({ done, total }) => job.emit({ kind: 'progress', stage, done, total }),
  };
}
