// Carries a job out, stage by stage, and keeps its record: the one orchestrator of trainings and of Run all, for the page and for
// headless runs. A job that began never rejects: it ends with a record that says done, paused, interrupted, failed or cancelled.
import { jobPriority } from '../../contract/project/job-priority';
import type {
  JobEvent,
  JobRecord,
  JobRequest,
  JobResumption,
  JobStatus,
} from '../../contract/project/job-record';
import { stagesOf, type Stage } from '../../contract/project/stage';
import { HearthError, toFault, type FaultCode } from '../../contract/transport/fault';
import type { Job } from '../../contract/transport/job';
import type { Recovery } from '../../contract/model/run';
import { getJob, saveJob, takeTurn } from '../../storage/jobs';
import type { EngineSession } from '../session';
import { JobControl } from './job-control';
import { whileCarryingOut } from './job-locks';
import { newJob } from './new-job';
import { openJobFor } from './open-jobs';
import type { StageContext, StageWork } from './stage-context';
import { baselineStage } from './stages/baseline';
import { deviceStage } from './stages/device';
import { evaluateStage } from './stages/evaluate';
import { finishStage } from './stages/finish';
import { judgeStage } from './stages/judge';
import { measureStage } from './stages/measure';
import { registerStage } from './stages/register';
import { splitStage } from './stages/split';
import { trainStage } from './stages/train';

const workOf: Record<Stage, StageWork> = {
  device: deviceStage,
  split: splitStage,
  baseline: baselineStage,
  // Most jobs search for nothing.
  search: async (context) => (await import('./stages/search')).searchStage(context),
  finish: finishStage,
  train: trainStage,
  judge: judgeStage,
  register: registerStage,
  measure: measureStage,
  evaluate: evaluateStage,
};

/** Begins a job, or goes on with an unfinished one that asked for the same. Rejects only where it could not begin. */
export async function startJob(
  request: JobRequest,
  job: Job<JobEvent>,
  session: EngineSession,
): Promise<JobRecord> {
  job.signal.throwIfAborted();
  const record = (await openJobFor(request)) ?? newJob(request);
  return carryOut({ record: { ...record, priority: jobPriority.person } }, job, session);
}

/** Goes on with a job where it was. */
export async function resumeJob(
  { jobId, recovery, background = false, inTurn = false }: JobResumption,
  job: Job<JobEvent>,
  session: EngineSession,
): Promise<JobRecord> {
  job.signal.throwIfAborted();
  const record = await getJob(jobId);
  if (inTurn && record.status === 'cancelled') return record;
  const priority = background ? jobPriority.background : record.priority;
  return carryOut({ record: { ...record, priority }, recovery, inTurn }, job, session);
}

/** What goes on, and why now. */
interface Turn {
  record: JobRecord;
  recovery?: Recovery | undefined;
  inTurn?: boolean;
}

async function carryOut(
  { record, recovery, inTurn = false }: Turn,
  job: Job<JobEvent>,
  session: EngineSession,
): Promise<JobRecord> {
  if (record.status === 'done' || record.status === 'cancelled')
    throw new HearthError('input_invalid', { field: 'jobId' }, { status: record.status });
  return whileCarryingOut(record.id, async () => {
    if (inTurn && !(await takeTurn(record.id))) return getJob(record.id);
    for (const other of session.jobs.values()) {
      if (other.priority >= record.priority) continue;
      other.yield();
      await other.ended;
    }
    return new JobInProgress(record, job, session, recovery).run();
  });
}

/** How a job stands after these: a new worker, room or another device lets it go on. */
const statusAfter: Partial<Record<FaultCode, JobStatus>> = {
  storage_full: 'paused',
  storage_closed: 'interrupted',
  storage_outdated: 'interrupted',
  gpu_lost: 'interrupted',
  out_of_memory: 'interrupted',
};

class JobInProgress implements StageContext {
  readonly session: EngineSession;
  readonly control: JobControl;
  readonly job: Job<JobEvent>;
  #record: JobRecord;
  #recovery: Recovery | undefined;

  constructor(record: JobRecord, job: Job<JobEvent>, session: EngineSession, recovery: Recovery | undefined) {
    this.#record = record;
    this.session = session;
    this.control = new JobControl(record.priority, session.controls);
    this.job = {
      signal: AbortSignal.any([job.signal, this.control.signal]),
      emit: (event) => job.emit(event),
    };
    this.#recovery = recovery;
  }

  get record(): JobRecord {
    return this.#record;
  }

  readonly made: StageContext['made'] = (results) =>
    this.#note({ made: { ...this.#record.made, ...results } });

  takeRecovery(): Recovery | undefined {
    const recovery = this.#recovery;
    this.#recovery = undefined;
    return recovery;
  }

  async run(): Promise<JobRecord> {
    const { id, request, startedAt } = this.#record;
    this.session.jobs.set(id, this.control);
    try {
      const now = Date.now();
      await this.#note({ status: 'running', fault: null, startedAt: startedAt ?? now, endedAt: null });
      return await this.#stages(stagesOf(request.kind));
    } catch (thrown) {
      return await this.#fail(thrown);
    } finally {
      this.session.jobs.delete(id);
      this.control.settle();
    }
  }

  async #stages(stages: readonly Stage[]): Promise<JobRecord> {
    for (const stage of stages) {
      if (this.#record.done.includes(stage)) continue;
      await this.#note({ stage });
      this.job.signal.throwIfAborted();
      const end = await workOf[stage](this);
      if (end) return this.#end(end);
      await this.#note({ done: [...this.#record.done, stage] });
    }
    return this.#end({ status: 'done', fault: null });
  }

  async #note(change: Partial<JobRecord>): Promise<void> {
    this.#record = { ...this.#record, ...change };
    await saveJob(this.#record);
    this.job.emit({ kind: 'job', job: this.#record });
  }

  async #fail(thrown: unknown): Promise<JobRecord> {
    const { place, ...fault } = toFault(thrown);
    if (fault.code === 'aborted') return this.#end({ status: this.#statusAsked(), fault: null });
    if (fault.code === 'internal') console.error(thrown);
    return this.#end({
      status: statusAfter[fault.code] ?? 'failed',
      fault: { ...fault, place: { ...place } },
    });
  }

  /** Nobody asked: the thread was given to other work, or the caller gave up. */
  #statusAsked(): JobStatus {
    const { asked } = this.control;
    if (asked === null) return this.control.signal.aborted ? 'queued' : 'paused';
    return asked === 'pause' ? 'paused' : 'cancelled';
  }

  async #end(end: Pick<JobRecord, 'status' | 'fault'>): Promise<JobRecord> {
    try {
      await this.#note({ ...end, endedAt: Date.now() });
    } catch (thrown) {
      // The store may be what failed. The caller still gets how the job ended; at the next start its record says so.
      if (end.fault === null) throw thrown;
    }
    return this.#record;
  }
}
