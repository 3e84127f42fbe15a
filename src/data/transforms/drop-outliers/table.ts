// Finds the limits in all rows.
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { sortedQuantile } from '../../../domain/aggregation/quantile';
import { unfit } from '../change-column';
import { columnOf } from '../columns-of';
import { isQuantity } from '../../table/quantity';
import { wholeColumn } from '../../table/whole-column';
import type { TablePart } from '../transform';

type Params = StepParams<'drop-outliers'>;

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const consistency = 0.6745;

function limitsOf(sorted: Float64Array, by: Params['by']): { low: number; high: number } {
  const median = sortedQuantile(sorted, 0.5);
  if (by.kind === 'iqr') {
    const [low, high] = [sortedQuantile(sorted, 0.25), sortedQuantile(sorted, 0.75)];
    return finite(low - by.factor * (high - low), high + by.factor * (high - low));
  }
  const deviation = sortedQuantile(sorted.map((value) => Math.abs(value - median)).sort(), 0.5);
  // Half of the values are the median itself: no scale to measure by, so nothing is far.
  if (deviation === 0) return { low: sorted[0] ?? 0, high: sorted.at(-1) ?? 0 };
  const far = (by.limit * deviation) / consistency;
  return finite(median - far, median + far);
}

const finite = (low: number, high: number): { low: number; high: number } => ({
  low: Math.max(low, -Number.MAX_VALUE),
  high: Math.min(high, Number.MAX_VALUE),
});

export const part: TablePart<'drop-outliers'> = {
  id: 'drop-outliers',
  async learn(params, rows) {
    if (params.learnt) return params;
    const column = columnOf(rows.columns, params.column);
    if (!isQuantity(column)) throw unfit(column);
    const { values } = await wholeColumn(rows, params.column);
    const sorted = values.filter((value) => value === value).sort();
    if (sorted.length === 0) throw new HearthError('column_all_missing', { column: params.column });
    return { ...params, learnt: limitsOf(sorted, params.by) };
  },
};
