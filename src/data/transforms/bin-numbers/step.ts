// Numbers cut into ranges, each of which becomes a level: of equal width, of equally many rows, or at given edges. A bin holds its lower edge
// and not its upper one; the outer bins are open, so that a value beyond all that were seen has a bin too.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { unfit } from '../change-column';
import { columnOf, indexOfColumn } from '../columns-of';
import { placeColumn, withColumn } from '../new-column';
import { isQuantity } from '../../table/quantity';
import type { Transform } from '../transform';

export type Cut = StepParams<'bin-numbers'>['cut'];

export const transform: Transform<'bin-numbers'> = {
  id: 'bin-numbers',
  changes: ({ to }) => [to],
  onScoring: 'apply',
  validate(params, columns) {
    checkColumn(columnOf(columns, params.column));
    const edges = edgesIn(params);
    if (edges.some((edge, at) => at > 0 && !((edges[at - 1] ?? NaN) < edge)))
      throw new HearthError('input_invalid', { column: params.column, field: 'edges' });
    return placeColumn(columns, binned(params.to, edges));
  },
  open(params, columns) {
    const from = indexOfColumn(columns, params.column);
    const edges = edgesIn(params);
    return withColumn(columns, params.to, ({ values }) => {
      const numbers = values[from];
      if (!numbers || !('values' in numbers)) throw unfit(columnOf(columns, params.column));
      return { type: 'category', codes: Int32Array.from(numbers.values, (value) => binOf(value, edges)) };
    });
  },
};

export function checkColumn(column: Column): void {
  if (!isQuantity(column) || column.type === 'datetime') throw unfit(column);
}

/** Not learnt yet: one bin, which a check of the list alone is content with. */
const edgesIn = ({ cut, learnt }: StepParams<'bin-numbers'>): readonly number[] =>
  cut.kind === 'edges' ? cut.edges : (learnt?.edges ?? []);

function binned(name: string, edges: readonly number[]): Column {
  const inner = edges.slice(1).map((edge, at) => `[${edges[at]}, ${edge})`);
  const [first, last] = [edges[0], edges.at(-1)];
  const levels = first === undefined ? ['all'] : [`< ${first}`, ...inner, `≥ ${last}`];
  return { name, type: 'category', logical: 'ordered', categories: levels, shape: null };
}

function binOf(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return -1;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
