// Columns as the dimensions of a map: numbers and dates standardised, levels one-hot. What is missing is the mean, and no level.
import type { Column } from '../../../contract/data/dataset';
import { chartRows, codesOf, numbersOf, type ChartRows, type ChartTable } from '../chart';
import type { Dimension, EncodedColumn } from './fitted-map';
import { frequentLevels, placesOf } from '../colours';

/** Levels beyond the most frequent have no dimension. */
const mostLevels = 20;
/** Columns beyond these dimensions are left out: a table of thousands of columns must not wait for minutes. */
const mostDimensions = 120;

interface Moments {
  count: number;
  mean: number;
  squares: number;
}

/** Adds the values of a group (Chan, Golub and LeVeque 1979: the parallel form of Welford's). */
function addTo(known: Moments, values: Float64Array, chosen: Uint32Array, step: number): Moments {
  let [count, sum] = [0, 0];
  for (let at = 0; at < chosen.length; at += step) {
    const value = values[chosen[at]!]!;
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
  }
  if (count === 0) return known;
  const mean = sum / count;
  let squares = 0;
  for (let at = 0; at < chosen.length; at += step) {
    const value = values[chosen[at]!]!;
    if (Number.isFinite(value)) squares += (value - mean) ** 2;
  }
  const whole = known.count + count;
  const apart = mean - known.mean;
  return {
    count: whole,
    mean: known.mean + (apart * count) / whole,
    squares: known.squares + squares + (apart * apart * known.count * count) / whole,
  };
}

/** The columns that can be dimensions, with as many dimensions as they take. */
function fitting(
  { columns, profiles }: ChartTable,
  names: readonly string[],
): { column: Column; levels: string[] }[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  let width = 0;
  return names.flatMap((name) => {
    const column = byName.get(name);
    if (!column || !['number', 'datetime', 'category'].includes(column.type)) return [];
    const profile = profiles.find((each) => each.name === name);
    const levels = column.type === 'category' ? frequentLevels(column.categories, profile, mostLevels) : [];
    const takes = Math.max(1, levels.length);
    if (width + takes > mostDimensions) return [];
    width += takes;
    return [{ column, levels }];
  });
}

/** The encoding of columns, learnt from every `step`-th row. */
export async function encodedColumns(
  table: ChartTable,
  names: readonly string[],
  stepFor: (dimensions: number) => number,
  signal: AbortSignal,
): Promise<{ columns: EncodedColumn[]; dimensions: Dimension[]; step: number }> {
  const found = fitting(table, names);
  const numbers = found.filter(({ column }) => column.type !== 'category').map(({ column }) => column.name);
  const step = stepFor(found.reduce((sum, { levels }) => sum + Math.max(1, levels.length), 0));
  const moments = new Map<string, Moments>();
  if (numbers.length > 0)
    for await (const { values, chosen } of chartRows(table, numbers, signal))
      for (const name of numbers) {
        const known = moments.get(name) ?? { count: 0, mean: 0, squares: 0 };
        moments.set(name, addTo(known, numbersOf(values, name), chosen, step));
      }
  const dimensions: Dimension[] = [];
  const columns = found.map(({ column: { name, categories }, levels }): EncodedColumn => {
    const from = dimensions.length;
    const { count, mean, squares } = moments.get(name) ?? { count: 0, mean: 0, squares: 0 };
    if (levels.length === 0) {
      dimensions.push({ column: name, level: null });
      return { name, from, kind: 'number', mean, scale: Math.sqrt(squares / count) || 1 };
    }
    dimensions.push(...levels.map((level) => ({ column: name, level })));
    return { name, from, kind: 'levels', places: placesOf(categories, levels), width: levels.length };
  });
  return { columns, dimensions, step };
}

/** Calls `set` with each dimension of a row that is not zero. */
export function encoderOf(
  columns: readonly EncodedColumn[],
  { values }: Pick<ChartRows, 'values'>,
): (row: number, set: (dimension: number, value: number) => void) => void {
  const read = columns.map((column) =>
    column.kind === 'number'
      ? { ...column, numbers: numbersOf(values, column.name) }
      : { ...column, codes: codesOf(values, column.name) },
  );
  return (row, set) => {
    for (const column of read) {
      if ('numbers' in column) {
        const value = column.numbers[row]!;
        if (Number.isFinite(value)) set(column.from, (value - column.mean) / column.scale);
        continue;
      }
      const code = column.codes[row]!;
      const place = code < 0 ? column.width : column.places[code]!;
      if (place < column.width) set(column.from + place, 1);
    }
  };
}
