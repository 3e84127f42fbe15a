// Finds the edges of bins in all rows.
import { sortedQuantile } from '../../../domain/aggregation/quantile';
import { columnOf } from '../columns-of';
import { wholeColumn } from '../../table/whole-column';
import type { TablePart } from '../transform';
import { checkColumn, type Cut } from './step';

/** Inner edges, ascending and each once. */
function edgesOf(values: Float64Array, cut: Exclude<Cut, { kind: 'edges' }>): number[] {
  const sorted = values.filter((value) => value === value).sort();
  const [least, greatest] = [sorted[0], sorted.at(-1)];
  if (least === undefined || greatest === undefined) return [];
  const inner = Array.from({ length: cut.bins - 1 }, (_, index) => {
    const share = (index + 1) / cut.bins;
    return cut.kind === 'width' ? least + (greatest - least) * share : sortedQuantile(sorted, share);
  });
  return inner.filter((edge, index) => edge > (inner[index - 1] ?? least));
}

export const part: TablePart<'bin-numbers'> = {
  id: 'bin-numbers',
  async learn(params, rows) {
    const { column, cut, learnt } = params;
    if (cut.kind === 'edges' || learnt) return params;
    checkColumn(columnOf(rows.columns, column));
    const { values } = await wholeColumn(rows, column);
    return { ...params, learnt: { edges: edgesOf(values, cut) } };
  },
};
