// Takes the row groups of a table as they are read: looks at their rows, stores them and reads them back, one after another.
import type { Column, RowGroup } from '../../../contract/data/dataset';
import type { Fault } from '../../../contract/transport/fault';
import type { RowBatch } from '../../../data/columns/values';
import { Inspector, type InspectedFacts } from '../../../data/profile/inspect';
import { encodeRowGroup } from '../../../data/rows/row-group';
import { giveUp, putChunks, verifyChunks } from '../../../storage/chunks/chunks';
import type { Pin } from '../../../storage/chunks/references';

/** A table whose groups are all stored and verified, not committed yet. */
export interface StoredGroups {
  groups: RowGroup[];
  facts: InspectedFacts;
}

/** Bytes that are written at once, or wait for it. */
const mostBytes = 4 * 2 ** 20;

/** A group that is not written yet. */
export interface EncodedGroup extends Omit<RowGroup, 'chunk'> {
  bytes: Uint8Array;
}

/** Stores one table under a pin. */
export class GroupStore {
  readonly #pin: Pin;
  readonly #inspector: Inspector;
  #groups: RowGroup[] = [];
  #waiting: EncodedGroup[] = [];
  /** On a full disk the first write that fails is the last, so that the browser keeps the store open: no two are ever under way. */
  #writing: Promise<void> | null = null;
  #failure: { thrown: unknown } | null = null;
  #checking: Promise<unknown> = Promise.resolve();

  constructor(columns: readonly Column[], edges: readonly (number[] | null)[], pin: Pin) {
    this.#inspector = new Inspector(columns, edges);
    this.#pin = pin;
  }

  /** Takes the next group; it is written while those after it come. */
  async add(batch: RowBatch): Promise<void> {
    const { firstRow, rows, values } = batch;
    this.#waiting.push({ firstRow, rows, bytes: encodeRowGroup(rows, values) });
    const bytes = this.#waiting.reduce((sum, group) => sum + group.bytes.length, 0);
    if (bytes >= mostBytes) await this.#writing;
    if (this.#failure) throw this.#failure.thrown;
    this.#startWriting();
    this.#inspector.add(batch);
  }

  #startWriting(): void {
    // What was waited for may have written this group too.
    if (this.#writing === null && this.#waiting.length > 0) this.#writing = this.#write();
  }

  /** Writes what waits, all of it at once, until nothing does. Never fails: who waits for it looks whether it did. */
  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const some = this.#waiting.splice(0);
        const chunks = await putChunks(
          some.map(({ bytes }) => bytes),
          this.#pin,
        );
        for (const [index, { firstRow, rows }] of some.entries()) {
          const chunk = chunks[index];
          if (chunk) this.#groups.push({ firstRow, rows, chunk });
        }
        // Read back while the next ones are written.
        this.#checking = this.#checking.then(() => verifyChunks(chunks));
        this.#checking.catch(() => undefined);
      }
    } catch (thrown) {
      this.#failure = { thrown };
    }
    this.#writing = null;
  }

  /** `columns`: as they are known now. */
  async finish(columns: readonly Column[]): Promise<StoredGroups> {
    const facts = await this.#inspector.finish(columns);
    this.#startWriting();
    await this.settled();
    if (this.#failure) throw this.#failure.thrown;
    await this.#checking;
    const rows = this.#groups.reduce((sum, group) => sum + group.rows, 0);
    if (rows !== facts.rows) throw new Error(`${rows} rows of ${facts.rows} are stored`);
    return { groups: this.#groups, facts };
  }

  /** Once no write is under way, however the last one ended. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Writes nothing more than what is under way. */
  async stop(): Promise<void> {
    this.#waiting = [];
    await this.settled();
  }

  /** Takes back what was stored. */
  async giveUp(): Promise<void> {
    await this.stop();
    const refs = this.#groups.map(({ chunk }) => chunk);
    this.#groups = [];
    if (refs.length > 0) await giveUp(refs, this.#pin);
  }
}

/** What a thread that stores is asked; each is answered in order. */
export type ToStore =
  | { kind: 'begin'; columns: readonly Column[]; edges: readonly (number[] | null)[]; pin: Pin }
  | { kind: 'add'; batch: RowBatch }
  | { kind: 'finish'; columns: readonly Column[] }
  | { kind: 'stop' };

/** Its answers. */
export type FromStore =
  /** `spare`: buffers of a group that was added, no longer needed. */
  { kind: 'done'; stored?: StoredGroups; spare?: ArrayBuffer[] } | { kind: 'fault'; fault: Fault };

/** Buffers of a group's floats, each once. */
export function floatBuffers({ values }: RowBatch): ArrayBufferLike[] {
  return [
    ...new Set(
      values.flatMap((each) =>
        each.type === 'number' || each.type === 'datetime' ? [each.values.buffer] : [],
      ),
    ),
  ];
}
