// How well each single feature predicts the target, on a sample of the rows: one that gives the answer away is found before a model learns it.
// Not for the formulas: those are in domain/predictive.
import type { Column, Partition } from '../../contract/data/dataset';
import { columnTypes } from '../../contract/data/column-types';
import { splitCodes } from '../../contract/data/split-codes';
import { midRanks, predictivePower } from '../../domain/predictive/power';
import { RepeatEstimate } from '../../domain/predictive/repeats';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues, ValuesOf } from '../columns/values';
import { checkAbort, valuesOf } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { QualityInput } from './check-partition';

/** What the measure adds to a partition's quality. */
export type Predictive = NonNullable<Partition['quality']['predictive']>;

const mostRows = 10_000;
const fewestRows = 2_000;
/** Rows times features that are measured in about a second or two. */
const mostCells = 2_000_000;

/** Measures every feature that stands among others; pixels are none. */
export async function measurePower(
  input: QualityInput & { counts: Partition['counts'] },
  signal?: AbortSignal,
): Promise<Predictive> {
  const names = new Set(input.features);
  const features = input.columns.filter(
    ({ name, type }) => name !== input.target && names.has(name) && columnTypes[type].feature === 'among',
  );
  const sample = await takeSample(input, features, signal);
  const { rows, target, columns } = sample;
  const classes = input.classes.length;
  const goal = {
    classes,
    values: classes > 0 ? Float64Array.from(rows, (row) => input.labels[row]!) : midRanks(target),
  };
  const scores: Predictive['columns'] = [];
  const isTest = (row: number) => input.assignment[rows[row]!] === splitCodes.test;
  const repeats = new RepeatEstimate(goal, isTest);
  for (const [index, { name }] of features.entries()) {
    const values = columns[index]!;
    const score = predictivePower(values, goal);
    if (score !== null) scores.push({ name, score });
    repeats.add(values);
    await letMessagesIn();
    checkAbort(signal);
  }
  const expected = features.length > 0 ? repeats.expected(input.counts) : 0;
  return { rows: rows.length, columns: scores, expectedRepeats: expected };
}

interface Sample {
  rows: Uint32Array;
  target: Float64Array;
  /** Of every feature the values as numbers, a category's by the order of its names; NaN where missing. */
  columns: Float64Array[];
}

async function takeSample(
  { source, labels, assignment, target, columns }: QualityInput,
  features: readonly Column[],
  signal: AbortSignal | undefined,
): Promise<Sample> {
  const rows = sampledRows(labels, assignment, features.length);
  const answer = columns.find(({ name }) => name === target);
  const quantity = answer && columnTypeOf(answer.type).target?.quantity;
  const sample: Sample = {
    rows,
    target: new Float64Array(rows.length),
    columns: features.map(() => new Float64Array(rows.length)),
  };
  const places = features.map(placesOf);
  const wanted = new Set([target, ...features.map(({ name }) => name)]);
  let at = 0;
  for (let index = 0; index < source.groups.length; index++) {
    checkAbort(signal);
    const { firstRow, rows: count } = source.groups[index] ?? { firstRow: 0, rows: 0 };
    const from = at;
    while (at < rows.length && rows[at]! < firstRow + count) at++;
    if (at === from) continue;
    const read = await source.read(index, wanted);
    const answers = valuesOf(read, target);
    const inputs = features.map(({ name }) => valuesOf(read, name));
    for (let sampled = from; sampled < at; sampled++) {
      const row = rows[sampled]! - firstRow;
      if (quantity) sample.target[sampled] = quantity(answers, row);
      inputs.forEach((values, feature) => {
        sample.columns[feature]![sampled] = numberAt(values, row, places[feature]!);
      });
    }
  }
  return sample;
}

/** The rows with a target, or as many of them as are enough, the same each time. */
function sampledRows(labels: Int32Array, assignment: Uint8Array, features: number): Uint32Array {
  const limit = Math.max(fewestRows, Math.min(mostRows, Math.floor(mostCells / Math.max(1, features))));
  const usable = Uint32Array.from(labels.keys()).filter(
    (row) => labels[row]! >= 0 && assignment[row] !== splitCodes.excluded,
  );
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
