// Where the groups of a table go that is being read: looked at, stored and verified on the way, on this thread or on one of its own.
import type { Column } from '../../../contract/data/dataset';
import type { RowBatch } from '../../../data/columns/values';
import { dropSpare, giveBackOwn } from '../../../data/columns/layouts/spare-floats';
import type { MakeInspector } from '../../../data/profile/inspect';
import type { Pin } from '../../../storage/chunks/references';
import { floatBuffers, GroupStore, type StoredGroups } from './group-store';

/** For one import. */
export interface TableStore {
  /** Given to a reading: it looks at the rows. Begins a table; what was stored of one before is taken back. */
  inspect: MakeInspector;
  /** Takes a group over, whose arrays are no longer the caller's. */
  add(batch: RowBatch): Promise<void>;
  /** All groups, once the last one is stored and read back. `columns`: as they are known by then, levels that came with the rows among them. */
  finish(columns: readonly Column[]): Promise<StoredGroups>;
  /** Writes nothing more, once what is under way is written. */
  end(): Promise<void>;
}

/** On this thread, in the pauses of reading. */
export class OwnStore implements TableStore {
  readonly #pin: Pin;
  #store: GroupStore | null = null;
  #before: Promise<void> = Promise.resolve();
  #finished: Promise<StoredGroups> | null = null;

  constructor(pin: Pin) {
    this.#pin = pin;
  }

  readonly inspect: MakeInspector = (columns, edges) => {
    const last = this.#store;
    if (last) this.#before = last.giveUp();
    this.#store = new GroupStore(columns, edges, this.#pin);
    this.#finished = null;
    return { add: () => undefined, finish: async () => (await this.finish(columns)).facts };
  };

  async add(batch: RowBatch): Promise<void> {
    await this.#before;
    await this.#store?.add(batch);
    for (const buffer of floatBuffers(batch)) giveBackOwn(buffer);
  }

  finish(columns: readonly Column[]): Promise<StoredGroups> {
    if (!this.#store) throw new Error('no table was begun');
    this.#finished ??= this.#store.finish(columns);
    return this.#finished;
  }

  async end(): Promise<void> {
    await this.#store?.stop();
    dropSpare();
  }
}
