// How the columns of the data go together, asked of the data worker when a screen shows it.
import { clients } from '../../client/workers/clients';
import type { Associations } from '../../contract/data/charts/associations';
import { toFault } from '../../contract/transport/fault';
import { notices } from '../app/notices.svelte';

/** The associations of one dataset version. */
export class ColumnAssociations {
  found = $state.raw<Associations | null>(null);
  readonly #abort = new AbortController();

  constructor(datasetId: string) {
    void this.#measure(datasetId);
  }

  close(): void {
    this.#abort.abort();
  }

  async #measure(datasetId: string): Promise<void> {
    try {
      const { signal } = this.#abort;
      this.found = await clients.data.call('associations', { datasetId }, { signal });
    } catch (thrown) {
      if (toFault(thrown).code !== 'aborted') notices.fail(thrown);
    }
  }
}
