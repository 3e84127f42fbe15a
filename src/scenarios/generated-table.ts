// A table made by a generator: columns, rows, and their reading as a dataset. The same from the same seed; nobody in it exists.
import type { Column, DatasetVersion } from '../contract/data/dataset';
import type { ColumnValues, RowBatch } from '../data/columns/values';
import { Inspector } from '../data/profile/inspect';
import { checkAbort } from '../data/rows/group-source';
import type { DatasetReading, ReadOptions } from '../data/rows/reading';
import type { Philox } from '../domain/random';
import type { Scenario } from './scenario';

/** What a column holds: numbers, moments in milliseconds since 1970 (UTC), or one of the values given. */
export type GeneratedColumn = 'number' | 'datetime' | readonly string[];

/** A row by the names of its columns; null where a cell is missing. */
export type GeneratedRow<Columns extends Readonly<Record<string, GeneratedColumn>>> = {
  -readonly [Name in keyof Columns]:
    (Columns[Name] extends readonly (infer Value extends string)[] ? Value : number) | null;
};

/** Columns in order and the rows that a seed makes. */
export interface GeneratedTable<Columns extends Readonly<Record<string, GeneratedColumn>>> {
  columns: Columns;
  /** Decides every row of the shipped table. */
  seed: number;
  rows: (seed: number) => GeneratedRow<Columns>[];
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The columns as a dataset has them; categories sorted as a file's would be. */
export function columnsOf({ columns }: { columns: Readonly<Record<string, GeneratedColumn>> }): Column[] {
  return Object.entries(columns).map(([name, kind]) =>
    typeof kind === 'string'
      ? { name, type: kind, categories: [], shape: null }
      : { name, type: 'category', categories: kind.toSorted(compareTexts), shape: null },
  );
}

/** All rows as one group: few enough of them. */
export function batchOf<Columns extends Readonly<Record<string, GeneratedColumn>>>(
  table: GeneratedTable<Columns>,
  seed = table.seed,
): RowBatch {
  const rows: Readonly<Record<string, string | number | null>>[] = table.rows(seed);
  const values = columnsOf(table).map(({ name, type, categories }): ColumnValues => {
    const cells = rows.map((row) => row[name]);
    if (type === 'category') {
      const codeOf = new Map<unknown, number>(categories.map((value, code) => [value, code]));
      return { type, codes: Int32Array.from(cells, (cell) => codeOf.get(cell) ?? -1) };
    }
    const numbers = Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN));
    return { type: type === 'datetime' ? type : 'number', values: numbers };
  });
  return { firstRow: 0, rows: rows.length, values };
}

/** The table as a scenario reads it; progress is in rows. */
export function readGenerated<Columns extends Readonly<Record<string, GeneratedColumn>>>(
  table: GeneratedTable<Columns>,
  { signal, onProgress }: ReadOptions,
): DatasetReading {
  const columns = columnsOf(table);
  const inspector = new Inspector(columns);
  return {
    columns,
    async *groups() {
      checkAbort(signal);
      const batch = await Promise.resolve(batchOf(table));
      inspector.add(batch);
      yield batch;
      onProgress(batch.rows, batch.rows);
    },
    finish: async () => ({ ...(await inspector.finish()), notices: [], noticeCount: 0 }),
  };
}

/** Where a generated table comes from, as the dataset's record shows it. */
export const generatedSource = (name: string, seed: number): DatasetVersion['source'] => ({
  kind: 'scenario',
  name,
  bytes: 0,
  encoding: null,
  delimiter: null,
  synthetic: true,
  licence: 'CC0-1.0',
  origin: `Philox, seed ${seed}`,
});

/** A scenario of a generated table: its plan, and all else from the table. */
export function generatedScenario<Columns extends Readonly<Record<string, GeneratedColumn>>>(
  name: string,
  plan: Scenario['plan'],
  table: GeneratedTable<Columns>,
): Scenario {
  return {
    plan,
    source: generatedSource(name, table.seed),
    read: (options) => readGenerated(table, options),
  };
}

/** One of the values, by weights that add up to 1. */
export function draw<T>(random: Philox, values: readonly T[], weights: readonly number[]): T {
  let at = random.uniform();
  for (const [index, value] of values.entries()) {
    at -= weights[index] ?? 0;
    if (at < 0) return value;
  }
  const last = values[values.length - 1];
  if (last === undefined) throw new RangeError('nothing to draw from');
  return last;
}

/** The value, kept between two bounds. */
export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** The nearest multiple of a unit, without what binary fractions add to it. */
export const roundTo = (value: number, unit: number): number =>
  Number((Math.round(value / unit) * unit).toFixed(6));

/** The probability of log-odds. */
export const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** An exponentially distributed wait. */
export const wait = (random: Philox, mean: number): number => -mean * Math.log(1 - random.uniform());
