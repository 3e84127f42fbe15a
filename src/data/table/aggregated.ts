// Aggregates of columns over groups, as cells.
import type { Cell } from '../../contract/data/dataset';
import type { Aggregate } from '../../contract/data/steps/table-steps';
import { aggregateOf } from '../../domain/aggregation/aggregate';
import { keepsType } from './aggregate-column';
import { wholeColumn } from './whole-column';
import type { Rows } from './rows';
import { rowsByGroup, type RowGroups } from './row-groups';

/** The aggregate of each group. */
export async function aggregatesOf(
  rows: Rows,
  groups: RowGroups,
  of: Aggregate,
  from: string | null,
): Promise<Cell[]> {
  const { starts, rows: order } = rowsByGroup(groups);
  const spans = groups.keys.map((_, group) => [starts[group] ?? 0, starts[group + 1] ?? 0] as const);
  if (from === null) return spans.map(([begin, end]) => end - begin);
  const { values, cell } = await wholeColumn(rows, from);
  const together = Float64Array.from(order, (row) => values[row] ?? NaN);
  const shown = keepsType.has(of) ? cell : (value: number) => (Number.isFinite(value) ? value : null);
  return spans.map(([begin, end]) => shown(aggregateOf(of, together.subarray(begin, end))));
}
