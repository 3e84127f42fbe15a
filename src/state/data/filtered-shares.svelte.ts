// The share of each bar in a column's head that filters leave, asked of the data worker for the columns that show. The last ones stay until
// the next are there.
import { clients } from '../../client/workers/clients';
import { toFault } from '../../contract/transport/fault';
import { notices } from '../app/notices.svelte';
import type { Found } from './row-lens.svelte';

type Shares = ReadonlyMap<string, Uint32Array | null>;

export class FilteredShares {
  #shares = $state.raw<Shares>(new Map());
  #found: Found | null = null;
  #wanted: readonly string[] = [];
  #abort: AbortController | undefined;

  /** Rows in each bar of a column; null while all rows show, and for one that has no bars. */
  of(column: string): Uint32Array | null {
    return this.#shares.get(column) ?? null;
  }

  /** Looks at the rows that were found, in the columns that show. */
  look(found: Found | null, columns: readonly string[]): void {
    this.#wanted = columns;
    if (found === null) {
      this.close();
      this.#found = null;
      if (this.#shares.size > 0) this.#shares = new Map();
      return;
    }
    const isNew = found !== this.#found;
    // One request at a time: what is scrolled to meanwhile follows it.
    if (!isNew && this.#abort) return;
    const lacking = isNew ? columns : columns.filter((name) => !this.#shares.has(name));
    if (isNew) this.close();
    this.#found = found;
    if (lacking.length > 0) void this.#ask(found, lacking, isNew);
  }

  close(): void {
    this.#abort?.abort();
    this.#abort = undefined;
  }

  async #ask({ datasetId, view }: Found, columns: readonly string[], isNew: boolean): Promise<void> {
    const controller = (this.#abort = new AbortController());
    try {
      const counts = await clients.data.call(
        'distributions',
        { datasetId, view, columns },
        { signal: controller.signal },
      );
      if (controller.signal.aborted) return;
      const known: Iterable<[string, Uint32Array | null]> = isNew ? [] : this.#shares;
      this.#shares = new Map([
        ...known,
        ...columns.map((name, place) => [name, counts[place] ?? null] as const),
      ]);
    } catch (thrown) {
      if (toFault(thrown).code !== 'aborted') notices.fail(thrown);
      return;
    } finally {
      if (this.#abort === controller) this.#abort = undefined;
    }
    this.look(this.#found, this.#wanted);
  }
}
