// How well each single feature predicts the target, on a sample of the rows: one that gives the answer away is found before a model learns it.
// Not for the formulas: those are in domain/predictive.
import type { Column, Partition } from '../../contract/data/dataset';
import { columnTypes } from '../../contract/data/column-types';
import { splitCodes } from '../../contract/data/split-codes';
import { midRanks } from '../../domain/predictive/order';
import { predictivePower } from '../../domain/predictive/power';
import { RepeatEstimate } from '../../domain/predictive/repeats';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues, ValuesOf } from '../columns/values';
import { checkAbort, valuesOf } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { QualityInput } from './check-partition';
import type { Look } from './one-pass';

/** What the measure adds to a partition's quality. */
export type Predictive = NonNullable<Partition['quality']['predictive']>;

type PowerInput = Omit<QualityInput, 'source'> & { counts: Partition['counts'] };

const mostRows = 10_000;
const fewestRows = 2_000;
/** Rows times features that are measured in about a second or two. */
const mostCells = 2_000_000;

/** Measures every feature that stands among others; pixels are none. */
export class PowerMeasure implements Look<Predictive> {
  readonly wanted: ReadonlySet<string>;
  readonly #input: PowerInput;
  readonly #features: readonly Column[];
  readonly #places: Float64Array[];
  readonly #rows: Uint32Array;
  /** The target as a number, where it is one. */
  readonly #target: Float64Array;
  /** Of every feature the values as numbers, a category's by the order of its names; NaN where missing. */
  readonly #values: Float64Array[];
  #at = 0;

  constructor(input: PowerInput) {
    const { columns, features, target, labels, assignment } = input;
    const names = new Set(features);
    this.#input = input;
    this.#features = columns.filter(
      ({ name, type }) => name !== target && names.has(name) && columnTypes[type].feature === 'among',
    );
    this.wanted = new Set([target, ...this.#features.map(({ name }) => name)]);
    this.#places = this.#features.map(placesOf);
    this.#rows = sampledRows(labels, assignment, this.#features.length);
    this.#target = new Float64Array(this.#rows.length);
    this.#values = this.#features.map(() => new Float64Array(this.#rows.length));
  }

  add(
    values: ReadonlyMap<string, ColumnValues>,
    { firstRow, rows: count }: { firstRow: number; rows: number },
  ): void {
    const [rows, from] = [this.#rows, this.#at];
    while (this.#at < rows.length && rows[this.#at]! < firstRow + count) this.#at++;
    if (this.#at === from) return;
    const answers = valuesOf(values, this.#input.target);
    const quantity = columnTypeOf(answers.type).target?.quantity;
    if (quantity)
      for (let at = from; at < this.#at; at++) this.#target[at] = quantity(answers, rows[at]! - firstRow);
    for (const [feature, { name }] of this.#features.entries()) {
      const [read, sampled, places] = [
        valuesOf(values, name),
        this.#values[feature]!,
        this.#places[feature]!,
      ];
      for (let at = from; at < this.#at; at++) sampled[at] = numberAt(read, rows[at]! - firstRow, places);
    }
  }

  async result(signal: AbortSignal | undefined): Promise<Predictive> {
    const { labels, assignment, counts, classes: names } = this.#input;
    const rows = this.#rows;
    const classes = names.length;
    const goal = {
      classes,
      values: classes > 0 ? Float64Array.from(rows, (row) => labels[row]!) : midRanks(this.#target),
    };
    const scores: Predictive['columns'] = [];
    const isTest = (row: number) => assignment[rows[row]!] === splitCodes.test;
    const repeats = new RepeatEstimate(goal, isTest);
    for (const [index, { name }] of this.#features.entries()) {
      const values = this.#values[index]!;
      const score = predictivePower(values, goal);
      if (score !== null) scores.push({ name, score });
      repeats.add(values);
      await letMessagesIn();
      checkAbort(signal);
    }
    const expected = this.#features.length > 0 ? repeats.expected(counts) : 0;
    return { rows: rows.length, columns: scores, expectedRepeats: expected };
  }
}

/** The rows with a target, or as many of them as are enough, the same each time. */
function sampledRows(labels: Int32Array, assignment: Uint8Array, features: number): Uint32Array {
  const limit = Math.max(fewestRows, Math.min(mostRows, Math.floor(mostCells / Math.max(1, features))));
  const all = new Uint32Array(labels.length);
  let count = 0;
  for (let row = 0; row < labels.length; row++)
    if (labels[row]! >= 0 && assignment[row] !== splitCodes.excluded) all[count++] = row;
  const usable = all.slice(0, count);
  if (usable.length <= limit) return usable;
  const share = limit / usable.length;
  return usable.filter((row) => scatter(row) < share);
}

/** A number in [0, 1) that looks random, of a row's number alone (the finisher of MurmurHash3). */
function scatter(row: number): number {
  let hash = Math.imul(row ^ (row >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A category's place among the sorted names, so that an id that sorts by the target is seen; numbers inside count as numbers. */
function placesOf({ categories }: Column): Float64Array {
  const padded = categories.map((name, code) => ({
    code,
    key: name.replace(/\d+/g, (digits) => digits.padStart(15, '0')),
  }));
  const places = new Float64Array(categories.length);
  padded.sort((a, b) => (a.key < b.key ? -1 : 1)).forEach(({ code }, place) => (places[code] = place));
  return places;
}

function numberAt(values: ColumnValues, row: number, places: Float64Array): number {
  if ('values' in values) return values.values[row]!;
  if ('codes' in values) return places[values.codes[row]!] ?? NaN;
  if (values.type === 'text') return values.valid[row] === 1 ? hashOf(values, row) : NaN;
  return NaN;
}

/** A number that equal texts share and others do not, by chance alone (FNV-1a): texts have no order. */
function hashOf({ offsets, bytes }: ValuesOf<'text'>, row: number): number {
  let hash = 0x811c9dc5;
  for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at++)
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash >>> 0;
}
