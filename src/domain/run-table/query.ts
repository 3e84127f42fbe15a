// Which runs of a table show, in which order and groups. Works on columns of values and in short pieces, so that the page stays free with
// ten thousand runs; it knows nothing of what a run is.
import type { ExpressionColumn, Program } from '../expressions/compile';
import type { ValueType } from '../expressions/expression';

export type RunValue = number | string | boolean | null;

/** A column: one value a row, null where there is none. */
export interface RunColumn {
  id: string;
  type: ValueType;
  values: readonly RunValue[];
}

export interface RunSort {
  column: RunColumn;
  descending: boolean;
}

export interface RunQuery {
  rows: number;
  /** Of each row all its words in lower case; null where nothing is sought. */
  sought: { text: string; of: (row: number) => string } | null;
  condition: { program: Program; columns: ReadonlyMap<string, RunColumn> } | null;
  /** The first decides. Rows that are equal keep their order; missing values come last in both directions. */
  sort: readonly RunSort[];
  /** The groups of a row; more than one where it has several tags. */
  groupsOf: ((row: number) => readonly string[]) | null;
  /** Of several rows which is the best; null where none has a value. */
  best: { values: readonly (number | null)[]; higher: boolean } | null;
}

/** Rows by their places, in order. */
export interface RunGroup {
  key: string;
  rows: number[];
  /** The row that is best of it. */
  best: number | null;
}

export interface FoundRuns {
  /** How many rows meet the query, each counted once. */
  count: number;
  /** One group without a key where nothing is grouped. */
  groups: RunGroup[];
}

/** Rows that are looked at before the thread is offered to others. */
const rowsAtOnce = 500;

/** Answers a query; `pause` gives other work its turn where it is time for that, and throws to stop. */
export async function findRuns(query: RunQuery, pause: () => Promise<void>): Promise<FoundRuns> {
  const kept = await meeting(query, pause);
  const ordered = query.sort.length > 0 ? await sorted(kept, query.sort, pause) : kept;
  const groups = new Map<string, number[]>();
  if (!query.groupsOf) groups.set('', ordered);
  else
    for (const [place, row] of ordered.entries()) {
      if (place % rowsAtOnce === 0) await pause();
      for (const key of query.groupsOf(row)) {
        const own = groups.get(key);
        if (own) own.push(row);
        else groups.set(key, [row]);
      }
    }
  return {
    count: kept.length,
    groups: [...groups].map(([key, rows]) => ({ key, rows, best: bestOf(rows, query.best) })),
  };
}

async function meeting({ rows, sought, condition }: RunQuery, pause: () => Promise<void>): Promise<number[]> {
  const meets = condition?.program.bind((name) => {
    const values = condition.columns.get(name)?.values ?? [];
    return (row) => values[row] ?? null;
  });
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (row % rowsAtOnce === 0) await pause();
    if (meets && meets(row) !== true) continue;
    if (sought && !sought.of(row).includes(sought.text)) continue;
    kept.push(row);
  }
  return kept;
}

/** By ranks, so that texts are compared once for each that is different. */
async function sorted(
  rows: readonly number[],
  sort: readonly RunSort[],
  pause: () => Promise<void>,
): Promise<number[]> {
  const keys: { ranks: Float64Array; sign: number }[] = [];
  for (const { column, descending } of sort) {
    await pause();
    keys.push({ ranks: ranksOf(column), sign: descending ? -1 : 1 });
  }
  await pause();
  const places = Uint32Array.from(rows);
  places.sort((a, b) => {
    for (const { ranks, sign } of keys) {
      const [one, other] = [ranks[a]!, ranks[b]!];
      if (one === other) continue;
      if (Number.isNaN(one)) {
        if (Number.isNaN(other)) continue;
        return 1;
      }
      if (Number.isNaN(other)) return -1;
      return (one - other) * sign;
    }
    return a - b;
  });
  return [...places];
}

/** More different texts are compared by their code units: a collator takes a fifth of a second for ten thousand. */
const mostCollated = 1000;

/** Numbers that order as the values do; NaN for what is missing. */
export function ranksOf({ values }: Pick<RunColumn, 'values'>): Float64Array {
  if (!values.some((value) => typeof value === 'string'))
    return Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));
  const texts = [...new Set(values.filter((value): value is string => typeof value === 'string'))];
  if (texts.length > mostCollated) texts.sort();
  else {
    const collator = new Intl.Collator(undefined, { numeric: true });
    texts.sort((a, b) => collator.compare(a, b));
  }
  const ranks = new Map(texts.map((text, rank) => [text, rank]));
  // A field that is a number in some recipes and a word in others: numbers first.
  return Float64Array.from(values, (value) =>
    value === null
      ? NaN
      : typeof value === 'string'
        ? Number.MAX_SAFE_INTEGER - texts.length + ranks.get(value)!
        : Number(value),
  );
}

function bestOf(rows: readonly number[], best: RunQuery['best']): number | null {
  let found: number | null = null;
  for (const row of rows) {
    const value = best?.values[row];
    if (value === undefined || value === null || Number.isNaN(value)) continue;
    const known = found === null ? null : best!.values[found]!;
    if (known === null || (best!.higher ? value > known : value < known)) found = row;
  }
  return found;
}

/** The columns as an expression sees them. */
export function asExpressionColumns(
  columns: ReadonlyMap<string, Pick<RunColumn, 'type'>>,
): Map<string, ExpressionColumn> {
  return new Map([...columns].map(([name, { type }]) => [name, { type }]));
}
