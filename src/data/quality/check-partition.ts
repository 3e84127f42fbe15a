// What is wrong with the rows a model will learn from: gaps, repeats, contradictions, leaks. Counts, and the first rows of each; mends nothing.
import type { Column, Partition } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { valuesOf, type GroupSource } from '../rows/group-source';
import { contradictionsAndLeaks, noInput, Repeats } from './equal-rows';
import type { Look } from './one-pass';
import type { RowHashes } from './hash-words';
import { hashRows } from './row-hash';

/** What is to be checked; `labels` and `classes` as `collectLabels` gives them. */
export interface QualityInput {
  source: GroupSource;
  columns: readonly Column[];
  features: readonly string[];
  target: string;
  labels: Int32Array;
  classes: readonly string[];
  /** One byte a row: its split code. */
  assignment: Uint8Array;
}

const conflicting = 1;
const inTrain = 2;
/** A row that is in a part has the input: its label is known. */
const labelled = 4;

/** Distinct inputs, each named by the first row that has it: 17 bytes a row and a flat table of 4 bytes a slot, half of the slots free. */
class InputTable {
  readonly #mask: number;
  /** One more than the first row of an input; 0 where the slot is free. */
  readonly #first: Uint32Array;
  /** Both halves of the hash of each row's input. */
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  /** Of each input, by its first row: the label of the first of its rows that are in a part. */
  readonly #label: Int32Array;
  readonly flags: Uint8Array;

  constructor(rows: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2)));
    this.#mask = slots - 1;
    this.#first = new Uint32Array(slots);
    this.#low = new Uint32Array(rows);
    this.#high = new Uint32Array(rows);
    this.#label = new Int32Array(rows);
    this.flags = new Uint8Array(rows);
  }

  /** Adds the inputs of rows that begin at one; `firsts` becomes the first row that has the input of each. */
  add(firstRow: number, { low, high }: RowHashes, firsts: Uint32Array): void {
    const [table, lows, highs, mask] = [this.#first, this.#low, this.#high, this.#mask];
    lows.set(low, firstRow);
    highs.set(high, firstRow);
    for (let index = 0; index < low.length; index++) {
      const [one, other] = [low[index]!, high[index]!];
      let slot = (one ^ other) & mask;
      let first = firstRow + index;
      for (; ; slot = (slot + 1) & mask) {
        const known = table[slot]!;
        if (known === 0) {
          table[slot] = first + 1;
          break;
        }
        if (lows[known - 1] === one && highs[known - 1] === other) {
          first = known - 1;
          break;
        }
      }
      firsts[index] = first;
    }
  }

  /** Notes that a row of a part has the label and the input. */
  note(input: number, label: number, isTrain: boolean): void {
    const flags = this.flags[input]!;
    if ((flags & labelled) === 0) this.#label[input] = label;
    const conflict = this.#label[input] === label ? 0 : conflicting;
    this.flags[input] = flags | labelled | conflict | (isTrain ? inTrain : 0);
  }
}

function missingCodes(codes: Int32Array): number {
  let missing = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row]! < 0) missing++;
  return missing;
}

function missingFloats(values: Float64Array): number {
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (values[row] !== values[row]) missing++;
  return missing;
}

function countMissing(values: ColumnValues, rows: number): number {
  if ('codes' in values) return missingCodes(values.codes.subarray(0, rows));
  if ('values' in values) return missingFloats(values.values.subarray(0, rows));
  const type = columnTypeOf(values.type);
  let missing = 0;
  for (let row = 0; row < rows; row++) if (type.isMissing(values, row)) missing++;
  return missing;
}

/** Checks a partition by its features and the target; inputs are told apart by 64-bit hashes. */
export class PartitionCheck implements Look<Partition['quality']> {
  readonly wanted: ReadonlySet<string>;
  readonly #input: Omit<QualityInput, 'source'>;
  readonly #features: readonly string[];
  readonly #table: InputTable;
  /** Of each row of a part its input. */
  readonly #inputs: Uint32Array;
  readonly #repeats: Repeats;
  #missingCells = 0;

  constructor(input: Omit<QualityInput, 'source'>) {
    const { features, target, labels } = input;
    this.#input = input;
    this.#features = features.filter((name) => name !== target);
    this.wanted = new Set([...this.#features, target]);
    this.#table = new InputTable(labels.length);
    this.#inputs = new Uint32Array(labels.length).fill(noInput);
    this.#repeats = new Repeats(labels.length);
  }

  add(
    values: ReadonlyMap<string, ColumnValues>,
    { firstRow, rows }: { firstRow: number; rows: number },
  ): void {
    const { labels, assignment, target } = this.#input;
    const inputs = this.#features.map((name) => valuesOf(values, name));
    const goal = valuesOf(values, target);
    for (const each of [...inputs, goal]) this.#missingCells += countMissing(each, rows);
    const hashes = hashRows(inputs, rows);
    this.#repeats.begin(firstRow, hashRows([goal], rows));
    const firsts = new Uint32Array(rows);
    this.#table.add(firstRow, hashes, firsts);
    for (let index = 0; index < rows; index++) {
      const [row, first] = [firstRow + index, firsts[index]!];
      if (row !== first) this.#repeats.add(row, first, hashes.low[index]!, hashes.high[index]!);
      if (assignment[row] === splitCodes.excluded) continue;
      this.#inputs[row] = first;
      this.#table.note(first, labels[row] ?? -1, assignment[row] === splitCodes.train);
    }
  }

  result(): Partition['quality'] {
    const { labels, assignment, classes } = this.#input;
    const inputs = this.#inputs;
    const { flags } = this.#table;
    return {
      requiredCells: labels.length * this.wanted.size,
      missingCells: this.#missingCells,
      duplicateRows: this.#repeats.repeated,
      ...countFlags(flags, inputs, assignment),
      classCounts: countClasses(labels, classes.length),
      equalRows: {
        duplicates: this.#repeats.pairs,
        ...contradictionsAndLeaks({
          ...{ inputs, labels, assignment },
          isConflicting: (input) => (flags[input]! & conflicting) !== 0,
          isInTrain: (input) => (flags[input]! & inTrain) !== 0,
        }),
      },
    };
  }
}

function countFlags(
  flagsOf: Uint8Array,
  inputs: Uint32Array,
  assignment: Uint8Array,
): { conflictingRows: number; leakedRows: number } {
  let conflictingRows = 0;
  let leakedRows = 0;
  for (let row = 0; row < inputs.length; row++) {
    const input = inputs[row]!;
    if (input === noInput) continue;
    const flags = flagsOf[input]!;
    if (flags & conflicting) conflictingRows++;
    if (assignment[row] === splitCodes.test && flags & inTrain) leakedRows++;
  }
  return { conflictingRows, leakedRows };
}

function countClasses(labels: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) if (label >= 0 && label < classes) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
