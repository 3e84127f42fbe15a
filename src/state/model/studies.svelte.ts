// The searches for a good model of the open project, with the trials of the one that is shown. They follow the store: a commit of this or
// of another tab is read by what it adds. Not for starting a search: jobs/begin.ts does.
import { SvelteMap } from 'svelte/reactivity';
import { clients } from '../../client/workers/clients';
import { whileWorking } from '../../client/tabs/work-lock';
import { watchChanges } from '../../client/workers/changes';
import type { JobEvent } from '../../contract/project/job-record';
import type { Study, Trial } from '../../contract/model/search/study';
import type { Progress } from '../../contract/transport/job';
import { noticeProject } from '../app/notice-place';
import { notices } from '../app/notices.svelte';
import type { LiveJob } from '../jobs/live-job.svelte';
import { find } from '../jobs/begin';
import { jobs } from '../jobs/jobs.svelte';
import type { OpenProject } from '../project/project.svelte';

/** Commits that come within this time share a reading. */
const burstMs = 150;

export class Studies {
  readonly #open: OpenProject;
  /** As the store has them, newest first; null until they are read. */
  #stored = $state.raw<readonly Study[] | null>(null);
  readonly #trials = new SvelteMap<string, readonly Trial[]>();
  #chosenId = $state<string | null>(null);
  #soon: ReturnType<typeof setTimeout> | undefined;
  #reading: Promise<void> = Promise.resolve();
  readonly #stop: () => void;

  /** The search of this project that goes on, here or in another tab, by itself or in Run all. */
  readonly job: LiveJob | null = $derived.by(() => {
    const job = jobs.of(this.#open.id);
    const isOfAll = job?.stage === 'search' && job.record?.made.studyId;
    return job && (job.kind === 'find' || isOfAll) ? job : null;
  });
  /** What the search under way said last; null where another tab searches. */
  readonly said: Extract<JobEvent, { kind: 'study' }> | null = $derived(this.job?.search ?? null);
  /** Newest first. */
  readonly all: readonly Study[] = $derived.by(() => {
    const said = this.said?.study;
    const stored = this.#stored ?? [];
    if (!said) return stored;
    return [said, ...stored.filter(({ id }) => id !== said.id)].toSorted((a, b) => b.number - a.number);
  });
  /** The one under way, else the one that was chosen, else the newest. */
  readonly shown: Study | null = $derived.by(() => {
    const liveId = this.job?.record?.made.studyId;
    const wanted = this.#chosenId ?? liveId;
    return this.all.find(({ id }) => id === wanted) ?? this.all[0] ?? null;
  });
  /** Trials of the shown study, in the order of their numbers. */
  readonly trials: readonly Trial[] = $derived.by(() => {
    const { shown, said } = this;
    if (!shown) return [];
    const known = this.#trials.get(shown.id) ?? [];
    return said?.trial && said.study.id === shown.id ? withTrials(known, [said.trial]) : known;
  });

  constructor(open: OpenProject) {
    this.#open = open;
    this.#stop = watchChanges(({ projectId, table }) => {
      if (projectId === open.id && (table === 'studies' || table === 'trials')) this.#readSoon();
    });
    void this.#read();
  }

  get isRead(): boolean {
    return this.#stored !== null;
  }

  /** Whether a search of this study goes on, in any tab. */
  isLive(study: Pick<Study, 'id'>): boolean {
    return this.job?.record?.made.studyId === study.id;
  }

  /** Whether it ended before its time and can go on: it was paused, or its thread died. */
  canContinue(study: Study): boolean {
    return !this.isLive(study) && (study.status === 'paused' || study.status === 'running');
  }

  choose(id: string): void {
    this.#chosenId = id;
    this.#readSoon();
  }

  /** A new search is what is shown. */
  async find(seconds: number): Promise<void> {
    this.#chosenId = null;
    await find(this.#open, { seconds, trials: null });
    await this.#read();
  }

  async continue(study: Study): Promise<void> {
    this.#chosenId = study.id;
    await find(this.#open, study.plan.budget, study);
    await this.#read();
  }

  /** Deletes it with its trials; the runs that it made stay. */
  async remove(study: Study): Promise<void> {
    try {
      await clients.data.call('deleteStudy', { studyId: study.id });
      if (this.#chosenId === study.id) this.#chosenId = null;
    } catch (thrown) {
      notices.fail(thrown, noticeProject(this.#open));
    }
    await this.#read();
  }

  /** How much of a learning curve is measured; null where none is. */
  measuring = $state.raw<Progress | null>(null);
  #measurement: AbortController | null = null;

  /** Measures how the best model does with fewer rows; a second call ends it. */
  async measureCurve({ id: studyId }: Pick<Study, 'id'>): Promise<void> {
    if (this.#measurement) return this.#measurement.abort();
    const measurement = new AbortController();
    this.#measurement = measurement;
    this.measuring = { kind: 'progress', stage: 'fold', done: 0, total: 0, unit: 'items' };
    try {
      const onEvent = (progress: Progress) => (this.measuring = progress);
      const { signal } = measurement;
      await whileWorking(() => clients.engine.call('measureLearningCurve', { studyId }, { onEvent, signal }));
      await this.#read();
    } catch (thrown) {
      if (!measurement.signal.aborted) notices.fail(thrown, noticeProject(this.#open));
    } finally {
      this.#measurement = null;
      this.measuring = null;
    }
  }

  close(): void {
    this.#measurement?.abort();
    this.#stop();
    clearTimeout(this.#soon);
  }

  #readSoon(): void {
    this.#soon ??= setTimeout(() => void this.#read(), burstMs);
  }

  /** One reading follows another: two at once would add the same trials. */
  #read(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#reading = this.#reading.then(async () => {
      try {
        this.#stored = await clients.data.call('studies', { projectId: this.#open.id });
        await this.#readTrials();
      } catch (thrown) {
        notices.fail(thrown, noticeProject(this.#open));
      }
    });
    return this.#reading;
  }

  async #readTrials(): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    const known = this.#trials.get(shown.id) ?? [];
    // Several are under way at once: one may end before one of a smaller number.
    const missing = known.findIndex(({ number }, at) => number !== at + 1);
    const after = missing < 0 ? known.length : missing;
    const added = await clients.data.call('trials', { studyId: shown.id, after });
    if (added.length > 0 || known.length === 0) this.#trials.set(shown.id, withTrials(known, added));
  }
}

/** Both, each once, in the order of their numbers. */
function withTrials(known: readonly Trial[], added: readonly Trial[]): readonly Trial[] {
  const byNumber = new Map([...known, ...added].map((trial) => [trial.number, trial]));
  if (byNumber.size === known.length) return known;
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}
