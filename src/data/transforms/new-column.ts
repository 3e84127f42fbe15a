// A column that a step makes: behind the others, or in the place of the one whose name it has.
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { ColumnValues, RowBatch } from '../columns/values';

/** The columns with the new one. @throws HearthError `input_invalid` where it has no name. */
export function placeColumn(columns: readonly Column[], made: Column): Column[] {
  if (made.name.trim() === '') throw new HearthError('input_invalid', { field: 'to' });
  const index = columns.findIndex(({ name }) => name === made.name);
  return index < 0 ? [...columns, made] : columns.with(index, made);
}

/** Gives each group the new column's values; `columns`: those before. */
export function withColumn(
  columns: readonly Column[],
  name: string,
  of: (batch: RowBatch) => ColumnValues,
): (batch: RowBatch) => RowBatch {
  const index = columns.findIndex((column) => column.name === name);
  return (batch) => {
    const made = of(batch);
    return { ...batch, values: index < 0 ? [...batch.values, made] : batch.values.with(index, made) };
  };
}
