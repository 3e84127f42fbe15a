// Which tiles a contraction may use, best guess first. What is best differs between adapters: measure, never assume.
import { joinAxes, sizeOf } from './axes';
import type { Contraction, Tile, TileKind } from './contraction';
import { halfSteps } from './loops';
import { planOf } from './plan';

/** Tiles that keep the lanes of two cores, or a small GPU, busy. */
const enoughTiles = 32;
/** Workgroups that keep two cores busy to the end: nine would leave one of them idle while the ninth runs. */
const enoughWorkgroups = 16;
/** Fewer invocations leave lanes of a vector empty. */
const fewestInvocations = 4;
const mostInvocations = 64;

/** The kinds of tiles that a device can run. */
export function tileKinds(device: { features: { has(name: string): boolean } }): readonly TileKind[] {
  return device.features.has('subgroups') ? ['registers', 'quads', 'shared'] : ['registers', 'shared'];
}

/** Tiles of a kind that are worth trying; none where the shape does not suit the kind. */
export function candidatesOfKind(contraction: Contraction<unknown>, kind: TileKind): Tile[] {
  if (kind === 'registers') return tileCandidates(contraction);
  if (contraction.parts) return [];
  if (kind === 'shared' && contraction.sum.some(({ edge }) => edge)) return [];
  return kind === 'quads' ? quadCandidates(contraction) : sharedCandidates(contraction);
}

/** Of each kind, so many are measured. */
const mostMeasured: Readonly<Record<TileKind, number>> = { registers: 4, quads: 2, shared: 2 };

/** The tiles that a device is measured with, what is used unmeasured first. */
export function measuredTiles(contraction: Contraction<unknown>, kinds: Iterable<TileKind>): Tile[] {
  return [...kinds].flatMap((kind) => candidatesOfKind(contraction, kind).slice(0, mostMeasured[kind]));
}

/** The same tiles in half precision, where enough steps are added up in it for that to pay. */
export function halved(contraction: Contraction<unknown>, tiles: readonly Tile[]): Tile[] {
  return tiles
    .filter(
      (tile) => !contraction.parts && (tile.kind === 'shared' || halfSteps(planOf(contraction, tile)) > 1),
    )
    .map((tile) => ({ ...tile, half: true }));
}

/** Tiles that every device can run, the first of them what is used unmeasured. */
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
        kind: 'registers' as const,
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
  return sorted.map(({ each: _, ...tile }) => tile);
}

/** Four neighbours share a square of two by two tiles, each of which falls into halves. */
function quadCandidates({ columns, rows, window = 1 }: Contraction<unknown>): Tile[] {
  const total = sizeOf(rows);
  const shapes = [
    [8, 8],
    [8, 16],
    [16, 8],
  ] as const;
  return shapes
    .filter(([height, width]) => columns.size % (2 * width) === 0 && total >= 2 * height)
    .filter(([height]) => (height / 2) % window === 0)
    .map(([height, width]): Tile => {
      const quads = [columns.size / (2 * width), Math.ceil(total / (2 * height))] as const;
      const [x, y] = workgroupOf(...quads, mostInvocations / 4, 1);
      return { kind: 'quads', rows: height, columns: width, workgroup: [4 * x, y] };
    });
}

/** A workgroup of at most 64 shares what it stages: up to 64 × 64 of the result, 8 KiB of workgroup memory. */
function sharedCandidates({ columns, rows, window = 1 }: Contraction<unknown>): Tile[] {
  const total = sizeOf(rows);
  const tiles = [4, 8].map((side): Tile => {
    const height = Math.ceil(side / window) * window;
    const x = halvedToFit(8, side, columns.size);
    const y = halvedToFit(mostInvocations / x, height, total);
    return { kind: 'shared', rows: height, columns: side, workgroup: [x, y] };
  });
  return tiles.filter(({ workgroup: [x, y] }) => x * y >= mostInvocations / 4);
}

/** So many tiles side by side, or half of them and so on, that less than half of them hang over. */
function halvedToFit(most: number, side: number, size: number): number {
  let count = most;
  while (count > 1 && count * side >= 2 * size) count /= 2;
  return count;
}

/** Rows of a tile: the innermost rows may be as few as a patch of a one-channel image has, and then belong together. */
function fittingRows({ rows, window = 1 }: Contraction<unknown>, height: number): number {
  const total = sizeOf(rows);
  if (total <= height * 1.5 && window === 1) return total;
  const inner = joinAxes(rows).at(-1)?.size ?? 1;
  return window === 1 && inner < height && inner >= height / 2 ? inner : height;
}

/** Invocations that share a workgroup: counts that divide the tiles, so that no invocation idles behind a guard. */
export function workgroupOf(
  tilesX: number,
  tilesY: number,
  largest = mostInvocations,
  fewest = fewestInvocations,
): readonly [number, number] {
  const share = Math.floor((tilesX * tilesY) / enoughWorkgroups);
  const most = Math.max(fewest, Math.min(largest, share));
  const x = largestDivisor(tilesX, Math.min(8, most));
  const y = largestDivisor(tilesY, Math.floor(most / x));
  const enough = x * y >= fewest && x * y * 4 >= most;
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
