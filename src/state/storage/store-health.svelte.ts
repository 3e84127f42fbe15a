// How the store stands, as the workers tell it, and what is left in memory where the browser took it away.
import { clients } from '../../client/workers/clients';
import type { Progress } from '../../contract/transport/job';
import type { StoreState } from '../../contract/transport/store-state';
import type { ProjectView } from '../../contract/project/view';
import { heldProject } from './held';
import { notices } from '../app/notices.svelte';

class StoreHealth {
  state = $state<StoreState>('open');
  /** What the page held when the store was cleared. */
  held = $state.raw<ProjectView | null>(null);
  /** A file is being written. */
  writing = $state(false);
  progress = $state.raw<Progress | null>(null);

  constructor() {
    for (const client of [clients.data, clients.engine]) client.onNotice = ({ state }) => this.#handle(state);
  }

  #handle(state: StoreState): void {
    // Both workers tell the same; the first word counts.
    if (state === this.state) return;
    if (state === 'open' && this.state !== 'waiting') return;
    // The thread that saw data cleared, or the disk full, knows more than one that only lost the store.
    if (state === 'closed' && (this.state === 'cleared' || this.state === 'full')) return;
    if (state === 'full' && this.state === 'cleared') return;
    if (state === 'cleared') this.held = heldProject();
    this.state = state;
  }

  /** The page goes on: with the new, empty store, or with the one that is there. */
  goOn(): void {
    this.held = null;
    this.state = 'open';
  }

  /** The records that are still here and the weights that the engine still serves, as a zip; null where it failed. */
  async saveHeld(): Promise<Blob | null> {
    const view = this.held;
    if (!view) return null;
    return this.#write(() =>
      clients.engine.call('exportHeld', {
        records: JSON.stringify(view, null, 2),
        versions: view.versions,
      }),
    );
  }

  /** A store of a newer app, copied as it is; null where it failed or was stopped. */
  rescue(): Promise<Blob | null> {
    return this.#write(() =>
      clients.data.call('rescueStore', null, { onEvent: (progress) => (this.progress = progress) }),
    );
  }

  async #write(write: () => Promise<Blob>): Promise<Blob | null> {
    if (this.writing) return null;
    this.writing = true;
    try {
      return await write();
    } catch (thrown) {
      notices.fail(thrown);
      return null;
    } finally {
      this.writing = false;
      this.progress = null;
    }
  }
}

export const storeHealth = new StoreHealth();
