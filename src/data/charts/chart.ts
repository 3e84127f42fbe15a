// What a kind of chart is to the data worker: it looks at rows group by group and answers with what can be drawn.
import type { AnswerOf, ChartId, QuestionOf } from '../../contract/data/charts/charts';
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { ColumnValues } from '../columns/values';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { RowsMap } from './map/fitted-map';

/** The rows that a chart is drawn of. */
export interface ChartTable {
  columns: readonly Column[];
  profiles: readonly ColumnProfile[];
  source: GroupSource;
  /** Ascending; null: all rows. */
  rows: Uint32Array | null;
  /** The map of all its rows by some of its columns; null where these make none. */
  mapOf(columns: readonly string[], signal: AbortSignal): Promise<RowsMap | null>;
}

/** A kind of chart; it lies in the folder of its id, as `chart` of `chart.ts`. */
export interface Chart<K extends ChartId> {
  id: K;
  measure(table: ChartTable, question: QuestionOf<K>, signal: AbortSignal): Promise<AnswerOf<K>>;
}

/** Rows of one group that are looked at. */
export interface ChartRows {
  values: ReadonlyMap<string, ColumnValues>;
  /** Places in the group. */
  chosen: Uint32Array;
  firstRow: number;
}

/** How many rows are looked at. */
export function rowCount({ rows, source }: ChartTable): number {
  return rows?.length ?? source.groups.reduce((sum, group) => sum + group.rows, 0);
}

/** The rows of a table group by group, of the named columns. */
export async function* chartRows(
  { source, rows }: ChartTable,
  names: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<ChartRows, void, undefined> {
  const wanted = new Set(names);
  let every = new Uint32Array(0);
  let at = 0;
  for (const [index, { firstRow, rows: length }] of source.groups.entries()) {
    await letMessagesIn();
    checkAbort(signal);
    if (every.length < length) every = new Uint32Array(length).map((_, row) => row);
    let chosen: Uint32Array = every.subarray(0, length);
    if (rows) {
      const begin = at;
      while (at < rows.length && rows[at]! < firstRow + length) at++;
      if (at === begin) continue;
      chosen = rows.subarray(begin, at).map((row) => row - firstRow);
    }
    yield { values: await source.read(index, wanted), chosen, firstRow };
  }
}

/** Numbers or moments of a group. @throws HearthError `input_invalid` where the column holds no such thing */
export function numbersOf(values: ReadonlyMap<string, ColumnValues>, column: string): Float64Array {
  const found = valuesOf(values, column);
  if (!('values' in found)) throw new HearthError('input_invalid', { field: 'chart', column });
  return found.values;
}

/** Codes of levels of a group. @throws HearthError `input_invalid` where the column has no levels */
export function codesOf(values: ReadonlyMap<string, ColumnValues>, column: string): Int32Array {
  const found = valuesOf(values, column);
  if (!('codes' in found)) throw new HearthError('input_invalid', { field: 'chart', column });
  return found.codes;
}
