// What a person expects of the data, checked on a version of it in the data worker when a screen asks.
import { clients } from '../../client/workers/clients';
import type { OwnChecks, OwnExpectation } from '../../contract/data/quality/own-expectation';
import { toFault } from '../../contract/transport/fault';
import { notices } from '../app/notices.svelte';

/** One check of one version. */
export class OwnChecksRun {
  found = $state.raw<OwnChecks | null>(null);
  readonly #abort = new AbortController();

  constructor(datasetId: string, expectations: readonly OwnExpectation[]) {
    if (expectations.length > 0) void this.#check(datasetId, $state.snapshot(expectations));
  }

  /** Rows that fail one; undefined until it was checked, null where it cannot be. */
  failed(id: string): number | null | undefined {
    return this.found?.results.find((result) => result.id === id)?.failed;
  }

  close(): void {
    this.#abort.abort();
  }

  async #check(datasetId: string, expectations: readonly OwnExpectation[]): Promise<void> {
    try {
      const { signal } = this.#abort;
      this.found = await clients.data.call('checkExpectations', { datasetId, expectations }, { signal });
    } catch (thrown) {
      if (toFault(thrown).code !== 'aborted') notices.fail(thrown);
    }
  }
}
