// Which tiles a contraction may use, best guess first. What is best differs between adapters: measure, never assume.
import { joinAxes, sizeOf } from './axes';
import type { Contraction, Tile } from './contraction';

/** Tiles that keep the lanes of two cores, or a small GPU, busy. */
const enoughTiles = 32;
/** Workgroups that keep two cores busy to the end: nine would leave one of them idle while the ninth runs. */
const enoughWorkgroups = 16;
/** Fewer invocations leave lanes of a vector empty. */
const fewestInvocations = 4;
const mostInvocations = 64;

/** Tiles worth trying, the first of them what is used unmeasured. */
export function tileCandidates(contraction: Contraction<unknown>): Tile[] {
  const rows = sizeOf(contraction.rows);
  const columns = contraction.columns.size;
  const widths =
    columns % 4 === 0 ? [16, 8, 4, 32].filter((width) => columns % width === 0) : [Math.min(columns, 8)];
  const { window = 1 } = contraction;
  const inner = joinAxes(contraction.rows).at(-1)?.size ?? 1;
  const whole = window === 1 && inner > 8 && inner < 16 ? [inner] : [];
  const heights = [8, 16, 4, ...whole].map((height) => Math.ceil(height / window) * window);
  const shapes = widths.flatMap((width) =>
    heights.map((height) => [fittingRows(contraction, height), width] as const),
  );
  const tiles = shapes
    .filter(([height, width]) => height * width <= 256)
    .map(([height, width]) => {
      const counts = [Math.ceil(columns / width), Math.ceil(rows / height)] as const;
      return {
        rows: height,
        columns: width,
        workgroup: workgroupOf(...counts),
        each: counts[0] * counts[1],
      };
    });
  // Large tiles reuse most of what they load, but never at the price of idle lanes. Problems do not share a workgroup.
  const problems = sizeOf(contraction.batch);
  const idle = ({ each }: { each: number }) =>
    Math.max(0, Math.log2(enoughTiles / (each * problems)), Math.log2(fewestInvocations / each));
  const size = (tile: Tile) => Math.abs(Math.log2((tile.rows * tile.columns) / 128));
  const cost = (tile: (typeof tiles)[number]) => 2 * idle(tile) + size(tile);
  const sorted = unique(tiles).sort((one, other) => cost(one) - cost(other));
  return sorted.map(({ rows: height, columns: width, workgroup }) => ({
    rows: height,
    columns: width,
    workgroup,
  }));
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
  const share = Math.floor((tilesX * tilesY) / enoughWorkgroups);
  const most = Math.max(fewestInvocations, Math.min(mostInvocations, share));
  const x = largestDivisor(tilesX, Math.min(8, most));
  const y = largestDivisor(tilesY, Math.floor(most / x));
  const enough = x * y >= fewestInvocations && x * y * 4 >= most;
  return enough ? [x, y] : [x, Math.max(1, Math.floor(most / x))];
}

function largestDivisor(count: number, most: number): number {
  for (let divisor = Math.min(count, most); divisor > 1; divisor--) if (count % divisor === 0) return divisor;
  return 1;
}

function unique<T extends Tile>(tiles: readonly T[]): T[] {
  const keys = new Set<string>();
  return tiles.filter((tile) => {
    const key = `${tile.rows}x${tile.columns}`;
    return !keys.has(key) && keys.add(key);
  });
}
