// Gathers what commits changed until it is read: a burst of notices is one reading, and one reading follows another.
import type { ChangedRecords, ChangeNotice } from '../../contract/project/view';

/** Commits that come within this time share a reading. */
const burstMs = 16;

export class ChangeQueue {
  readonly #read: (changed: ChangedRecords) => Promise<void>;
  #waiting = new Map<string, Set<string> | null>();
  #reading: Promise<void> | undefined;

  /** @param read reads these records and shows them; what fails is read with the next ones */
  constructor(read: (changed: ChangedRecords) => Promise<void>) {
    this.#read = read;
  }

  /** Notes what was committed. A deleted record is looked for like a changed one: what is not there is gone. */
  add({ table, ids, gone }: Omit<ChangeNotice, 'projectId'>): void {
    const known = this.#waiting.get(table);
    if (known === null) return;
    if (!ids && !gone) this.#waiting.set(table, null);
    else this.#waiting.set(table, new Set([...(known ?? []), ...(ids ?? []), ...(gone ?? [])]));
  }

  /** Resolves when all that was noted is read; fails where a reading fails. */
  flush(): Promise<void> {
    this.#reading ??= this.#readAll().finally(() => (this.#reading = undefined));
    return this.#reading.then(() => (this.#waiting.size > 0 ? this.flush() : undefined));
  }

  async #readAll(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, burstMs));
    while (this.#waiting.size > 0) {
      const taken = this.#waiting;
      this.#waiting = new Map();
      try {
        await this.#read(Object.fromEntries([...taken].map(([table, ids]) => [table, ids && [...ids]])));
      } catch (thrown) {
        for (const [table, ids] of taken) this.add(ids ? { table, ids: [...ids] } : { table });
        throw thrown;
      }
    }
  }
}
