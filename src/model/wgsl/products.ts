// The multiplications of one tile: an outer product of its rows and columns for each step along the sum.
import type { Tile } from './contraction';
import type { Plan } from './plan';

/** WGSL of a tile's factors at one step, each by its number; four of them where they are read four at a time. */
export interface Factors {
  row: (row: number) => string;
  column: (column: number) => string;
}

/** How many columns an accumulator holds. */
const accumulated = ({ widthOut, dots }: Plan): number => (widthOut === 4 && !dots ? 4 : 1);

/** The sums, `c` with row and column. */
export function accumulators(plan: Plan, tile: Tile): string[] {
  const step = accumulated(plan);
  const type = step === 4 ? 'vec4f' : 'f32';
  const lines: string[] = [];
  for (let row = 0; row < tile.rows; row++) {
    for (let column = 0; column < tile.columns; column += step)
      lines.push(`var c${row}_${column} = ${type}();`);
  }
  return lines;
}

/** One step along the sum, or four where the sum itself is read four at a time. */
export function products(plan: Plan, tile: Tile, factors: Factors): string[] {
  const { own, rowsByFour } = plan;
  const lines = columnFactors(plan, tile, factors);
  const swaps = tile.kind === 'quads';
  for (let row = 0; row < own.rows; row++) {
    const loads = !rowsByFour || row % 4 === 0;
    if (loads) lines.push(`let r${row} = ${factors.row(row)};`);
    if (loads && swaps) lines.push(`let r${row + own.rows} = quadSwapX(r${row});`);
    for (const each of swaps ? [row, row + own.rows] : [row]) lines.push(...rowProducts(plan, tile, each));
  }
  return lines;
}

function columnFactors({ own, columnsByFour, widthOut, dots }: Plan, tile: Tile, factors: Factors): string[] {
  const lines: string[] = [];
  for (let column = 0; column < own.columns; column += columnsByFour ? 4 : 1) {
    lines.push(`let b${column} = ${factors.column(column)};`);
    if (tile.kind === 'quads') lines.push(`let b${column + own.columns} = quadSwapY(b${column});`);
  }
  if (widthOut === 4 && !columnsByFour && !dots) {
    for (let j = 0; j < tile.columns; j += 4)
      lines.push(`let v${j} = vec4f(b${j}, b${j + 1}, b${j + 2}, b${j + 3});`);
  }
  return lines;
}

function rowProducts(plan: Plan, tile: Tile, row: number): string[] {
  const { rowsByFour, columnsByFour, dots } = plan;
  const value = rowsByFour ? `r${row - (row % 4)}[${row % 4}]` : `r${row}`;
  const step = accumulated(plan);
  const lines: string[] = [];
  for (let column = 0; column < tile.columns; column += step) {
    const factor = step === 4 && !columnsByFour ? `v${column}` : `b${column}`;
    lines.push(`c${row}_${column} += ${dots ? `dot(${value}, ${factor})` : `${value} * ${factor}`};`);
  }
  return lines;
}
