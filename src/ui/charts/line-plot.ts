// uPlot, dressed in the app's tokens. Not for data: LineChart.svelte thins and joins the series.
import type uPlot from 'uplot';
import type { Palette } from './palette.svelte';

/** How one series looks. */
export interface LineStyle {
  label: string;
  tone: 1 | 2 | 3 | 4 | 5 | 6;
  /** `dots`: where more curves than colours are drawn. */
  dashed?: boolean | 'dots' | 'long';
  /** Thin and half transparent: background detail such as the loss of every step. */
  faint?: boolean;
}

const dashes: Record<string, number[]> = { dots: [1.5, 3], long: [11, 4] };

/** What a plot needs beside its data. */
export interface PlotSetup {
  width: number;
  height: number;
  lines: readonly LineStyle[];
  palette: Palette;
  /** Fixed ends of the axes; null lets the data decide. */
  xRange: [number, number] | null;
  yRange: [number, number] | null;
  /** The upright axis by powers of ten. */
  logY: boolean;
  formatX(value: number): string;
  formatTickY(value: number): string;
  onCursor(index: number | null): void;
}

/** Options of uPlot for a line chart without its own legend; the page writes the legend as text. */
export function plotOptions(setup: PlotSetup): uPlot.Options {
  const { palette } = setup;
  const font = `11px ${getComputedStyle(document.body).fontFamily}`;
  const axis = { stroke: palette.faintInk, font, ticks: { show: false } };
  return {
    width: setup.width,
    height: setup.height,
    // At the right half of the last label stands beyond the last point.
    padding: [8, 30, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: false, ...(setup.xRange ? { range: setup.xRange } : {}) },
      y: { ...(setup.yRange ? { range: setup.yRange } : {}), ...(setup.logY ? { distr: 3 as const } : {}) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        space: 60,
        values: (_, splits) => splits.map(setup.formatX),
      },
      {
        ...axis,
        grid: { stroke: palette.line, width: 1 },
        size: 52,
        space: 30,
        // On a logarithmic axis some splits carry no text.
        values: (_, splits) =>
          splits.map((split: number | null) => (split === null ? '' : setup.formatTickY(split))),
      },
    ],
    series: [
      {},
      ...setup.lines.map((line): uPlot.Series => {
        const color = palette.series[line.tone - 1] ?? palette.ink;
        return {
          label: line.label,
          stroke: color,
          width: line.faint ? 1 : 1.75,
          alpha: line.faint ? 0.35 : 1,
          ...(line.dashed ? { dash: dashes[String(line.dashed)] ?? [5, 4] } : {}),
          // A single epoch has no line yet: show it as a dot.
          points: { show: (plot, series) => !line.faint && countPoints(plot, series) < 3, size: 6 },
        };
      }),
    ],
    hooks: { setCursor: [(plot) => setup.onCursor(plot.cursor.idx ?? null)] },
  };
}

function countPoints(plot: uPlot, series: number): number {
  let points = 0;
  for (const value of plot.data[series] ?? [])
    if (value !== null && value !== undefined && ++points > 2) break;
  return points;
}
