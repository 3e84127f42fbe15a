// A window function over the rows of one group, in their order.
import { aggregateOf } from '../../domain/aggregation/aggregate';
import type { Window } from '../../domain/expressions/windows';

type Asked = Pick<Window, 'name' | 'rows' | 'offset' | 'order'>;

/** The value of each row; NaN where missing. `isTie`: whether a row is equal in order to the one before it. */
export function overGroup(
  { name, rows, offset, order }: Asked,
  values: Float64Array,
  isTie: (at: number) => boolean,
): Float64Array {
  switch (name) {
    case 'row_number':
      return values.map((_, at) => at + 1);
    case 'rank':
      return ranks(values.length, isTie);
    case 'lag':
      return values.map((_, at) => values[at - offset] ?? NaN);
    case 'lead':
      return values.map((_, at) => values[at + offset] ?? NaN);
    default:
  }
  if (rows !== null)
    return values.map((_, at) => aggregateOf(name, values.subarray(Math.max(0, at + 1 - rows), at + 1)));
  if (order.length === 0) return new Float64Array(values.length).fill(aggregateOf(name, values));
  return running(name, values);
}

function ranks(length: number, isTie: (at: number) => boolean): Float64Array {
  const found = new Float64Array(length);
  for (let at = 0; at < length; at++) found[at] = at > 0 && isTie(at) ? (found[at - 1] ?? 1) : at + 1;
  return found;
}

/** Of all rows up to each; a median of that kind is refused before. */
function running(name: Asked['name'], values: Float64Array): Float64Array {
  const seen = new Set<number>();
  let [count, sum, lost, mean, squares, least, greatest] = [0, 0, 0, 0, 0, Infinity, -Infinity];
  let [first, last] = [NaN, NaN];
  return values.map((value) => {
    if (value === value) {
      count++;
      // Neumaier's sum, Welford's variance.
      const next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
      const before = mean;
      mean += (value - mean) / count;
      squares += (value - before) * (value - mean);
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      if (count === 1) first = value;
      last = value;
      if (name === 'distinct') seen.add(value);
    }
    if (name === 'count') return count;
    if (name === 'distinct') return seen.size;
    if (count === 0) return NaN;
    switch (name) {
      case 'sum':
        return sum + lost;
      case 'mean':
        return (sum + lost) / count;
      case 'sd':
        return count < 2 ? NaN : Math.sqrt(squares / (count - 1));
      case 'min':
        return least;
      case 'max':
        return greatest;
      case 'first':
        return first;
      default:
        return last;
    }
  });
}
