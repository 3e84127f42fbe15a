// Lays thinned series over one axis. Not for thinning: domain/curves/decimate.ts does that.
import type { Points } from '../../domain/curves/decimate';

/**
 * Lays several series over one ascending x axis, as uPlot wants them: `[x, y1, y2, …]`. A series has `undefined` where
 * another one has a point (drawn across) and null where it has a gap itself.
 */
export function joinSeries(series: readonly Points[]): [number[], ...(number | null | undefined)[][]] {
  const axis = [...new Set(series.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const places = new Map(axis.map((value, index) => [value, index]));
  const columns = series.map(({ x, y }) => {
    const column = new Array<number | null | undefined>(axis.length).fill(undefined);
    x.forEach((value, index) => (column[places.get(value)!] = y[index] ?? null));
    return column;
  });
  return [axis, ...columns];
}
