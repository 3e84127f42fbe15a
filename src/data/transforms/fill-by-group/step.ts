// Missing cells get a value of their group: its median, its most frequent value. What it is was learnt from all rows and belongs to the
// step, so that a row that is scored gets the same.
import type { Cell, Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { cellAt, isMissingAt } from '../../columns/registry';
import { valuesFrom } from '../../combine/values-from';
import { aggregateColumn } from '../../table/aggregate-column';
import { unfit } from '../change-column';
import { columnOf, indexOfColumn } from '../columns-of';
import type { Transform } from '../transform';

type Params = StepParams<'fill-by-group'>;
const between = new Set<Params['of']>(['mean', 'median']);

export function check({ column: name, by, of }: Params, columns: readonly Column[]): Column {
  const column = columnOf(columns, name);
  if (aggregateColumn(columns, of, name, name).type !== column.type) throw unfit(column);
  for (const each of by) {
    const key = columnOf(columns, each);
    if (key.shape !== null) throw unfit(key);
  }
  if (by.includes(name)) throw new HearthError('input_invalid', { column: name, field: 'by' });
  return column;
}

export const transform: Transform<'fill-by-group'> = {
  id: 'fill-by-group',
  changes: ({ column }) => [column],
  onScoring: 'apply',
  validate(params, columns) {
    const { logical, ...column } = check(params, columns);
    if (logical !== 'integer' || !between.has(params.of)) return [...columns];
    // Between whole numbers lie others.
    return columns.with(indexOfColumn(columns, column.name), column);
  },
  open({ column: name, by, learnt }, columns) {
    const index = indexOfColumn(columns, name);
    const column = columnOf(columns, name);
    const places = by.map((each) => indexOfColumn(columns, each));
    const known = new Map(learnt?.groups.map(({ key, value }) => [JSON.stringify(key), value]));
    const otherwise = learnt?.otherwise ?? null;
    return (batch) => {
      const values = batch.values[index];
      if (!values) throw unfit(column);
      const cells = Array.from({ length: batch.rows }, (_, row): Cell => {
        if (!isMissingAt(values, row)) return cellAt(column, values, row);
        const key = places.map((place) => cellAt(columns[place]!, batch.values[place]!, row));
        return known.get(JSON.stringify(key)) ?? otherwise;
      });
      return { ...batch, values: batch.values.with(index, valuesFrom(column, cells)) };
    };
  },
};
