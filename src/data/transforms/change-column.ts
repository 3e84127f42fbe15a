// Steps that change the content of one column and leave the others alone.
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { textValues, textsOf } from '../columns/layouts/texts';
import type { ColumnValues, RowBatch } from '../columns/values';
import { indexOfColumn } from './columns-of';

/** How a step changes a column: what it is afterwards, and what happens to its values. */
export interface ColumnChange {
  column: Column;
  values(before: ColumnValues, rows: number): ColumnValues;
}

/** Columns with one of them changed. */
export function withColumn(columns: readonly Column[], name: string, change: ColumnChange): Column[] {
  return columns.with(indexOfColumn(columns, name), change.column);
}

/** Opens a change for a pass over the rows. */
export function openChange(
  columns: readonly Column[],
  name: string,
  change: ColumnChange,
): (batch: RowBatch) => RowBatch {
  const index = indexOfColumn(columns, name);
  return (batch) => {
    const before = batch.values[index];
    if (!before) throw new HearthError('column_unknown', { column: name });
    return { ...batch, values: batch.values.with(index, change.values(before, batch.rows)) };
  };
}

/** Each number as `of` has it; NaN is missing. */
export function changeNumbers(column: Column, of: (value: number) => number): ColumnChange {
  return {
    column,
    values(before) {
      if (!('values' in before)) throw unfit(column);
      return { type: before.type, values: before.values.map(of) };
    },
  };
}

/** Each text as `of` has it; null is missing. Levels that become equal are one afterwards. */
export function changeTexts(column: Column, of: (value: string | null) => string | null): ColumnChange {
  return column.type === 'category' ? changeLevels(column, of) : changeFreeTexts(column, of);
}

function changeLevels(column: Column, of: (value: string | null) => string | null): ColumnChange {
  const after = column.categories.map(of);
  const filled = of(null);
  const categories = [...new Set([...after, filled].filter((level) => level !== null))].sort();
  const codeOf = new Map(categories.map((level, code) => [level, code]));
  const code = (level: string | null): number => (level === null ? -1 : (codeOf.get(level) ?? -1));
  const codes = Int32Array.from(after, code);
  const missing = code(filled);
  return {
    column: { ...column, categories },
    values(before) {
      if (before.type !== 'category') throw unfit(column);
      return { type: 'category', codes: before.codes.map((old) => codes[old] ?? missing) };
    },
  };
}

function changeFreeTexts(column: Column, of: (value: string | null) => string | null): ColumnChange {
  return {
    column,
    values(before, rows) {
      if (before.type !== 'text') throw unfit(column);
      return textValues(textsOf(before, rows).map(of));
    },
  };
}

/** The fault for a column whose type a step can do nothing with. */
export function unfit({ name, type }: Column): HearthError {
  return new HearthError('input_invalid', { column: name }, { found: type });
}
