// The kernel of a contraction, for any tile. One invocation keeps a tile of C in registers.
import { addressOf, sizeOf } from './axes';
import type { Contraction, Finish, Tile } from './contraction';
import type { Kernel, KernelBuilder } from './kernel';
import { loops } from './loops';
import { planOf, spanOf, type Plan } from './plan';
import { accumulators } from './products';
import { results } from './results';
import { stagedLoops } from './staging';

/** The kernel of a contraction. Throws where it is to be summed in parts by another kind of tile than `registers`. */
export function contractionKernel<T>(
  builder: KernelBuilder<T>,
  label: string,
  contraction: Contraction<T>,
  tile: Tile,
  finish: Finish,
): Kernel<T> {
  if (contraction.parts && tile.kind !== 'registers') throw new Error('only registers sum in parts');
  const plan = planOf(contraction, tile);
  if (tile.kind === 'quads') builder.enable('subgroups');
  if (tile.half) builder.enable('f16');
  const write = tile.kind === 'shared' ? stagedLoops : loops;
  const body = [
    ...place(contraction, plan, tile),
    ...beginnings(contraction),
    ...accumulators(plan, tile),
    ...write(builder, contraction, plan, tile),
    ...results(contraction, plan, tile, finish),
  ].join('\n');
  const [x, y] = tile.workgroup;
  const problems = sizeOf(contraction.batch);
  const span = spanOf(tile);
  const workgroups = [
    Math.ceil(contraction.columns.size / span.columns),
    Math.ceil(plan.rowCount / span.rows),
    problems * (contraction.parts?.count ?? 1),
  ] as const;
  const work = problems * plan.rowCount * contraction.columns.size * sizeOf(contraction.sum);
  return builder.build(label, body, [x, y, 1], workgroups, work);
}

/** The tile's first row and column, and the first that the invocation loads itself. */
function place({ columns }: Contraction<unknown>, { rowCount, own }: Plan, tile: Tile): string[] {
  if (tile.kind === 'quads')
    return [
      // Numbers in a quad follow x: the second neighbour stands to the right, the third below.
      'let right = id.x % 2u;',
      'let down = id.x / 2u % 2u;',
      `let firstColumn = (id.x / 4u * 2u + right) * ${tile.columns}u;`,
      `let firstRow = (id.y * 2u + down) * ${tile.rows}u;`,
      `let ownColumn = firstColumn + down * ${own.columns}u;`,
      `let ownRow = firstRow + right * ${own.rows}u;`,
    ];
  const lines = [
    `let firstColumn = id.x * ${tile.columns}u;`,
    `let firstRow = id.y * ${tile.rows}u;`,
    'let ownColumn = firstColumn;',
    'let ownRow = firstRow;',
  ];
  const tiles = [Math.ceil(columns.size / tile.columns), Math.ceil(rowCount / tile.rows)] as const;
  const overhangs = tiles.some((count, axis) => count % tile.workgroup[axis]! !== 0);
  // A workgroup that waits for all its invocations, or swaps with them, needs the idle ones too.
  if (tile.kind === 'registers' && overhangs)
    lines.unshift(`if (id.x >= ${tiles[0]}u || id.y >= ${tiles[1]}u) { return; }`);
  return lines;
}

/** Where this problem, or part of it, begins in the operands and in the result. */
function beginnings({ batch, offset, parts }: Contraction<unknown>): string[] {
  const count = parts?.count ?? 1;
  const problem = count === 1 ? 'id.z' : `id.z / ${count}u`;
  return [
    // What lies before the image wraps around, and comes back with the first place inside of it.
    `let firstA = ${addressOf(batch, 'a', problem)} + ${(offset?.a ?? 0) >>> 0}u;`,
    `let firstB = ${addressOf(batch, 'b', problem)} + ${offset?.b ?? 0}u;`,
    `let firstOut = ${addressOf(batch, 'out', problem)}${count === 1 ? '' : ` + (id.z % ${count}u) * ${parts!.stride}u`};`,
  ];
}
