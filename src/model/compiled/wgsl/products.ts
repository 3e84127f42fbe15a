// The multiplications of one tile: an outer product of its rows and columns for each step along the sum. In half precision
// a few steps are added up in float16 before they go to the tile's sums, as short as errors and range of float16 want them
// (chunk-based accumulation: Wang et al. 2018, Training Deep Neural Networks with 8-bit Floating Point Numbers).
import type { Tile } from './contraction';
import type { Plan } from './plan';

/** WGSL of a tile's factors at one step, each by its number; four of them where they are read four at a time. */
export interface Factors {
  row: (row: number) => string;
  column: (column: number) => string;
}

/** How many columns an accumulator holds. */
const accumulated = ({ widthOut, dots }: Plan): number => (widthOut === 4 && !dots ? 4 : 1);

/** Of each accumulator of a tile a line of WGSL, told its row and column. */
function ofEach(plan: Plan, tile: Tile, line: (place: string) => string): string[] {
  const lines: string[] = [];
  for (let row = 0; row < tile.rows; row++) {
    for (let column = 0; column < tile.columns; column += accumulated(plan))
      lines.push(line(`${row}_${column}`));
  }
  return lines;
}

/** The sums, `c` with row and column. */
export function accumulators(plan: Plan, tile: Tile): string[] {
  const type = accumulated(plan) === 4 ? 'vec4f' : 'f32';
  return ofEach(plan, tile, (place) => `var c${place} = ${type}();`);
}

/** A few steps along the sum; in half precision they are added up by themselves, in `h` with row and column. */
export function chunk(plan: Plan, tile: Tile, steps: readonly string[]): string[] {
  if (!tile.half) return [...steps];
  const [short, long] = accumulated(plan) === 4 ? ['vec4h', 'vec4f'] : ['f16', 'f32'];
  return [
    ...ofEach(plan, tile, (place) => `var h${place} = ${short}();`),
    ...steps,
    ...ofEach(plan, tile, (place) => `c${place} += ${long}(h${place});`),
  ];
}

/** What a factor is multiplied as, one or four of them. */
export function factorType(tile: Tile, wide: boolean): string {
  const [one, four] = tile.half ? ['f16', 'vec4h'] : ['f32', 'vec4f'];
  return wide ? four : one;
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
      lines.push(`let v${j} = ${factorType(tile, true)}(b${j}, b${j + 1}, b${j + 2}, b${j + 3});`);
  }
  return lines;
}

function rowProducts(plan: Plan, tile: Tile, row: number): string[] {
  const { rowsByFour, columnsByFour, dots } = plan;
  const value = rowsByFour ? `r${row - (row % 4)}[${row % 4}]` : `r${row}`;
  const step = accumulated(plan);
  const sum = tile.half ? 'h' : 'c';
  const lines: string[] = [];
  for (let column = 0; column < tile.columns; column += step) {
    const factor = step === 4 && !columnsByFour ? `v${column}` : `b${column}`;
    lines.push(`${sum}${row}_${column} += ${dots ? `dot(${value}, ${factor})` : `${value} * ${factor}`};`);
  }
  return lines;
}
