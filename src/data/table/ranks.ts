// Numbers that order cells as their values do.
import type { WholeColumn } from './whole-column';
import { isQuantity } from './quantity';

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

/** By keys, ascending; what is missing comes last. */
export function compareRows(keys: readonly Float64Array[], a: number, b: number): number {
  for (const key of keys) {
    const [one = NaN, other = NaN] = [key[a], key[b]];
    if (one < other || (one === one && other !== other)) return -1;
    if (one > other || (one !== one && other === other)) return 1;
  }
  return 0;
}
