// Rows in a plane: each as a point where they are few, else counted in cells, so that a million rows are all there and none hides another.
import type { AxisRange, ColourScale, PlaneMarks } from '../../contract/data/charts/charts';

/** Up to so many rows each is a point. */
export const mostPoints = 5000;
const across = 160;
const down = 100;

/** Places and colours of rows, as they come. */
export interface PlaneRows {
  x: Float64Array;
  y: Float64Array;
  colours: Float32Array | null;
  count: number;
}

/** Room for rows. */
export function planeRows(most: number, hasColours: boolean): PlaneRows {
  return {
    x: new Float64Array(most),
    y: new Float64Array(most),
    colours: hasColours ? new Float32Array(most) : null,
    count: 0,
  };
}

/** From the lowest to the highest, with room around them, so that no mark lies on the edge. */
function rangeOf(values: Float64Array): AxisRange {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  const margin = (high - low || Math.abs(high) || 1) * 0.03;
  return [low - margin, high + margin];
}

/** The marks of rows. */
export function marksOf({ x, y, colours, count }: PlaneRows, scale: ColourScale | null): PlaneMarks {
  const [xs, ys] = [x.subarray(0, count), y.subarray(0, count)];
  const tones = colours?.subarray(0, count) ?? null;
  const base = { x: rangeOf(xs), y: rangeOf(ys), scale, rows: count };
  if (count <= mostPoints)
    return {
      ...base,
      marks: { kind: 'points', x: xs.slice(), y: ys.slice(), colours: tones?.slice() ?? null },
    };
  const cells = cellsOfRows(xs, ys, base);
  const counts = new Uint32Array(across * down);
  for (const cell of cells) counts[cell]!++;
  const coloured =
    tones === null || scale === null
      ? null
      : scale.kind === 'levels'
        ? mostFrequent(cells, tones, scale.levels.length + 1)
        : means(cells, tones);
  return { ...base, marks: { kind: 'cells', across, down, counts, colours: coloured } };
}

function cellsOfRows(x: Float64Array, y: Float64Array, ranges: { x: AxisRange; y: AxisRange }): Uint16Array {
  const cells = new Uint16Array(x.length);
  const [left, bottom] = [ranges.x[0], ranges.y[0]];
  const [perX, perY] = [across / (ranges.x[1] - left), down / (ranges.y[1] - bottom)];
  for (let row = 0; row < x.length; row++) {
    const column = Math.min(across - 1, Math.max(0, Math.floor((x[row]! - left) * perX)));
    const line = Math.min(down - 1, Math.max(0, Math.floor((y[row]! - bottom) * perY)));
    cells[row] = line * across + column;
  }
  return cells;
}

function mostFrequent(cells: Uint16Array, tones: Float32Array, levels: number): Float32Array {
  const counts = new Uint32Array(across * down * levels);
  for (let row = 0; row < cells.length; row++) {
    const tone = tones[row]!;
    if (!Number.isNaN(tone)) counts[cells[row]! * levels + tone]!++;
  }
  return Float32Array.from({ length: across * down }, (_, cell) => {
    let best = NaN;
    let most = 0;
    for (let level = 0; level < levels; level++) {
      const found = counts[cell * levels + level]!;
      if (found > most) [best, most] = [level, found];
    }
    return best;
  });
}

function means(cells: Uint16Array, tones: Float32Array): Float32Array {
  const sums = new Float64Array(across * down);
  const counts = new Uint32Array(across * down);
  for (let row = 0; row < cells.length; row++) {
    const tone = tones[row]!;
    if (Number.isNaN(tone)) continue;
    sums[cells[row]!]! += tone;
    counts[cells[row]!]!++;
  }
  return Float32Array.from(sums, (sum, cell) => sum / counts[cell]!);
}
