// The sum of a tile whose workgroup shares its factors: a stretch of the sum is staged in workgroup memory, multiplied, and
// the next one takes its place. Terms are added in the same order as anywhere else.
import { addressOf, sizeOf, type Axis } from './axes';
import { reachOf, type Contraction, type Tile } from './contraction';
import type { KernelBuilder } from './kernel';
import { spanOf, type Plan } from './plan';
import { products } from './products';

/** Elements of the sum that are staged at once. */
const depth = 16;

/** One operand in workgroup memory: `depth` lines along the sum, of `length` factors each, `pitch` apart. */
interface Stage {
  name: string;
  type: 'f32' | 'vec4f';
  length: number;
  pitch: number;
  /** WGSL that stores the factors of a stretch. */
  fill: string[];
}

/** The walk along the sum, with what has to stand before it. */
export function stagedLoops<T>(
  builder: KernelBuilder<T>,
  contraction: Contraction<T>,
  plan: Plan,
  tile: Tile,
): string[] {
  const { dots, inner, outer, rowsByFour, columnsByFour } = plan;
  const unit = dots ? 4 : 1;
  const along = (stride: number) => stride * unit;
  const sum = [
    ...outer,
    { size: inner.size / unit, stride: { a: along(inner.stride.a), b: along(inner.stride.b) } },
  ];
  const lines = depth / unit;
  const a = stageOfA(builder, contraction, plan, tile, { sum, lines });
  const b = stageOfB(builder, contraction, plan, tile, { sum, lines });
  for (const { name, type, pitch } of [a, b])
    builder.define(name, `var<workgroup> ${name}: array<${type}, ${pitch * lines}>;`);
  const [x, y] = tile.workgroup;
  const size = sizeOf(sum);
  const [perA, perB] = [rowsByFour ? 4 : 1, columnsByFour ? 4 : 1];
  const end = size % lines === 0 ? `${lines}u` : `min(${lines}u, ${size}u - start)`;
  return [
    `let local = (id.y % ${y}u) * ${x}u + id.x % ${x}u;`,
    `let stagedRow = id.y / ${y}u * ${tile.rows * y}u;`,
    `let stagedColumn = id.x / ${x}u * ${tile.columns * x}u;`,
    `for (var start = 0u; start < ${size}u; start += ${lines}u) {`,
    ...a.fill,
    ...b.fill,
    'workgroupBarrier();',
    `for (var k = 0u; k < ${end}; k++) {`,
    `let ka = k * ${a.pitch}u + (id.y % ${y}u) * ${tile.rows / perA}u;`,
    `let kb = k * ${b.pitch}u + (id.x % ${x}u) * ${tile.columns / perB}u;`,
    ...products(plan, tile, {
      row: (row) => `${a.name}[ka + ${row / perA}u]`,
      column: (column) => `${b.name}[kb + ${column / perB}u]`,
    }),
    '}',
    'workgroupBarrier();',
    '}',
  ];
}

interface Stretch {
  /** The summed axes in units of what is staged as one. */
  sum: readonly Axis<'a' | 'b'>[];
  lines: number;
}

function stageOfA<T>(
  builder: KernelBuilder<T>,
  contraction: Contraction<T>,
  { rows, rowsByFour, dots }: Plan,
  tile: Tile,
  { sum, lines }: Stretch,
): Stage {
  const width = rowsByFour || dots ? 4 : 1;
  const buffer = builder.read(contraction.a, width, 'f32', reachOf(contraction, 'a'));
  const per = rowsByFour ? 4 : 1;
  const alongSum = sum.at(-1)!.stride.a <= (rows.at(-1)?.stride.a ?? 0);
  const address = `firstA + ${addressOf(rows, 'a', `(stagedRow + place * ${per}u)`)} + ${addressOf(sum, 'a', '(start + line)')}`;
  const source = `${buffer}[${width === 4 ? `(${address}) / 4u` : address}]`;
  return stage('stagedA', width === 4, spanOf(tile).rows / per, alongSum, lines, tile, source);
}

function stageOfB<T>(
  builder: KernelBuilder<T>,
  contraction: Contraction<T>,
  { columnsByFour, dots }: Plan,
  tile: Tile,
  { sum, lines }: Stretch,
): Stage {
  const width = columnsByFour || dots ? 4 : 1;
  const buffer = builder.read(contraction.b, width, 'f32', reachOf(contraction, 'b'));
  const per = columnsByFour ? 4 : 1;
  const { b: stride } = contraction.columns.stride;
  const alongSum = sum.at(-1)!.stride.b < stride;
  const address = `firstB + (stagedColumn + place * ${per}u) * ${stride}u + ${addressOf(sum, 'b', '(start + line)')}`;
  const source = `${buffer}[${width === 4 ? `(${address}) / 4u` : address}]`;
  return stage('stagedB', width === 4, spanOf(tile).columns / per, alongSum, lines, tile, source);
}

/** Neighbouring invocations take what are neighbours in the operand: along the sum, or along the line. */
function stage(
  name: string,
  wide: boolean,
  length: number,
  alongSum: boolean,
  lines: number,
  { workgroup: [x, y] }: Tile,
  source: string,
): Stage {
  // A line of odd length keeps what is stored along the sum in different banks.
  const pitch = alongSum ? length + 1 : length;
  const count = length * lines;
  const [line, place] = alongSum ? [`% ${lines}u`, `/ ${lines}u`] : [`/ ${length}u`, `% ${length}u`];
  const fill = [
    `for (var each = local; each < ${count}u; each += ${x * y}u) {`,
    `let line = each ${line};`,
    `let place = each ${place};`,
    `${name}[line * ${pitch}u + place] = ${source};`,
    '}',
  ];
  return { name, type: wide ? 'vec4f' : 'f32', length, pitch, fill };
}
