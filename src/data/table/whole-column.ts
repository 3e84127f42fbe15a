// One column over all rows, as numbers: what steps over the set of rows work on. Texts and levels become numbers that name them.
import type { Cell, Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { cellAt } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { unfit } from '../transforms/change-column';
import { concatArrays } from './concat-values';
import { isQuantity } from './quantity';
import { onlyColumns, type Rows } from './rows';
import { columnOf } from '../transforms/columns-of';

/** Rows that a step may hold an index of: 20 million take 240 MB. */
const mostRows = 20_000_000;
/** Distinct texts of a column that are held, and groups that are made. */
export const mostGroups = 1_000_000;

/** @throws HearthError `rows_excessive`. */
export function checkRowCount(rows: number): void {
  if (rows > mostRows) throw new HearthError('rows_excessive', {}, { limit: mostRows });
}

/** A column's values in the order of rows. */
export interface WholeColumn {
  column: Column;
  /** NaN where missing. */
  values: Float64Array;
  /** The cell that a value stands for. */
  cell(value: number): Cell;
}

/** Names texts by numbers, in the order in which they come. */
export class Names {
  readonly texts: string[] = [];
  readonly #codes = new Map<string, number>();
  readonly #column: string;

  constructor(column: string) {
    this.#column = column;
  }

  of(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    if (this.texts.length === mostGroups)
      throw new HearthError('groups_excessive', { column: this.#column }, { limit: mostGroups });
    this.#codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** Reads one column of all rows. @throws HearthError `column_unknown`, `input_invalid` for images, `groups_excessive`. */
export async function wholeColumn(rows: Rows, name: string): Promise<WholeColumn> {
  const [column] = await wholeColumns(rows, [name]);
  if (!column) throw new HearthError('column_unknown', { column: name });
  return column;
}

/** Reads several in one pass, in the order of their names. */
export async function wholeColumns(rows: Rows, names: readonly string[]): Promise<WholeColumn[]> {
  const found = names.map((name) => columnOf(rows.columns, name));
  for (const column of found) if (column.shape !== null) throw unfit(column);
  const narrow = onlyColumns(rows, names);
  const read = found.map(readerOf);
  const places = names.map((name) => narrow.columns.findIndex((column) => column.name === name));
  const parts = found.map((): Float64Array[] => []);
  let count = 0;
  for await (const batch of narrow.groups()) {
    count += batch.rows;
    checkRowCount(count);
    places.forEach((place, at) => {
      const values = batch.values[place];
      if (values) parts[at]?.push(read[at]!.numbers(values, batch.rows));
    });
  }
  return found.map((column, at) => ({
    column,
    values: concatArrays(parts[at] ?? []),
    cell: read[at]!.cell,
  }));
}

interface Reader {
  numbers(values: ColumnValues, rows: number): Float64Array;
  cell(value: number): Cell;
}

function readerOf(column: Column): Reader {
  if (isQuantity(column)) {
    return {
      numbers: (values) => ('values' in values ? Float64Array.from(values.values) : new Float64Array()),
      cell: (value) => (Number.isNaN(value) ? null : value),
    };
  }
  const names = new Names(column.name);
  for (const level of column.categories) names.of(level);
  return {
    numbers(values, rows) {
      if ('codes' in values) return Float64Array.from(values.codes, (code) => (code < 0 ? NaN : code));
      return Float64Array.from({ length: rows }, (_, row) => {
        const cell = cellAt(column, values, row);
        return cell === null ? NaN : names.of(String(cell));
      });
    },
    cell: (value) => names.texts[value] ?? null,
  };
}
