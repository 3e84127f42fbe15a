// Charts of the report as SVG text, which stands in the page itself: no script, no request, and it prints as it shows.
import { escapeHtml } from './report-page';

/** One bar; `interval` is drawn as a whisker over it. */
export interface ReportBar {
  label: string;
  /** null where nothing was measured: the bar is left empty. */
  value: number | null;
  /** The value as the page words it. */
  text: string;
  interval?: readonly [number, number];
}

const [width, labelWidth, textWidth, rowHeight] = [680, 220, 80, 24];

/** Horizontal bars from 0 to the largest value, or to `max`; `mark` is a line across all of them. */
export function barChart(
  title: string,
  bars: readonly ReportBar[],
  { max, mark = null }: { max?: number; mark?: number | null } = {},
): string {
  const known = bars.flatMap(({ value, interval = [0, 0] }) => [value ?? 0, interval[1]]);
  const most = max ?? Math.max(1e-12, mark ?? 0, ...known);
  const room = width - labelWidth - textWidth;
  const at = (value: number) => (labelWidth + (Math.min(most, Math.max(0, value)) / most) * room).toFixed(1);
  const rows = bars.map(({ label, value, text, interval }, index) => {
    const y = index * rowHeight;
    const middle = y + rowHeight / 2;
    const bar =
      value === null
        ? ''
        : `<rect x="${labelWidth}" y="${y + 5}" width="${(Number(at(value)) - labelWidth).toFixed(1)}" height="${rowHeight - 10}" fill="#b93a0b"/>`;
    const whisker = interval
      ? `<path d="M${at(interval[0])} ${middle}H${at(interval[1])}" stroke="#1f1c18" stroke-width="1.5"/>`
      : '';
    const name = [...label].length > 34 ? `${[...label].slice(0, 33).join('')}…` : label;
    return `<text x="0" y="${middle + 4}">${escapeHtml(name)}</text><rect x="${labelWidth}" y="${y + 5}" width="${room}" height="${rowHeight - 10}" fill="#f3f0eb"/>${bar}${whisker}<text x="${width}" y="${middle + 4}" text-anchor="end">${escapeHtml(text)}</text>`;
  });
  const height = bars.length * rowHeight;
  const line =
    mark === null ? '' : `<path d="M${at(mark)} 0V${height}" stroke="#1f6f8b" stroke-dasharray="4 3"/>`;
  return `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg">${rows.join('')}${line}</svg>`;
}
