// What a plane of rows shows, in words and as a table: for those who do not see it, and for those who want the numbers.
import type { PlaneMarks } from '../../../../contract/data/charts/charts';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import type { ColumnAxis } from './column-axis';

/** How many rows there are, and how they are drawn. */
export function planeNote({ rows, marks }: Pick<PlaneMarks, 'rows' | 'marks'>): string {
  const about = { count: rows, shown: formatNumber(rows) };
  return marks.kind === 'points' ? m.chart_note_points(about) : m.chart_note_cells(about);
}

const bands = 10;

/** Rows by bands of x: how many there are, and the mean and range of y. */
export function planeTable(
  { x, y, marks }: PlaneMarks,
  across: Pick<ColumnAxis, 'name' | 'text'>,
  up: Pick<ColumnAxis, 'name' | 'text'>,
): { head: string[]; lines: string[][] } {
  const found = Array.from({ length: bands }, () => ({ rows: 0, sum: 0, low: Infinity, high: -Infinity }));
  const add = (left: number, value: number, rows: number): void => {
    const band = found[Math.min(bands - 1, Math.floor(((left - x[0]) / (x[1] - x[0])) * bands))]!;
    band.rows += rows;
    band.sum += value * rows;
    band.low = Math.min(band.low, value);
    band.high = Math.max(band.high, value);
  };
  if (marks.kind === 'points') marks.x.forEach((left, row) => add(left, marks.y[row]!, 1));
  else
    marks.counts.forEach((rows, cell) => {
      if (rows === 0) return;
      const column = (cell % marks.across) + 0.5;
      const line = Math.floor(cell / marks.across) + 0.5;
      add(x[0] + ((x[1] - x[0]) * column) / marks.across, y[0] + ((y[1] - y[0]) * line) / marks.down, rows);
    });
  const edge = (band: number): string => across.text(x[0] + ((x[1] - x[0]) * band) / bands);
  return {
    head: [
      across.name,
      m.chart_rows(),
      m.chart_mean_of({ column: up.name }),
      m.chart_least(),
      m.chart_most(),
    ],
    lines: found.flatMap(({ rows, sum, low, high }, band) =>
      rows === 0
        ? []
        : [
            [
              m.data_filter_between({ low: edge(band), high: edge(band + 1) }),
              formatNumber(rows),
              up.text(sum / rows),
              up.text(low),
              up.text(high),
            ],
          ],
    ),
  };
}
