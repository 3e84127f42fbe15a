// A job that goes on by itself when its worker or its device fails: a new worker resumes it from its record.
import type {
  JobEvent,
  JobIntent,
  JobRecord,
  JobRequest,
  JobResumption,
} from '../../contract/project/job-record';
import type { Stage } from '../../contract/project/stage';
import { jobLock } from '../../contract/project/view';
import { trainingLocks } from '../tabs/training-lock';
import { Attempts, type Engine, type RecoverableWork } from './recovering-work';
import type { CallOptions } from './worker-client';

/** What a person asked of a job; kept here, since a worker that just failed has forgotten it. */
export type AskedOfJobs = Map<string, JobIntent>;

/** A job begun, or one resumed. */
export type JobCall = { start: JobRequest } | { resume: JobResumption };

/** Carries a job to its end, over any number of workers. Where it gives up, it ends as its last attempt did. */
export async function carryOutRecovering(
  engine: Engine,
  call: JobCall,
  options: CallOptions<JobEvent>,
  asked: AskedOfJobs,
): Promise<JobRecord> {
  const work = new JobWork(engine, asked);
  try {
    return await new Attempts(engine, work, options).run(call, backendOf(call));
  } finally {
    if (work.job) asked.delete(work.job.id);
  }
}

function backendOf(call: JobCall) {
  if ('resume' in call) return call.resume.backend ?? null;
  return 'backend' in call.start ? call.start.backend : null;
}

class JobWork implements RecoverableWork<JobCall, JobRecord, JobEvent> {
  readonly #engine: Engine;
  readonly #asked: AskedOfJobs;
  job: JobRecord | null = null;
  /** The stage's training is behind; a failure now is one of what comes after it. */
  #trained = false;
  /** Nothing was heard of this attempt yet. */
  #isNew = true;

  constructor(engine: Engine, asked: AskedOfJobs) {
    this.#engine = engine;
    this.#asked = asked;
  }

  call(call: JobCall, options: CallOptions<JobEvent>): Promise<JobRecord> {
    this.#isNew = true;
    return 'start' in call
      ? this.#engine.call('startJob', call.start, options)
      : this.#engine.call('resumeJob', call.resume, options);
  }

  faultOf({ fault }: JobRecord): JobRecord['fault'] {
    return fault;
  }

  trainEvent(event: JobEvent) {
    return event.kind === 'train' ? event.event : null;
  }

  recovering(event: Extract<JobEvent, { kind: 'train' }>['event']): JobEvent {
    return { kind: 'train', stage: this.job?.stage ?? 'train', event };
  }

  isTraining(): boolean {
    const stage = this.job?.stage;
    return (stage === 'baseline' || stage === 'train') && !this.#trained;
  }

  next(call: JobCall, _: unknown, recovery: JobResumption['recovery'] | null): JobCall {
    if (!this.job) return call;
    return { resume: { jobId: this.job.id, ...(recovery ? { recovery } : {}) } };
  }

  started(): void {
    if (this.#intent === 'stop') this.#askAgain();
  }

  locks(run: Parameters<typeof trainingLocks>[0]): string[] {
    return [...trainingLocks(run), ...(this.job ? [jobLock(this.job.id)] : [])];
  }

  heard(event: JobEvent): void {
    if (event.kind === 'job') {
      if (event.job.stage !== this.#stage) this.#trained = false;
      this.job = event.job;
      // A stop gives weights only once something trains; everything else can be had at once.
      if (this.#isNew && this.#intent !== 'stop') this.#askAgain();
      this.#isNew = false;
    } else if (event.kind === 'train' && event.event.kind === 'ended')
      this.#trained = event.event.run.artifact !== null;
  }

  get #intent(): JobIntent | undefined {
    return this.job ? this.#asked.get(this.job.id) : undefined;
  }

  #askAgain(): void {
    const intent = this.#intent;
    if (this.job && intent)
      void this.#engine.call('askJob', { jobId: this.job.id, intent }).catch(() => undefined);
  }

  get #stage(): Stage | null {
    return this.job?.stage ?? null;
  }
}
