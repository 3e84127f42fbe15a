// One job under way, here or in another tab: where it is, what trains in it, and what a person asked of it.
import { clients } from '../../client/workers/clients';
import type { JobEvent, JobIntent, JobRecord } from '../../contract/project/job-record';
import { stagesOf, type JobKind, type Stage } from '../../contract/project/stage';
import type { RecoveryCause, TrainEvent } from '../../contract/model/run';
import { fromFault } from '../../contract/transport/fault';
import type { JobPicture } from '../../contract/transport/tabs';
import { runFault } from '../../domain/run-fault';
import { recoveryText } from '../../i18n/recovery-text';
import type { NoticeProject } from '../app/notice-place';
import { notices } from '../app/notices.svelte';
import { device } from '../architecture/device.svelte';
import type { LiveRun } from '../model/live-run.svelte';
import { liveRuns } from '../model/live-runs.svelte';

/** What a training is at, for its screen. */
export type JobPhase = 'prepare' | 'baseline' | 'model';

export class LiveJob {
  readonly projectId: string;
  readonly #kind: JobKind;
  /** What its messages name; null for a job of another tab, which tells of it there. */
  project: NoticeProject | null = null;
  /** null until the engine has begun it. */
  record = $state.raw<JobRecord | null>(null);
  /** What was asked of it and is not yet reached. */
  asked = $state<JobIntent | null>(null);
  /** The training under way in it, or the one that was. */
  training = $state.raw<LiveRun | null>(null);
  /** Set from a failure of the worker or its device until the training goes on. */
  recovering = $state.raw<{ cause: RecoveryCause; step: number } | null>(null);
  /** How far its search is, as this tab heard of it last; null where it searches nothing, or another tab does. */
  search = $state.raw<Extract<JobEvent, { kind: 'study' }> | null>(null);
  readonly #resumedRole: 'model' | 'baseline' | null;
  /** A fault was shown: the job's own end does not say it again. */
  isTold = false;

  /** @param resumedRole role of the run that is resumed */
  constructor(projectId: string, kind: JobKind, resumedRole: LiveJob['resumedRole'] = null) {
    this.projectId = projectId;
    this.#kind = kind;
    this.#resumedRole = resumedRole;
  }

  /** Who goes on with a search that Run all began goes on with Run all. */
  get kind(): JobKind {
    return this.#kind === 'find' && this.record?.request.kind === 'run-all' ? 'run-all' : this.#kind;
  }

  get resumedRole(): 'model' | 'baseline' | null {
    return this.#resumedRole;
  }

  get stage(): Stage | null {
    return this.record?.stage ?? null;
  }

  /** Stages of its kind that are behind the one under way. */
  get index(): number {
    return this.stage === null ? 0 : stagesOf(this.kind).indexOf(this.stage);
  }

  get count(): number {
    return stagesOf(this.kind).length;
  }

  /** What the training is at that a person began; null for Run all and for a search, which tell their stages themselves. */
  get phase(): JobPhase | null {
    if (this.kind === 'run-all' || this.kind === 'find') return null;
    if (this.stage === 'baseline') return 'baseline';
    if (this.stage === 'train' || this.stage === 'judge') return this.#resumedRole ?? 'model';
    return this.kind === 'train' ? 'prepare' : (this.#resumedRole ?? 'model');
  }

  /** Asks; before the engine has begun it, as soon as it has. */
  async ask(intent: JobIntent): Promise<void> {
    this.asked = intent;
    if (intent !== 'pause') device.stopUnasked();
    if (this.record) await this.#send(intent);
  }

  handle(event: JobEvent): void {
    if (event.kind === 'job') this.#note(event.job);
    else if (event.kind === 'train') this.#onTrainEvent(event.event);
    else if (event.kind === 'study') this.search = event;
  }

  #note(record: JobRecord): void {
    const isFirst = this.record === null;
    this.record = record;
    if (isFirst && this.asked) void this.#send(this.asked);
  }

  #onTrainEvent(event: TrainEvent): void {
    if (event.kind === 'recovering') {
      this.recovering = event;
      return;
    }
    if (event.kind === 'started') {
      if (this.training && this.training.id !== event.run.id) liveRuns.end(this.training);
      this.training = liveRuns.begin(event.run);
      const recovered = this.recovering ? event.run.notices.at(-1) : undefined;
      if (recovered?.code === 'recovered') notices.showRecorded(recoveryText(recovered), this.project);
      if (!this.recovering) this.asked = null; // what was asked of a run that failed is asked again
      this.recovering = null;
    }
    this.training?.handle(event);
    if (event.kind !== 'ended') return;
    this.recovering = null;
    // A run that a full disk paused or a fault ended answers all the same: the person has to hear why.
    const fault = runFault(event.run);
    if (!fault) return;
    this.isTold = true;
    notices.fail(fromFault(fault), this.project);
  }

  async #send(intent: JobIntent): Promise<void> {
    if (!this.record) return;
    try {
      await clients.engine.call('askJob', { jobId: this.record.id, intent });
    } catch (thrown) {
      this.asked = null;
      notices.fail(thrown, this.project ?? undefined);
    }
  }

  /** It is over, or its tab died. */
  settle(): void {
    if (this.training) liveRuns.end(this.training);
  }

  /** All of it, as other tabs show it. */
  picture(): JobPicture {
    const { projectId, kind, record, asked, recovering, resumedRole, training } = this;
    return { projectId, kind, record, asked, recovering, resumedRole, run: training?.picture() ?? null };
  }

  /** Shows a job of another tab. */
  show({ record, asked, recovering, run }: JobPicture): void {
    Object.assign(this, { record, asked, recovering });
    if (this.training && this.training.id !== run?.run.id) liveRuns.end(this.training);
    this.training = run && liveRuns.show(run);
  }
}
