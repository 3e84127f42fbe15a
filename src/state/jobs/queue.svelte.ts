// The queue of jobs over all projects, as the store has it: read again at every turn, and when another tab changed it. Not for
// carrying jobs out (carry-out.ts).
import { untrack } from 'svelte';
import { postToTabs } from '../../client/tabs/tabs';
import { watchChanges } from '../../client/workers/changes';
import { clients } from '../../client/workers/clients';
import { jobPriority } from '../../contract/project/job-priority';
import type { JobRequest, QueueChange, QueuedJob } from '../../contract/project/job-record';
import { nextInQueue } from '../../domain/jobs/job-queue';
import { notices } from '../app/notices.svelte';
import { queuePanel } from '../app/palette.svelte';
import { removals } from '../app/removals.svelte';
import { jobs } from './jobs.svelte';
import type { LiveJob } from './live-job.svelte';

/** A job in the queue, and what is known of it while it is under way. */
export interface QueueRow extends QueuedJob {
  live: LiveJob | null;
  /** Among those that run or wait for their turn, from 1; null of one that is held, and of what the app does by itself. */
  place: number | null;
}

class JobQueue {
  #stored = $state.raw<readonly QueuedJob[]>([]);
  #reading: Promise<void> = Promise.resolve();
  /** Those under way first, then those that wait, in their order. */
  readonly rows: readonly QueueRow[] = $derived.by(() => {
    let place = 0;
    return this.#stored
      .filter(({ job }) => !removals.hides(job.projectId))
      .map((entry) => {
        const { id, status, priority } = entry.job;
        const live = jobs.all.find(({ record }) => record?.id === id) ?? null;
        const counts = (live !== null || status === 'queued') && priority === jobPriority.person;
        return { ...entry, live, place: counts ? ++place : null };
      });
  });
  /** How many run or wait for their turn. */
  readonly count: number = $derived(this.rows.filter(({ place }) => place !== null).length);
  /** The one whose turn comes next. */
  readonly next: QueuedJob | null = $derived.by(() => {
    const waiting = this.rows.filter(({ live }) => live === null);
    const next = nextInQueue(waiting.map(({ job }) => job));
    return waiting.find(({ job }) => job === next) ?? null;
  });

  constructor() {
    $effect.root(() => {
      $effect(() => {
        // Where a job is in its stages says which run it is about, and whether it is over.
        for (const { record } of jobs.all) void [record?.id, record?.status, record?.stage];
        untrack(() => void this.read());
      });
    });
    watchChanges(({ table }) => {
      if (table === 'projects' && this.#stored.length > 0) void this.read();
    });
  }

  /** The row whose turn is just before this one's. */
  before({ place }: QueueRow): QueueRow | null {
    return place === null ? null : (this.rows.find((row) => row.place === place - 1) ?? null);
  }

  /** One reading follows another: what is shown is what was read last. */
  read(): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      try {
        this.#stored = await clients.data.call('jobQueue', null);
        if (this.rows.some(({ job, place }) => place !== null || job.startedAt === null))
          queuePanel.wanted = true;
      } catch (thrown) {
        notices.fail(thrown, null);
      }
    });
    return this.#reading;
  }

  /** Puts a job into the queue; gives its row. */
  async add(request: JobRequest): Promise<QueueRow | null> {
    const { id } = await clients.data.call('queueJob', request);
    await this.#tell();
    return this.rows.find(({ job }) => job.id === id) ?? null;
  }

  /** Changes a job that waits; nothing where it began or ended meanwhile. */
  async change(jobId: string, change: QueueChange): Promise<void> {
    await clients.data.call('changeQueue', { jobId, change });
    await this.#tell();
  }

  async #tell(): Promise<void> {
    postToTabs({ kind: 'queue' });
    await this.read();
  }
}

export const queue = new JobQueue();
