// The jobs under way, here or in another tab, as screens show them: trainings, searches and Run all. Begun by begin.ts, carried out one
// after another by carry-out.ts; those that wait are in queue.svelte.ts.
import type { JobPicture } from '../../contract/transport/tabs';
import { leader } from '../tabs/leader.svelte';
import { LiveJob } from './live-job.svelte';

class Jobs {
  #all = $state.raw<readonly LiveJob[]>([]);
  /** Which fold of a cross-validation trains, and of how many; null where none does. */
  folds = $state.raw<{ held: number; count: number } | null>(null);
  /** What a person just asked for is about to begin, or to join the queue: a second press asks for nothing. */
  isBeginning = $state(false);

  get all(): readonly LiveJob[] {
    return this.#all;
  }

  /** Something is carried out, in any tab: what is asked for now waits its turn. */
  get isBusy(): boolean {
    return this.#all.length > 0 || leader.projectName !== null || leader.elsewhere !== null;
  }

  /** The job of a project. */
  of(projectId: string): LiveJob | null {
    return this.#all.find((job) => job.projectId === projectId) ?? null;
  }

  /** This tab carries the job out; null: none at the moment. */
  put(live: LiveJob | null): void {
    this.#all = live ? [live] : [];
  }

  /** Shows what another tab carries out. */
  show(pictures: readonly JobPicture[]): void {
    const shown = pictures.map((picture) => {
      const known = this.#all.find(
        ({ projectId, kind, record }) =>
          projectId === picture.projectId &&
          kind === picture.kind &&
          (!record || record.id === picture.record?.id),
      );
      return { picture, job: known ?? new LiveJob(picture.projectId, picture.kind, picture.resumedRole) };
    });
    for (const job of this.#all) if (!shown.some((each) => each.job === job)) job.settle();
    for (const { picture, job } of shown) job.show(picture);
    this.#all = shown.map(({ job }) => job);
  }
}

/** What this page knows of the jobs under way. */
export const jobs = new Jobs();
