// Finds the levels, and aggregates all rows under them.
import type { Cell } from '../../../contract/data/dataset';
import { HearthError } from '../../../contract/transport/fault';
import { aggregatesOf } from '../../table/aggregated';
import { madeRows } from '../../table/made-rows';
import { compareCells, groupsOf, orderOfKeys } from '../../table/row-groups';
import type { TablePart } from '../transform';
import { columnsAfter } from './step';

const mostLevels = 1000;

export const part: TablePart<'pivot'> = {
  id: 'pivot',
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
