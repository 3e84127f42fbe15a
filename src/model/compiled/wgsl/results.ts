// What becomes of a tile's sums: pooled where rows are windows, then handed to the epilogue one by one.
import { addressOf } from './axes';
import type { Contraction, Finish, Tile } from './contraction';
import type { Width } from './kernel';
import { spanOf, type Plan } from './plan';

/**
 * Hands every finished value to the epilogue, guarded where tiles hang over the edge. The epilogue stands once, in a loop over
 * the tile: written out for each value it would take some drivers seconds to compile.
 */
export function results(
  { columns, narrow }: Contraction<unknown>,
  plan: Plan,
  tile: Tile,
  finish: Finish,
): string[] {
  const { rows, window, rowCount, own } = plan;
  const width: Width = narrow ? 1 : plan.widthOut;
  const [down, across] = [tile.rows / window, tile.columns / width];
  const type = width === 4 ? 'vec4f' : 'f32';
  const { lines, finished, winners } = finishedValues(plan, tile, width);
  const array = (name: string, values: readonly string[]) =>
    `var ${name} = array<${type}, ${values.length}>(${values.join(', ')});`;
  lines.push(array('finished', finished));
  if (window > 1) lines.push(array('winners', winners));
  const [r, c] = [`(t / ${across}u) * ${window}u`, `(t % ${across}u) * ${width}u`];
  const place = tile.kind === 'quads' ? swapped : (flat: string) => flat;
  lines.push(`for (var t = 0u; t < ${down * across}u; t++) {`);
  lines.push(`let row = firstRow + ${place(r, own.rows, 'right')};`);
  lines.push(`let at = firstColumn + ${place(c, own.columns, 'down')};`);
  // Where tiles as a whole hang over, invocations of kind `registers` have returned already.
  const even = tile.kind === 'registers' ? tile : spanOf(tile);
  const guards: string[] = [];
  if (rowCount % even.rows !== 0) guards.push(`row < ${rowCount}u`);
  if (columns.size % even.columns !== 0) guards.push(`at < ${columns.size}u`);
  if (guards.length > 0) lines.push(`if (${guards.join(' && ')}) {`);
  lines.push(`let index = firstOut + at + ${addressOf(rows, 'out', 'row')};`, 'let value = finished[t];');
  if (window > 1) lines.push('let winner = winners[t];');
  lines.push(finish('value', { index: 'index', column: 'at', width }, window > 1 ? 'winner' : null));
  if (guards.length > 0) lines.push('}');
  return [...lines, '}'];
}

/** The place in the tile of what stands there own half first: the own half is the second one where `neighbour` is 1. */
function swapped(flat: string, half: number, neighbour: string): string {
  return `(((${flat}) / ${half}u) ^ ${neighbour}) * ${half}u + (${flat}) % ${half}u`;
}

/** The values, pooled, and which row of its window each came from. */
function finishedValues(plan: Plan, tile: Tile, width: Width) {
  const { window } = plan;
  const type = width === 4 ? 'vec4f' : 'f32';
  const lines: string[] = [];
  const finished: string[] = [];
  const winners: string[] = [];
  for (let row = 0; row < tile.rows; row += window) {
    for (let column = 0; column < tile.columns; column += width) {
      const pooled = Array.from({ length: window }, (_, i) => sumAt(plan, row + i, column, width));
      if (window > 1) lines.push(...maximum(pooled, `${row}_${column}`, type));
      finished.push(window > 1 ? `best${row}_${column}` : pooled[0]!);
      winners.push(`winner${row}_${column}`);
    }
  }
  return { lines, finished, winners };
}

/** A sum, or four of one row. */
function sumAt({ widthOut, dots }: Plan, row: number, column: number, width: Width): string {
  if (widthOut === 1 || (dots && width === 1)) return `c${row}_${column}`;
  if (dots) return `vec4f(${[0, 1, 2, 3].map((lane) => `c${row}_${column + lane}`).join(', ')})`;
  const lane = column % 4;
  return width === 4 ? `c${row}_${column}` : `c${row}_${column - lane}[${lane}]`;
}

/** The first of the largest, as tf.maxPool has it, and its number. */
function maximum(values: readonly string[], name: string, type: string): string[] {
  const lines = [`var best${name} = ${values[0]};`, `var winner${name} = ${type}();`];
  values.slice(1).forEach((value, i) => {
    lines.push(`winner${name} = select(winner${name}, ${type}(${i + 1}), ${value} > best${name});`);
    lines.push(`best${name} = max(best${name}, ${value});`);
  });
  return lines;
}
