// Which rows are equal, with the row that each is equal to: for people to look at, so no more than they can. Counts are check-partition's.
import type { Partition } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import type { RowHashes } from './hash-words';

/** The rows behind the findings of a partition. */
export type EqualRows = NonNullable<Partition['quality']['equalRows']>;

/** Most pairs of each kind that are kept. */
export const mostPairs = 1000;
/** A row that has no input: it is left out of every part. */
export const noSlot = 0xffffffff;

/** The first row of each hash, in a flat table of 12 bytes a slot, half of the slots free; and the pairs that were met. */
export class FirstRows {
  #mask: number;
  #low: Uint32Array;
  #high: Uint32Array;
  /** One more than the row; 0 where the slot is free. */
  #row: Uint32Array;
  /** Rows that repeat an earlier one. */
  repeated = 0;
  /** The first of them, each with the first row that it repeats. */
  readonly pairs: [number, number][] = [];

  constructor(rows: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2)));
    this.#mask = slots - 1;
    this.#low = new Uint32Array(slots);
    this.#high = new Uint32Array(slots);
    this.#row = new Uint32Array(slots);
  }

  /** Adds the rows that begin at `firstRow`. */
  add(firstRow: number, { low, high }: RowHashes): void {
    for (let index = 0; index < low.length; index++)
      this.#addRow(firstRow + index, low[index] ?? 0, high[index] ?? 0);
  }

  #addRow(row: number, low: number, high: number): void {
    let at = (low ^ high) & this.#mask;
    for (; this.#row[at] !== 0; at = (at + 1) & this.#mask) {
      if (this.#low[at] !== low || this.#high[at] !== high) continue;
      this.repeated += 1;
      if (this.pairs.length < mostPairs) this.pairs.push([row, this.#row[at]! - 1]);
      return;
    }
    this.#low[at] = low;
    this.#high[at] = high;
    this.#row[at] = row + 1;
  }
}

/** Of each input that is looked for: its first row, the first with another label, and the first of training. */
interface Twins {
  first: number;
  label: number;
  other: number | null;
  train: number | null;
}

/** What is known of rows by the slot of their input; `isConflicting` and `isInTrain` tell of a slot. */
interface Inputs {
  slots: Uint32Array;
  labels: Int32Array;
  assignment: Uint8Array;
  isConflicting(slot: number): boolean;
  isInTrain(slot: number): boolean;
}

/** The first rows that contradict others, and the first of test that are in training too, each with its twin. */
export function contradictionsAndLeaks(inputs: Inputs): Pick<EqualRows, 'conflicts' | 'leaks'> {
  const { slots, assignment } = inputs;
  const [conflicting, leaked]: number[][] = [[], []];
  for (let row = 0; row < slots.length; row++) {
    const slot = slots[row]!;
    if (slot === noSlot) continue;
    if (conflicting!.length < mostPairs && inputs.isConflicting(slot)) conflicting!.push(row);
    const isLeak = assignment[row] === splitCodes.test && inputs.isInTrain(slot);
    if (isLeak && leaked!.length < mostPairs) leaked!.push(row);
  }
  const twins = twinsOf(inputs, new Set([...conflicting!, ...leaked!].map((row) => slots[row]!)));
  const pair = (row: number, twin: number | null): [number, number][] => (twin === null ? [] : [[row, twin]]);
  return {
    conflicts: conflicting!.flatMap((row) => {
      const { first, label, other } = twins.get(slots[row]!)!;
      return pair(row, inputs.labels[row] === label ? other : first);
    }),
    leaks: leaked!.flatMap((row) => pair(row, twins.get(slots[row]!)!.train)),
  };
}

function twinsOf({ slots, labels, assignment }: Inputs, wanted: ReadonlySet<number>): Map<number, Twins> {
  const found = new Map<number, Twins>();
  if (wanted.size === 0) return found;
  for (let row = 0; row < slots.length; row++) {
    const slot = slots[row]!;
    if (!wanted.has(slot)) continue;
    const label = labels[row]!;
    const twins = found.get(slot) ?? { first: row, label, other: null, train: null };
    if (label !== twins.label) twins.other ??= row;
    if (assignment[row] === splitCodes.train) twins.train ??= row;
    found.set(slot, twins);
  }
  return found;
}
