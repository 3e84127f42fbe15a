// Stores a table on a thread of its own: its groups are looked at, hashed, written and read back while the next rows are parsed.
import { fromFault, HearthError } from '../../../contract/transport/fault';
import type { Column } from '../../../contract/data/dataset';
import type { RowBatch } from '../../../data/columns/values';
import { dropSpare, giveBack } from '../../../data/columns/layouts/spare-floats';
import type { MakeInspector } from '../../../data/profile/inspect';
import type { Pin } from '../../../storage/chunks/references';
import type { TableStore } from './table-store';
import type { FromStore, StoredGroups, ToStore } from './group-store';

/** Starts a thread whose code serves `ToStore`. */
export type StartStore = () => Worker;

/** Groups that are handed over and not taken yet: as many as a row group of Parquet often has, so that the next is read while they are stored. */
const mostWaiting = 4;

interface Waiting {
  resolve(stored: StoredGroups | undefined): void;
  reject(reason: unknown): void;
}

/** The door to one such thread, for one import. */
export class StoreThread implements TableStore {
  readonly #worker: Worker;
  readonly #pin: Pin;
  readonly #waiting: Waiting[] = [];
  #failure: HearthError | null = null;
  #adds: Promise<unknown>[] = [];
  #finished: Promise<StoredGroups> | null = null;
  #isStored = false;

  constructor(start: StartStore, pin: Pin) {
    this.#worker = start();
    this.#pin = pin;
    this.#worker.onmessage = ({ data }: MessageEvent<FromStore>) => {
      const first = this.#waiting.shift();
      if (data.kind === 'done') {
        data.spare?.forEach(giveBack);
        first?.resolve(data.stored);
      } else first?.reject(fromFault(data.fault));
    };
    this.#worker.onerror = ({ message }) => {
      this.#failure = new HearthError('internal', {}, {}, `the storing thread: ${message}`);
      for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
    };
  }

  readonly inspect: MakeInspector = (columns, edges) => {
    this.#adds = [];
    this.#finished = null;
    this.#isStored = false;
    this.#ask({ kind: 'begin', columns, edges, pin: this.#pin }).catch(() => undefined);
    return { add: () => undefined, finish: async () => (await this.finish(columns)).facts };
  };

  /** Waits where the thread is behind. */
  async add(batch: RowBatch): Promise<void> {
    const added = this.#ask({ kind: 'add', batch }, buffersOf(batch));
    // Heard of once it is waited for.
    added.catch(() => undefined);
    this.#adds.push(added);
    if (this.#adds.length > mostWaiting) await this.#adds.shift();
  }

  finish(columns: readonly Column[]): Promise<StoredGroups> {
    this.#finished ??= this.#finish(columns);
    return this.#finished;
  }

  async #finish(columns: readonly Column[]): Promise<StoredGroups> {
    await Promise.all(this.#adds);
    const stored = await this.#ask({ kind: 'finish', columns });
    this.#isStored = stored !== undefined;
    if (stored) return stored;
    throw new HearthError('internal', {}, {}, 'the storing thread has no table');
  }

  async end(): Promise<void> {
    // Of a table that is stored nothing is being written any more.
    if (!this.#isStored) await this.#ask({ kind: 'stop' }).catch(() => undefined);
    this.#worker.terminate();
    dropSpare();
  }

  #ask(asked: ToStore, transfer: Transferable[] = []): Promise<StoredGroups | undefined> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(asked, transfer);
    });
  }
}

function buffersOf({ values }: RowBatch): ArrayBuffer[] {
  const buffers = values.flatMap((each) =>
    Object.values(each).flatMap((part: unknown) =>
      ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer ? [part.buffer] : [],
    ),
  );
  return [...new Set(buffers)];
}
