// Puts the levels of categories that have an order into it, so that the code of a level is its rank. Not for rows beside groups that are stored
// already: those keep their codes.
import type { Column } from '../../contract/data/dataset';
import { levelOrder } from '../../domain/columns/level-order';
import { isTruth } from '../../domain/columns/truth';
import type { ColumnValues } from '../columns/values';
import type { DatasetReading } from './reading';

/** The reading with its ordered categories; what was said of a column before stays. */
export function withOrderedLevels(reading: DatasetReading): DatasetReading {
  const ordered = reading.columns.map(orderedColumn);
  if (ordered.every((column) => column === null)) return reading;
  const recodings = reading.columns.map((column, index) => recoding(column, ordered[index] ?? null));
  return {
    // What is known of a column may grow until its last row; its levels and their order do not.
    get columns() {
      return orderedColumns(reading.columns);
    },
    async *groups() {
      for await (const batch of reading.groups())
        yield { ...batch, values: batch.values.map((values, index) => recodings[index]?.(values) ?? values) };
    },
    finish: () => reading.finish(),
  };
}

/** The columns as such a reading has them. */
export function orderedColumns(columns: readonly Column[]): Column[] {
  return columns.map((column) => orderedColumn(column) ?? column);
}

function orderedColumn(column: Column): Column | null {
  const { type, logical, categories, name } = column;
  if (type !== 'category' || logical !== undefined || isTruth(categories)) return null;
  const order = levelOrder(categories, name);
  return order && { ...column, logical: 'ordered', categories: order };
}

function recoding(before: Column, after: Column | null): ((values: ColumnValues) => ColumnValues) | null {
  if (!after) return null;
  const rank = new Map(after.categories.map((level, code) => [level, code]));
  const ranks = Int32Array.from(before.categories, (level) => rank.get(level) ?? -1);
  return (values) =>
    values.type === 'category'
      ? { type: 'category', codes: values.codes.map((code) => ranks[code] ?? -1) }
      : values;
}
