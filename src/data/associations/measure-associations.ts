// Measures every pair of columns on evenly spaced rows: memory and time stay bounded whatever the table.
import type { Association, Associations, NumberSpread } from '../../contract/data/charts/associations';
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import { checkAbort, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { correlationRatio, cramersV, pearson, quantile, spearman } from './measures';

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

const isMissing = (sample: Sample, row: number): boolean =>
  sample.kind === 'numbers' ? Number.isNaN(sample.values[row]!) : sample.codes[row]! < 0;

function pairOf(samples: readonly Sample[], one: number, other: number, rows: number): Association {
  const [a, b] = [samples[one]!, samples[other]!];
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) if (!isMissing(a, row) && !isMissing(b, row)) kept.push(row);
  const numbers = ({ values }: { values: Float64Array }) => Float64Array.from(kept, (row) => values[row]!);
  const codes = ({ codes: all }: { codes: Int32Array }) => Int32Array.from(kept, (row) => all[row]!);
  const base = { one, other, rows: kept.length };
  if (a.kind === 'numbers' && b.kind === 'numbers') {
    const [x, y] = [numbers(a), numbers(b)];
    return { ...base, kind: 'numbers', pearson: pearson(x, y), spearman: spearman(x, y) };
  }
  if (a.kind === 'levels' && b.kind === 'levels')
    return { ...base, kind: 'levels', cramersV: cramersV(codes(a), codes(b)) };
  const [number, level] = a.kind === 'numbers' ? [a, b] : [b, a];
  if (number.kind !== 'numbers' || level.kind !== 'levels') throw new Error('a pair of no kind');
  return { ...base, kind: 'mixed', correlationRatio: correlationRatio(numbers(number), codes(level)) };
}

function spreadOf(column: string, values: Float64Array): NumberSpread | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
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
  const pairs: Association[] = [];
  for (let one = 0; one < samples.length; one++)
    for (let other = one + 1; other < samples.length; other++) {
      await letMessagesIn();
      checkAbort(signal);
      pairs.push(pairOf(samples, one, other, rows));
    }
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const spreads = samples.flatMap((sample) =>
    sample.kind === 'numbers' && types.get(sample.name) === 'number'
      ? (spreadOf(sample.name, sample.values) ?? [])
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
