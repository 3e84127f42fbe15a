// Two numbers, or dates, of each row in a plane.
import { chartRows, numbersOf, rowCount, type Chart } from '../chart';
import { colouringBy } from '../colours';
import { marksOf, planeRows } from '../plane';

export const chart: Chart<'scatter'> = {
  id: 'scatter',
  async measure(table, { x, y, colour }, signal) {
    const colouring = colouringBy(table, colour);
    const rows = planeRows(rowCount(table), colouring !== null);
    for await (const group of chartRows(table, [x, y, ...(colour === null ? [] : [colour])], signal)) {
      const [left, right] = [numbersOf(group.values, x), numbersOf(group.values, y)];
      const toneOf = colouring?.of(group);
      for (const row of group.chosen) {
        const [one, other] = [left[row]!, right[row]!];
        if (!Number.isFinite(one) || !Number.isFinite(other)) continue;
        rows.x[rows.count] = one;
        rows.y[rows.count] = other;
        if (toneOf && rows.colours) rows.colours[rows.count] = toneOf(row);
        rows.count++;
      }
    }
    return marksOf(rows, colouring?.scale ?? null);
  },
};
