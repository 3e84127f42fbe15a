// The sum of a tile whose workgroup shares its factors: a stretch of the sum is staged in workgroup memory, multiplied, and
// the next one takes its place. Terms are added in the same order as anywhere else.
import { addressOf, sizeOf, type Axis } from './axes';
import { reachOf, type Contraction, type Tile } from './contraction';
import type { KernelBuilder } from './kernel';
import { spanOf, type Plan } from './plan';
import { chunk, factorType, products } from './products';

/** Elements of the sum that are staged at once. */
const depth = 16;

/** One operand in workgroup memory: `depth` lines along the sum, of `length` factors each, `pitch` apart. */
interface Stage {
  name: string;
  type: string;
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
  const { dots, inner, outer, rows, rowsByFour, columnsByFour } = plan;
  const unit = dots ? 4 : 1;
  const along = (stride: number) => stride * unit;
  const sum = [
    ...outer,
    { size: inner.size / unit, stride: { a: along(inner.stride.a), b: along(inner.stride.b) } },
  ];
  const lines = depth / unit;
  const stretch = { tile, sum, lines, dots };
  const span = spanOf(tile);
  const a = stageOf(builder, contraction, stretch, {
    of: 'a',
    byFour: rowsByFour,
    span: span.rows,
    stride: rows.at(-1)?.stride.a ?? 0,
    lineAddress: (place) => `firstA + ${addressOf(rows, 'a', `(stagedRow + ${place})`)}`,
  });
  const { b: stride } = contraction.columns.stride;
  const b = stageOf(builder, contraction, stretch, {
    of: 'b',
    byFour: columnsByFour,
    span: span.columns,
    stride,
    lineAddress: (place) => `firstB + (stagedColumn + ${place}) * ${stride}u`,
  });
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
    ...chunk(plan, tile, [
      `for (var k = 0u; k < ${end}; k++) {`,
      `let ka = k * ${a.pitch}u + (id.y % ${y}u) * ${tile.rows / perA}u;`,
      `let kb = k * ${b.pitch}u + (id.x % ${x}u) * ${tile.columns / perB}u;`,
      ...products(plan, tile, {
        row: (row) => `${a.name}[ka + ${row / perA}u]`,
        column: (column) => `${b.name}[kb + ${column / perB}u]`,
      }),
      '}',
    ]),
    'workgroupBarrier();',
    '}',
  ];
}

interface Stretch {
  tile: Tile;
  /** The summed axes in units of what is staged as one: four where products are dots. */
  sum: readonly Axis<'a' | 'b'>[];
  lines: number;
  dots: boolean;
}

/** What differs between the two operands. */
interface Operand {
  of: 'a' | 'b';
  /** Lines are read, and staged, four at a time. */
  byFour: boolean;
  /** What one workgroup needs of a line. */
  span: number;
  /** Distance of a line's neighbours in memory. */
  stride: number;
  /** WGSL of where a line's element of this number stands, counted from the workgroup's first. */
  lineAddress: (place: string) => string;
}

/** Neighbouring invocations take what are neighbours in the operand: along the sum, or along the line. */
function stageOf<T>(
  builder: KernelBuilder<T>,
  contraction: Contraction<T>,
  { sum, lines, dots, tile }: Stretch,
  { of, byFour, span, stride, lineAddress }: Operand,
): Stage {
  const wide = byFour || dots;
  const buffer = builder.read(contraction[of], wide ? 4 : 1, 'f32', reachOf(contraction, of));
  const per = byFour ? 4 : 1;
  const length = span / per;
  const innermost = sum.at(-1)!.stride[of];
  const alongSum = of === 'a' ? innermost <= stride : innermost < stride;
  const address = `${lineAddress(`place * ${per}u`)} + ${addressOf(sum, of, '(start + line)')}`;
  const source = `${buffer}[${wide ? `(${address}) / 4u` : address}]`;
  const name = `staged${of.toUpperCase()}`;
  // A line of odd length keeps what is stored along the sum in different banks.
  const pitch = alongSum ? length + 1 : length;
  const [line, place] = alongSum ? [`% ${lines}u`, `/ ${lines}u`] : [`/ ${length}u`, `% ${length}u`];
  const [x, y] = tile.workgroup;
  const type = factorType(tile, wide);
  const fill = [
    `for (var each = local; each < ${length * lines}u; each += ${x * y}u) {`,
    `let line = each ${line};`,
    `let place = each ${place};`,
    `${name}[line * ${pitch}u + place] = ${tile.half ? `${type}(${source})` : source};`,
    '}',
  ];
  return { name, type, pitch, fill };
}
