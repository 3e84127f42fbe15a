// Measures every pair of columns on evenly spaced rows: memory and time stay bounded whatever the table.
import type { Association, Associations, NumberSpread } from '../../contract/data/charts/associations';
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import { checkAbort, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { orderOf } from '../../domain/predictive/order';
import { correlationRatio, cramersV, pearson, quantile, ranksAmong } from './measures';

const mostRows = 10_000;
const mostColumns = 40;
const mostLevels = 100;
const shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/** The looked-at rows of a column; missing is NaN or −1. */
type Sample = { name: string } & (
  { kind: 'numbers'; values: Float64Array } | { kind: 'levels'; codes: Int32Array }
);

/** Numbers, dates and categories of few levels; a column of one value goes with nothing. */
function canMeasure({ type, categories }: Column, profile: ColumnProfile | undefined): boolean {
  if (profile && profile.distinct < 2) return false;
  if (type === 'category') return categories.length <= mostLevels;
  return type === 'number' || type === 'datetime';
}

async function samplesOf(
  source: GroupSource,
  columns: readonly Column[],
  rows: number,
  signal: AbortSignal,
): Promise<{ samples: Sample[]; rows: number }> {
  const step = Math.max(1, rows / mostRows);
  const count = Math.min(rows, mostRows);
  const samples = columns.map(({ name, type }): Sample =>
    type === 'category'
      ? { name, kind: 'levels', codes: new Int32Array(count) }
      : { name, kind: 'numbers', values: new Float64Array(count) },
  );
  const wanted = new Set(columns.map(({ name }) => name));
  let at = 0;
  for (const [index, { firstRow, rows: length }] of source.groups.entries()) {
    await letMessagesIn();
    checkAbort(signal);
    const begin = at;
    while (at < count && Math.floor(at * step) < firstRow + length) at++;
    if (at === begin) continue;
    const read = await source.read(index, wanted);
    for (const sample of samples) {
      const values = read.get(sample.name);
      for (let place = begin; place < at; place++) {
        const row = Math.floor(place * step) - firstRow;
        if (sample.kind === 'levels' && values && 'codes' in values) sample.codes[place] = values.codes[row]!;
        if (sample.kind === 'numbers' && values && 'values' in values)
          sample.values[place] = values.values[row]!;
      }
    }
  }
  return { samples, rows: count };
}

/** Measures pairs of columns over the rows in which neither is missing, in the same few arrays for all pairs. */
class Pairs {
  readonly #samples: readonly Sample[];
  /** Of each column of numbers its rows in the order of the values; empty of levels. */
  readonly orders: Uint32Array[];
  readonly #placeOf: Int32Array;
  readonly #kept: Uint32Array;
  readonly #numbers: [Float64Array, Float64Array];
  readonly #codes: [Int32Array, Int32Array];

  constructor(samples: readonly Sample[], rows: number) {
    this.#samples = samples;
    this.orders = samples.map((sample) =>
      sample.kind === 'numbers' ? orderOf(sample.values) : new Uint32Array(0),
    );
    this.#placeOf = new Int32Array(rows);
    this.#kept = new Uint32Array(rows);
    this.#numbers = [new Float64Array(rows), new Float64Array(rows)];
    this.#codes = [new Int32Array(rows), new Int32Array(rows)];
  }

  measure(one: number, other: number): Association {
    const [a, b] = [this.#samples[one]!, this.#samples[other]!];
    const count = this.#keep(a, b);
    const base = { one, other, rows: count };
    if (a.kind === 'numbers' && b.kind === 'numbers') {
      const [x, y] = [this.#numbersOf(a, 0, count), this.#numbersOf(b, 1, count)];
      const r = pearson(x, y);
      // Spearman's ρ is Pearson's r of the ranks.
      ranksAmong(a.values, this.orders[one]!, this.#placeOf, x);
      ranksAmong(b.values, this.orders[other]!, this.#placeOf, y);
      return { ...base, kind: 'numbers', pearson: r, spearman: pearson(x, y) };
    }
    if (a.kind === 'levels' && b.kind === 'levels') {
      const v = cramersV(this.#codesOf(a, 0, count), this.#codesOf(b, 1, count));
      return { ...base, kind: 'levels', cramersV: v };
    }
    const [number, level] = a.kind === 'numbers' ? [a, b] : [b, a];
    if (number.kind !== 'numbers' || level.kind !== 'levels') throw new Error('a pair of no kind');
    const ratio = correlationRatio(this.#numbersOf(number, 0, count), this.#codesOf(level, 0, count));
    return { ...base, kind: 'mixed', correlationRatio: ratio };
  }

  /** Finds the rows in which neither is missing. @returns how many there are */
  #keep(a: Sample, b: Sample): number {
    const [kept, placeOf] = [this.#kept, this.#placeOf];
    placeOf.fill(0);
    for (const sample of [a, b])
      if (sample.kind === 'numbers') {
        const { values } = sample;
        for (let row = 0; row < values.length; row++) if (values[row] !== values[row]) placeOf[row] = -1;
      } else {
        const { codes } = sample;
        for (let row = 0; row < codes.length; row++) if (codes[row]! < 0) placeOf[row] = -1;
      }
    let count = 0;
    for (let row = 0; row < placeOf.length; row++) {
      if (placeOf[row] !== 0) continue;
      placeOf[row] = count;
      kept[count++] = row;
    }
    return count;
  }

  #numbersOf({ values }: { values: Float64Array }, side: 0 | 1, count: number): Float64Array {
    const numbers = this.#numbers[side];
    for (let at = 0; at < count; at++) numbers[at] = values[this.#kept[at]!]!;
    return numbers.subarray(0, count);
  }

  #codesOf({ codes }: { codes: Int32Array }, side: 0 | 1, count: number): Int32Array {
    const found = this.#codes[side];
    for (let at = 0; at < count; at++) found[at] = codes[this.#kept[at]!]!;
    return found.subarray(0, count);
  }
}

function spreadOf(column: string, values: Float64Array, order: Uint32Array): NumberSpread | null {
  const sorted = Float64Array.from(order, (row) => values[row]!);
  if (sorted.length === 0) return null;
  const [q25, q75] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const fences = { low: q25 - 1.5 * (q75 - q25), high: q75 + 1.5 * (q75 - q25) };
  const outliers = sorted.filter((value) => value < fences.low || value > fences.high).length;
  return { column, quantiles: shares.map((share) => quantile(sorted, share)), outliers, fences };
}

/** Every pair of columns that can be measured, at most the first 40 of them. */
export async function measureAssociations(
  source: GroupSource,
  { columns, profiles }: { columns: readonly Column[]; profiles: readonly ColumnProfile[] },
  signal: AbortSignal,
): Promise<Associations> {
  const total = source.groups.reduce((sum, group) => sum + group.rows, 0);
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  const fitting = columns.filter((column) => canMeasure(column, byName.get(column.name)));
  const { samples, rows } = await samplesOf(source, fitting.slice(0, mostColumns), total, signal);
  const measured = new Pairs(samples, rows);
  const pairs: Association[] = [];
  for (let one = 0; one < samples.length; one++)
    for (let other = one + 1; other < samples.length; other++) {
      await letMessagesIn();
      checkAbort(signal);
      pairs.push(measured.measure(one, other));
    }
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const spreads = samples.flatMap((sample, index) =>
    sample.kind === 'numbers' && types.get(sample.name) === 'number'
      ? (spreadOf(sample.name, sample.values, measured.orders[index]!) ?? [])
      : [],
  );
  return {
    columns: samples.map(({ name }) => name),
    pairs,
    spreads,
    rows,
    wholeRows: rows === total,
    wholeColumns: fitting.length <= mostColumns,
  };
}
