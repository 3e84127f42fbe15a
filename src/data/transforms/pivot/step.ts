// The values of a column become columns: one row for each group, and under each value the aggregate of its rows. Missing values have none.
import type { Cell, Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { uniqueNames } from '../../formats/names';
import { aggregateColumn, aggregatesOf } from '../../table/aggregated';
import { unfit } from '../change-column';
import { columnOf } from '../columns-of';
import { madeRows } from '../../table/made-rows';
import { compareCells, groupsOf, orderOfKeys } from '../../table/row-groups';
import type { Transform } from '../transform';

const mostLevels = 1000;

function columnsAfter(
  { rows: by, column, value, of, learnt }: StepParams<'pivot'>,
  columns: readonly Column[],
): Column[] {
  const keys = by.map((name) => columnOf(columns, name));
  for (const key of [...keys, columnOf(columns, column)]) if (key.shape !== null) throw unfit(key);
  if (by.includes(column)) throw new HearthError('input_invalid', { column, field: 'rows' });
  const made = (learnt?.levels ?? []).map((level) => aggregateColumn(columns, of, value, level));
  if (made.length === 0) aggregateColumn(columns, of, value, column);
  const names = uniqueNames([...keys, ...made].map(({ name }) => name));
  return [...keys, ...made].map((each, at) => ({ ...each, name: names[at] ?? each.name }));
}

export const transform: Transform<'pivot'> = {
  id: 'pivot',
  onScoring: 'reshape',
  async learn(params, rows) {
    if (params.learnt) return params;
    columnsAfter(params, rows.columns);
    const { keys } = await groupsOf(rows, [params.column]);
    const levels = keys
      .map(([key]) => key ?? null)
      .sort(compareCells)
      .flatMap((key) => (key === null ? [] : String(key)));
    if (levels.length > mostLevels)
      throw new HearthError('groups_excessive', { column: params.column }, { limit: mostLevels });
    return { ...params, learnt: { levels } };
  },
  validate: columnsAfter,
  async table(params, rows) {
    const { rows: by, column, value, of, learnt } = params;
    const columns = columnsAfter(params, rows.columns);
    // Groups of the rows' keys and the column together; a row of the result is those that are equal but for the last.
    const groups = await groupsOf(rows, [...by, column]);
    const cells = await aggregatesOf(rows, groups, of, value);
    const places = new Map((learnt?.levels ?? []).map((level, at) => [level, at]));
    const result: { key: Cell[]; cells: Cell[] }[] = [];
    const known = new Map<string, (typeof result)[number]>();
    for (const group of orderOfKeys(groups.keys)) {
      const key = (groups.keys[group] ?? []).slice(0, -1);
      const level = groups.keys[group]?.at(-1) ?? null;
      const id = JSON.stringify(key);
      let row = known.get(id);
      if (!row) known.set(id, (row = { key, cells: Array.from(places, () => null) }));
      if (known.size > result.length) result.push(row);
      const place = level === null ? undefined : places.get(String(level));
      if (place !== undefined) row.cells[place] = cells[group] ?? null;
    }
    return madeRows(
      columns,
      columns.map((_, at) => result.map((row) => [...row.key, ...row.cells][at] ?? null)),
    );
  },
};
