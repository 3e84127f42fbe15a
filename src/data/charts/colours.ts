// What colours a row is drawn in: one of the most frequent levels of a column, or a number.
import type { ColourScale } from '../../contract/data/charts/charts';
import type { ColumnProfile } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { columnNamed } from '../view/column-named';
import { codesOf, numbersOf, type ChartRows, type ChartTable } from './chart';

/** Levels that have a colour of their own; all others share one. */
const mostLevels = 5;

/** The most frequent levels of all rows, so that a filter changes no colour. Those of a short list keep its order. */
export function frequentLevels(
  levels: readonly string[],
  profile: ColumnProfile | undefined,
  most: number,
): string[] {
  if (levels.length <= most) return [...levels];
  const counted = (profile?.top ?? []).map(({ value }) => value).filter((value) => levels.includes(value));
  return [...new Set([...counted, ...levels])].slice(0, most);
}

/** The place of each code among chosen levels; all others have the place after them. */
export function placesOf(levels: readonly string[], chosen: readonly string[]): Int32Array {
  const places = new Map(chosen.map((level, place) => [level, place]));
  return Int32Array.from(levels, (level) => places.get(level) ?? chosen.length);
}

/** Colours of the rows of a column. */
export interface Colouring {
  column: string;
  scale: ColourScale;
  /** Colour of a row at a place of a group; NaN where it is missing. */
  of(rows: ChartRows): (row: number) => number;
}

/** The colouring by a column; null where none is asked for. */
export function colouringBy(table: ChartTable, name: string | null): Colouring | null {
  if (name === null) return null;
  const column = columnNamed(table.columns, name);
  const profile = table.profiles.find((each) => each.name === name);
  if (column.type === 'category') {
    const levels = frequentLevels(column.categories, profile, mostLevels);
    const places = placesOf(column.categories, levels);
    const scale = { kind: 'levels', levels, hasOthers: column.categories.length > levels.length } as const;
    return {
      column: name,
      scale,
      of: ({ values }) => {
        const codes = codesOf(values, name);
        return (row) => (codes[row]! < 0 ? NaN : places[codes[row]!]!);
      },
    };
  }
  if (column.type !== 'number' && column.type !== 'datetime')
    throw new HearthError('input_invalid', { field: 'chart', column: name });
  const scale = {
    kind: 'numbers',
    low: profile?.number?.min ?? 0,
    high: profile?.number?.max ?? 1,
  } as const;
  return {
    column: name,
    scale,
    of: ({ values }) => {
      const numbers = numbersOf(values, name);
      return (row) => numbers[row]!;
    },
  };
}
