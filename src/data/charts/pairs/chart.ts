// Several number columns against each other, of evenly spaced rows: six pictures of few points say more than six of many.
import { pearson } from '../../associations/measures';
import { chartRows, numbersOf, rowCount, type Chart } from '../chart';
import { colouringBy } from '../colours';

const mostRows = 1500;
/** More columns than these make pictures too small to read. */
const mostColumns = 5;

export const chart: Chart<'pairs'> = {
  id: 'pairs',
  async measure(table, { columns: asked, colour }, signal) {
    const columns = asked.slice(0, mostColumns);
    const colouring = colouringBy(table, colour);
    const total = rowCount(table);
    const count = Math.min(total, mostRows);
    const values = columns.map(() => new Float64Array(count));
    const colours = colouring ? new Float32Array(count) : null;
    let [at, seen] = [0, 0];
    for await (const group of chartRows(table, [...columns, ...(colour === null ? [] : [colour])], signal)) {
      const numbers = columns.map((column) => numbersOf(group.values, column));
      const toneOf = colouring?.of(group);
      for (; at < count; at++) {
        const row = group.chosen[Math.floor((at * total) / count) - seen];
        if (row === undefined) break;
        for (const [index, of] of numbers.entries()) values[index]![at] = of[row]!;
        if (toneOf && colours) colours[at] = toneOf(row);
      }
      seen += group.chosen.length;
    }
    const correlations = values.flatMap((one) => values.map((other) => correlation(one, other)));
    const scale = colouring?.scale ?? null;
    return { columns, values, correlations, colours, scale, rows: count, whole: count === total };
  },
};

/** Of the rows in which neither is missing. */
function correlation(one: Float64Array, other: Float64Array): number | null {
  const isKnown = (row: number): boolean => Number.isFinite(one[row]!) && Number.isFinite(other[row]!);
  return pearson(
    one.filter((_, row) => isKnown(row)),
    other.filter((_, row) => isKnown(row)),
  );
}
