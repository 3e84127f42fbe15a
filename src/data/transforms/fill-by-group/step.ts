// Missing cells get a value of their group: its median, its most frequent value. What it is was learnt from all rows and belongs to the
// step, so that a row that is scored gets the same.
import type { Cell, Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { cellAt, isMissingAt } from '../../columns/registry';
import { valuesFrom } from '../../combine/values-from';
import { aggregateColumn, aggregatesOf } from '../../table/aggregated';
import { unfit } from '../change-column';
import { columnOf, indexOfColumn } from '../columns-of';
import { groupsOf, orderOfKeys } from '../../table/row-groups';
import type { Transform } from '../transform';

type Params = StepParams<'fill-by-group'>;
const mostGroups = 10_000;
const between = new Set<Params['of']>(['mean', 'median']);

function check({ column: name, by, of }: Params, columns: readonly Column[]): Column {
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
  async learn(params, rows) {
    if (params.learnt) return params;
    check(params, rows.columns);
    const groups = await groupsOf(rows, params.by);
    if (groups.keys.length > mostGroups)
      throw new HearthError('groups_excessive', { column: params.by.join(', ') }, { limit: mostGroups });
    const cells = await aggregatesOf(rows, groups, params.of, params.column);
    const all = { ...groups, ids: new Uint32Array(groups.ids.length), keys: [[]] };
    const [otherwise = null] = await aggregatesOf(rows, all, params.of, params.column);
    const learnt = orderOfKeys(groups.keys).map((group) => ({
      key: groups.keys[group] ?? [],
      value: cells[group] ?? null,
    }));
    return { ...params, learnt: { groups: learnt, otherwise } };
  },
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
