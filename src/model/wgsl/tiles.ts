// Which tiles a contraction may use, best guess first. What is best differs between adapters: measure, never assume.
import { joinAxes, sizeOf } from './axes';
import type { Contraction, Tile } from './contraction';

/** Workgroups that keep two cores, or a small GPU, busy. */
const enoughWorkgroups = 8;
const mostInvocations = 64;

/** Tiles worth trying, the first of them what is used unmeasured. */
export function tileCandidates(contraction: Contraction<unknown>): Tile[] {
  const rows = sizeOf(contraction.rows);
  const columns = contraction.columns.size;
  const widths =
    columns % 4 === 0 ? [16, 8, 4, 32].filter((width) => columns % width === 0) : [Math.min(columns, 8)];
  const { window = 1 } = contraction;
  const heights = [8, 16, 4].map((height) => Math.ceil(height / window) * window);
  const shapes = widths.flatMap((width) =>
    heights.map((height) => [fittingRows(contraction, height), width] as const),
  );
  const tiles = shapes
    .filter(([height, width]) => height * width <= 256)
    .map(([height, width]) => ({
      rows: height,
      columns: width,
      workgroup: workgroupOf(Math.ceil(columns / width), Math.ceil(rows / height)),
    }));
  const wanted = (tile: Tile) => Math.abs(Math.log2((tile.rows * tile.columns) / 128));
  return unique(tiles).sort((one, other) => wanted(one) - wanted(other));
}

/** Rows of a tile: the innermost rows may be as few as a patch of a one-channel image has, and then belong together. */
function fittingRows({ rows, window = 1 }: Contraction<unknown>, height: number): number {
  const total = sizeOf(rows);
  if (total <= height * 1.5 && window === 1) return total;
  const inner = joinAxes(rows).at(-1)?.size ?? 1;
  return window === 1 && inner < height && inner >= height / 2 ? inner : height;
}

/** Invocations that share a workgroup: counts that divide the tiles, so that no invocation idles behind a guard. */
export function workgroupOf(tilesX: number, tilesY: number): readonly [number, number] {
  const most = Math.max(1, Math.min(mostInvocations, Math.floor((tilesX * tilesY) / enoughWorkgroups)));
  const x = largestDivisor(tilesX, Math.min(8, most));
  const y = largestDivisor(tilesY, Math.floor(most / x));
  const enough = x * y * 4 >= most;
  return enough ? [x, y] : [x, Math.max(1, Math.floor(most / x))];
}

function largestDivisor(count: number, most: number): number {
  for (let divisor = Math.min(count, most); divisor > 1; divisor--) if (count % divisor === 0) return divisor;
  return 1;
}

function unique(tiles: readonly Tile[]): Tile[] {
  const keys = new Set<string>();
  return tiles.filter((tile) => {
    const key = `${tile.rows}x${tile.columns}`;
    return !keys.has(key) && keys.add(key);
  });
}
