// Leaves out rows whose number is far from the others: by the quartiles (Tukey 1977), or by the median and the median absolute deviation
// (Iglewicz and Hoaglin 1993). A missing number is no outlier.
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { sortedQuantile } from '../../../domain/aggregation/quantile';
import { unfit } from '../change-column';
import { columnOf, indexOfColumn } from '../columns-of';
import { selectRows } from '../../table/rows';
import { isQuantity, wholeColumn } from '../../table/whole-column';
import type { Transform } from '../transform';

type Params = StepParams<'drop-outliers'>;

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const consistency = 0.6745;

export const transform: Transform<'drop-outliers'> = {
  id: 'drop-outliers',
  onScoring: 'skip',
  async learn(params, rows) {
    if (params.learnt) return params;
    const column = columnOf(rows.columns, params.column);
    if (!isQuantity(column)) throw unfit(column);
    const { values } = await wholeColumn(rows, params.column);
    const sorted = values.filter((value) => value === value).sort();
    if (sorted.length === 0) throw new HearthError('column_all_missing', { column: params.column });
    return { ...params, learnt: limitsOf(sorted, params.by) };
  },
  validate({ column: name }, columns) {
    const column = columnOf(columns, name);
    if (!isQuantity(column)) throw unfit(column);
    return [...columns];
  },
  open({ column: name, learnt }, columns) {
    const index = indexOfColumn(columns, name);
    const { low, high } = learnt ?? { low: -Infinity, high: Infinity };
    return (batch) => {
      const values = batch.values[index];
      if (!values || !('values' in values)) throw unfit(columnOf(columns, name));
      const kept = Uint32Array.from({ length: batch.rows }, (_, row) => row).filter((row) => {
        const value = values.values[row] ?? NaN;
        return !(value < low || value > high);
      });
      return selectRows(batch, kept);
    };
  },
};

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
