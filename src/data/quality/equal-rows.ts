// Which rows are equal, with the row that each is equal to: for people to look at, so no more than they can. Counts are check-partition's.
import type { Partition } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import { FirstRowOf } from './first-row-of';
import type { RowHashes } from './hash-words';

/** The rows behind the findings of a partition. */
export type EqualRows = NonNullable<Partition['quality']['equalRows']>;

/** Most pairs of each kind that are kept. */
export const mostPairs = 1000;
/** Of a row that is left out of every part. */
export const noInput = 0xffffffff;

/** Rows that equal an earlier one wholly. Only those whose input was met before are looked at, so that distinct rows cost next to nothing. */
export class Repeats {
  /** Hashes of every row's target. */
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  #first: FirstRowOf | null = null;
  /** Rows that repeat an earlier one. */
  repeated = 0;
  /** The first of them, each with the first row that it repeats. */
  readonly pairs: [number, number][] = [];

  constructor(rows: number) {
    this.#low = new Uint32Array(rows);
    this.#high = new Uint32Array(rows);
  }

  /** Notes the hashes of the targets of rows that begin at `firstRow`. */
  begin(firstRow: number, { low, high }: RowHashes): void {
    this.#low.set(low, firstRow);
    this.#high.set(high, firstRow);
  }

  /** Adds a row whose input, of the given hash, an earlier row has: the first that has it. Rows come in their order. */
  add(row: number, firstOfInput: number, low: number, high: number): void {
    this.#first ??= new FirstRowOf(this.#low.length);
    this.#first.add(...this.#whole(firstOfInput, low, high), firstOfInput);
    const whole = this.#whole(row, low, high);
    const first = this.#first.get(...whole);
    if (first < 0) {
      this.#first.add(...whole, row);
      return;
    }
    this.repeated++;
    if (this.pairs.length < mostPairs) this.pairs.push([row, first]);
  }

  /** The hash of an input and the row's target. */
  #whole(row: number, low: number, high: number): [number, number] {
    return [
      (low ^ Math.imul(this.#low[row]!, 0x9e3779b1)) >>> 0,
      (high ^ Math.imul(this.#high[row]!, 0x85ebca6b)) >>> 0,
    ];
  }
}

/** Of each input that is looked for: its first row, the first with another label, and the first of training. */
interface Twins {
  first: number;
  label: number;
  other: number | null;
  train: number | null;
}

/** What is known of rows by their input; `isConflicting` and `isInTrain` tell of an input. */
interface Inputs {
  inputs: Uint32Array;
  labels: Int32Array;
  assignment: Uint8Array;
  isConflicting(input: number): boolean;
  isInTrain(input: number): boolean;
}

/** The first rows that contradict others, and the first of test that are in training too, each with its twin. */
export function contradictionsAndLeaks(known: Inputs): Pick<EqualRows, 'conflicts' | 'leaks'> {
  const { inputs, assignment } = known;
  const [conflicting, leaked]: number[][] = [[], []];
  for (let row = 0; row < inputs.length; row++) {
    const input = inputs[row]!;
    if (input === noInput) continue;
    if (conflicting!.length < mostPairs && known.isConflicting(input)) conflicting!.push(row);
    const isLeak = assignment[row] === splitCodes.test && known.isInTrain(input);
    if (isLeak && leaked!.length < mostPairs) leaked!.push(row);
  }
  const twins = twinsOf(known, new Set([...conflicting!, ...leaked!].map((row) => inputs[row]!)));
  const pair = (row: number, twin: number | null): [number, number][] => (twin === null ? [] : [[row, twin]]);
  return {
    conflicts: conflicting!.flatMap((row) => {
      const { first, label, other } = twins.get(inputs[row]!)!;
      return pair(row, known.labels[row] === label ? other : first);
    }),
    leaks: leaked!.flatMap((row) => pair(row, twins.get(inputs[row]!)!.train)),
  };
}

function twinsOf({ inputs, labels, assignment }: Inputs, wanted: ReadonlySet<number>): Map<number, Twins> {
  const found = new Map<number, Twins>();
  if (wanted.size === 0) return found;
  for (let row = 0; row < inputs.length; row++) {
    const input = inputs[row]!;
    if (!wanted.has(input)) continue;
    const label = labels[row]!;
    const twins = found.get(input) ?? { first: row, label, other: null, train: null };
    if (label !== twins.label) twins.other ??= row;
    if (assignment[row] === splitCodes.train) twins.train ??= row;
    found.set(input, twins);
  }
  return found;
}
