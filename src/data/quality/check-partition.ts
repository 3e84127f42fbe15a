// What is wrong with the rows a model will learn from: gaps, repeats, contradictions, leaks. Counts, and the first rows of each; mends nothing.
import type { Column, Partition } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { contradictionsAndLeaks, FirstRows, noSlot } from './equal-rows';
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

/** Distinct inputs in a flat hash table: 13 bytes a slot, half of the slots free. */
class InputTable {
  #mask: number;
  #low: Uint32Array;
  #high: Uint32Array;
  #used: Uint8Array;
  /** Label of the first row with this input. */
  label: Int32Array;
  flags: Uint8Array;

  constructor(rows: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2)));
    this.#mask = slots - 1;
    this.#low = new Uint32Array(slots);
    this.#high = new Uint32Array(slots);
    this.#used = new Uint8Array(slots);
    this.label = new Int32Array(slots);
    this.flags = new Uint8Array(slots);
  }

  /** The slot of an input, a new one with its label where it was not seen before. */
  slot(low: number, high: number, label: number): number {
    let at = (low ^ high) & this.#mask;
    for (; this.#used[at] === 1; at = (at + 1) & this.#mask)
      if (this.#low[at] === low && this.#high[at] === high) return at;
    this.#used[at] = 1;
    this.#low[at] = low;
    this.#high[at] = high;
    this.label[at] = label;
    return at;
  }
}

function countMissing(values: ColumnValues, rows: number): number {
  const type = columnTypeOf(values.type);
  let missing = 0;
  for (let row = 0; row < rows; row++) if (type.isMissing(values, row)) missing++;
  return missing;
}

/** Checks a partition in one pass over the features and the target; inputs are told apart by 64-bit hashes. */
export async function checkPartition(
  input: QualityInput,
  signal?: AbortSignal,
): Promise<Partition['quality']> {
  const { source, labels, assignment } = input;
  const features = input.features.filter((name) => name !== input.target);
  const wanted = new Set([...features, input.target]);
  const table = new InputTable(labels.length);
  const slots = new Uint32Array(labels.length).fill(noSlot);
  const whole = new FirstRows(labels.length);
  let missingCells = 0;
  for (let index = 0; index < source.groups.length; index++) {
    checkAbort(signal);
    const { firstRow, rows } = source.groups[index] ?? { firstRow: 0, rows: 0 };
    const read = await source.read(index, wanted);
    const inputs = features.map((name) => valuesOf(read, name));
    const target = valuesOf(read, input.target);
    for (const values of [...inputs, target]) missingCells += countMissing(values, rows);
    whole.add(firstRow, hashRows([...inputs, target], rows));
    const { low, high } = hashRows(inputs, rows);
    for (let row = 0; row < rows; row++) {
      const at = firstRow + row;
      if (assignment[at] === splitCodes.excluded) continue;
      const label = labels[at] ?? -1;
      const slot = table.slot(low[row] ?? 0, high[row] ?? 0, label);
      slots[at] = slot;
      const conflict = table.label[slot] === label ? 0 : conflicting;
      table.flags[slot] =
        (table.flags[slot] ?? 0) | conflict | (assignment[at] === splitCodes.train ? inTrain : 0);
    }
  }
  return {
    requiredCells: labels.length * wanted.size,
    missingCells,
    duplicateRows: whole.repeated,
    ...countFlags(table, slots, assignment),
    classCounts: countClasses(labels, input.classes.length),
    equalRows: {
      duplicates: whole.pairs,
      ...contradictionsAndLeaks({
        ...{ slots, labels, assignment },
        isConflicting: (slot) => ((table.flags[slot] ?? 0) & conflicting) !== 0,
        isInTrain: (slot) => ((table.flags[slot] ?? 0) & inTrain) !== 0,
      }),
    },
  };
}

function countFlags(
  table: InputTable,
  slots: Uint32Array,
  assignment: Uint8Array,
): { conflictingRows: number; leakedRows: number } {
  let conflictingRows = 0;
  let leakedRows = 0;
  for (let row = 0; row < slots.length; row++) {
    const slot = slots[row] ?? noSlot;
    if (slot === noSlot) continue;
    const flags = table.flags[slot] ?? 0;
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
