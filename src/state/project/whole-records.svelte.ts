// Large records, whole: fetched by id when a screen opens one, kept while they stay the same.
import { SvelteMap } from 'svelte/reactivity';
import { clients } from '../../client/workers/clients';
import type { Judgement } from '../../contract/model/judgement';
import type { Run } from '../../contract/model/run';
import { HearthError } from '../../contract/transport/fault';
import { notices } from '../app/notices.svelte';

/** More than a comparison and a screen beside it show: the work of a session is kept, in case the store is taken away. */
const mostKept = 24;

class Kept<Value> {
  readonly #fetch: (id: string) => Promise<Value>;
  readonly #values = new SvelteMap<string, Value>();
  readonly #fetching = new Map<string, number>();
  #asked = 0;

  constructor(fetch: (id: string) => Promise<Value>) {
    this.#fetch = fetch;
  }

  /** The record, or null until it is here; reading it has it fetched. */
  get(id: string): Value | null {
    const value = this.#values.get(id);
    if (value === undefined && !this.#fetching.has(id)) void this.#load(id);
    return value ?? null;
  }

  /** The record if it is here; nothing is fetched. */
  peek(id: string): Value | null {
    return this.#values.get(id) ?? null;
  }

  /** The record once it is here; null where it is gone or cannot be read (the person is told). */
  async fetch(id: string): Promise<Value | null> {
    return this.#values.get(id) ?? this.#load(id);
  }

  /** Fetches a kept record again; what is shown stays until the new one is here. */
  renew(ids: readonly string[] | null): void {
    for (const id of ids ?? [...this.#values.keys()])
      if (this.#values.has(id) || this.#fetching.has(id)) void this.#load(id);
  }

  async #load(id: string): Promise<Value | null> {
    const asked = ++this.#asked;
    this.#fetching.set(id, asked);
    try {
      const value = await this.#fetch(id);
      // A later question has a later answer.
      if (this.#fetching.get(id) !== asked) return value;
      const oldest = this.#values.keys().next().value;
      if (this.#values.size >= mostKept && oldest !== undefined && !this.#values.has(id))
        this.#values.delete(oldest);
      this.#values.set(id, value);
      return value;
    } catch (thrown) {
      if (thrown instanceof HearthError && thrown.fault.code === 'not_found') this.#values.delete(id);
      else notices.fail(thrown);
      return null;
    } finally {
      if (this.#fetching.get(id) === asked) this.#fetching.delete(id);
    }
  }
}

export class WholeRecords {
  readonly runs = new Kept<Run>((runId) => clients.data.call('getRun', { runId }));
  readonly judgements = new Kept<Judgement>((judgementId) =>
    clients.data.call('getJudgement', { judgementId }),
  );
}
