// Steps that change the content of one column and leave the others alone.
import type { Column } from '../../contract/data/dataset';
import type { StepParams, TransformId } from '../../contract/data/transform';
import { HearthError } from '../../contract/transport/fault';
import { textValues, textsOf } from '../columns/layouts/texts';
import type { ColumnValues, RowBatch } from '../columns/values';
import { indexOfColumn } from './columns-of';
import type { Transform } from './transform';

/** How a step changes a column: what it is afterwards, and what happens to its values. */
export interface ColumnChange {
  column: Column;
  values(before: ColumnValues, rows: number): ColumnValues;
}

/** A step that changes the content of the column its parameters name, of scored rows too. */
export function columnStep<S extends TransformId>(
  id: S,
  change: (params: StepParams<S>, columns: readonly Column[]) => ColumnChange,
): Transform<S> {
  return {
    id,
    onScoring: 'apply',
    changes: (params) => ('column' in params ? [params.column] : []),
    validate(params, columns) {
      const { column } = change(params, columns);
      return columns.with(indexOfColumn(columns, column.name), column);
    },
    open: (params, columns) => openChange(columns, change(params, columns)),
  };
}

function openChange(columns: readonly Column[], change: ColumnChange): (batch: RowBatch) => RowBatch {
  const { name } = change.column;
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
  const levels = [...new Set([...after, filled].filter((level) => level !== null))];
  const categories = column.logical === 'ordered' ? levels : levels.sort();
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
