// What lies on this device, and what a person does about it: frees some, saves all of it as one file.
import { watchChanges } from '../../client/workers/changes';
import { clients } from '../../client/workers/clients';
import type { Disposable, StorageFacts, StorageUse } from '../../contract/transport/data-api';
import type { Progress } from '../../contract/transport/job';
import { cacheUse, deleteCache, type CacheUse } from '../offline/caches';
import { notices } from '../app/notices.svelte';
import { removals } from '../app/removals.svelte';

/** Several commits come together: one counting for all of them. */
const countAfterMs = 300;

/** What the storage screen shows and does. */
export class StorageManager {
  use = $state.raw<StorageUse | null>(null);
  facts = $state.raw<StorageFacts | null>(null);
  caches = $state.raw<CacheUse[]>([]);
  /** What is being freed, or written to a file. */
  work = $state.raw<{ kind: 'free' | 'save'; progress: Progress | null } | null>(null);
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Counts now and after every commit, until the returned function is called. */
  begin(): () => void {
    void this.count();
    const stop = watchChanges(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.count(), countAfterMs);
    });
    return () => {
      stop();
      clearTimeout(this.#timer);
    };
  }

  async count(): Promise<void> {
    try {
      this.use = await clients.data.call('storageUse', null);
      this.facts = await clients.data.call('storageFacts', null);
      this.caches = await cacheUse();
    } catch (thrown) {
      notices.fail(thrown);
    }
  }

  /** Whether it is on its way out, and may still be taken back. */
  isGoing(projectId: string, what: Disposable): boolean {
    return removals.hides(`${what}:${projectId}`);
  }

  /** Deletes it when the way back has gone. */
  free(projectId: string, what: Disposable, told: { text: string; undo: string }): void {
    removals.begin(`${what}:${projectId}`, told, () =>
      this.#do('free', (options) => clients.data.call('freeStorage', { projectId, what }, options)),
    );
  }

  freeCache(name: string, told: { text: string; undo: string }): void {
    removals.begin(`cache:${name}`, told, async () => {
      await deleteCache(name);
      await this.count();
    });
  }

  /** All projects as a blob; null where it was stopped or failed (the person was told). */
  saveAll(): Promise<Blob | null> {
    return this.#do('save', (options) => clients.data.call('exportAll', null, options));
  }

  stop(): void {
    this.#abort?.abort();
  }

  async #do<T>(
    kind: 'free' | 'save',
    act: (options: { signal: AbortSignal; onEvent: (progress: Progress) => void }) => Promise<T>,
  ): Promise<T | null> {
    const controller = (this.#abort = new AbortController());
    this.work = { kind, progress: null };
    try {
      return await act({
        signal: controller.signal,
        onEvent: (progress) => (this.work = { kind, progress }),
      });
    } catch (thrown) {
      notices.fail(thrown);
      return null;
    } finally {
      this.work = null;
      await this.count();
    }
  }
}
