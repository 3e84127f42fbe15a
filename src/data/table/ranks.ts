// Numbers that order cells as their values do.
import type { WholeColumn } from './whole-column';
import { isQuantity } from './whole-column';

/** Quantities as they are; of texts the place in the order by code unit. NaN where missing. */
export function ranksOf({ column, values, cell }: WholeColumn): Float64Array {
  if (isQuantity(column)) return values;
  const used = [...new Set(values)].filter((value) => value === value);
  const sorted = used
    .map((value) => ({ value, text: String(cell(value)) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
  const ranks = new Map(sorted.map(({ value }, rank) => [value, rank]));
  return values.map((value) => ranks.get(value) ?? NaN);
}
