// The sample data on this device: how much is missing, and fetching it all at once, with a way to stop.
import { keepSamples, sampleStock, type SampleStock } from '../../client/offline/samples';
import { notices } from '../app/notices.svelte';

class Samples {
  /** null until the cache was looked into. */
  stock = $state.raw<SampleStock | null>(null);
  /** While they are fetched: bytes that came. */
  progress = $state.raw<{ doneBytes: number; totalBytes: number } | null>(null);
  readonly missingBytes = $derived(this.stock?.missing.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0);
  #abort: AbortController | undefined;

  async look(): Promise<void> {
    try {
      this.stock = await sampleStock();
    } catch (thrown) {
      notices.fail(thrown);
    }
  }

  /** Fetches all that is missing; what is whole stays where it is stopped or fails. */
  async keepAll(): Promise<void> {
    if (this.progress || !this.stock) return;
    const controller = (this.#abort = new AbortController());
    this.progress = { doneBytes: 0, totalBytes: this.missingBytes };
    try {
      await keepSamples(
        this.stock.missing,
        (doneBytes, totalBytes) => (this.progress = { doneBytes, totalBytes }),
        controller.signal,
      );
    } catch (thrown) {
      notices.fail(thrown);
    } finally {
      this.progress = null;
      await this.look();
    }
  }

  stop(): void {
    this.#abort?.abort();
  }
}

export const samples = new Samples();
