// The sum of a tile whose invocations load their factors themselves: nested loops over the summed axes.
import { addressAt, addressOf, sizeOf, type Axis } from './axes';
import { reachOf, type Contraction, type SumAxis, type Tile } from './contraction';
import type { KernelBuilder } from './kernel';
import type { Plan } from './plan';
import { chunk, factorType, products } from './products';

/** The walk along the sum, with what has to stand before it. Rows begin at `ownRow`, columns at `ownColumn`. */
export function loops<T>(
  builder: KernelBuilder<T>,
  contraction: Contraction<T>,
  plan: Plan,
  tile: Tile,
): string[] {
  return [...runs(plan), ...nested(contraction, plan, tile, oneStep(builder, contraction, plan, tile))];
}

/** Addresses at which the runs of rows begin in A. */
function runs({ own, run, rows }: Plan): string[] {
  const lines: string[] = [];
  for (let first = 0; first < own.rows; first += run) {
    const group = first / run;
    lines.push(
      `let row${group} = ownRow + ${first}u;`,
      `let a${group} = firstA + ${addressOf(rows, 'a', `row${group}`)};`,
    );
  }
  return lines;
}

/** Steps that stand one after another in the loop: half the trips pay where a step is short, code that is too long does not. */
function unrolled(plan: Plan, tile: Tile): number {
  const { inner, dots } = plan;
  if (tile.half) return halfSteps(plan);
  const isShort = tile.kind === 'quads' && tile.rows * tile.columns <= 64;
  return isShort && inner.size % (dots ? 8 : 2) === 0 ? 2 : 1;
}

/** Steps that are added up in half precision: of the innermost axis, as many as come out even. */
export function halfSteps({ inner, dots }: Plan): number {
  if (dots) return inner.size % 8 === 0 ? 2 : 1;
  return [8, 6, 5, 4, 3, 2].find((count) => inner.size % count === 0) ?? 1;
}

/** The summed axes as nested loops; `pa` and `pb` walk along the innermost. */
function nested(
  { parts, batch }: Contraction<unknown>,
  plan: Plan,
  tile: Tile,
  body: readonly string[],
): string[] {
  const { outer, inner, dots, columnsByFour } = plan;
  const lines: string[] = [];
  let [a, b] = ['0u', 'firstB'];
  outer.forEach(({ size, stride, edge }, depth) => {
    if (edge) lines.push(...insideOf(edge, size, depth, placeOf(batch, edge.batch)));
    const [first, last] = edge
      ? [`from${depth}`, `to${depth}`]
      : depth === 0 && parts
        ? rangeOf(size, 1, parts.count)
        : ['0u', `${size}u`];
    lines.push(
      `for (var k${depth} = ${first}; k${depth} < ${last}; k${depth}++) {`,
      `let sa${depth} = ${a} + k${depth} * ${stride.a}u;`,
      `let sb${depth} = ${b} + k${depth} * ${stride.b}u;`,
    );
    [a, b] = [`sa${depth}`, `sb${depth}`];
  });
  const { size, stride } = inner;
  const step = dots ? 4 : 1;
  const unit = dots || columnsByFour ? 4 : 1;
  const inParts = outer.length === 0 && parts !== undefined;
  const [first, last] = inParts ? rangeOf(size, step, parts.count) : ['0u', `${size}u`];
  const from = (place: string, along: number) => (first === '0u' ? place : `${place} + ${first} * ${along}u`);
  const times = inParts ? 1 : unrolled(plan, tile);
  const turn = [
    ...body,
    ...(stride.a === 0 ? [] : [`pa += ${stride.a * step}u;`]),
    ...(stride.b === 0 ? [] : [`pb += ${(stride.b * step) / unit}u;`]),
  ];
  lines.push(`var pa = ${from(a, stride.a)};`);
  lines.push(unit === 4 ? `var pb = (${from(b, stride.b)}) / 4u;` : `var pb = ${from(b, stride.b)};`);
  lines.push(`for (var k = ${first}; k < ${last}; k += ${step * times}u) {`);
  const turns = Array.from({ length: times }, () => ['{', ...turn, '}']).flat();
  return [...lines, ...chunk(plan, tile, turns), '}', ...outer.map(() => '}')];
}

/** Where along a batch axis the problem stands. */
function placeOf(batch: readonly Axis<'a' | 'b' | 'out'>[], axis: number): string {
  const inner = sizeOf(batch.slice(axis + 1));
  return `(id.z / ${inner}u) % ${batch[axis]!.size}u`;
}

/** The first and the end of a summed axis' stretch inside of the image. */
function insideOf(
  { length }: NonNullable<SumAxis['edge']>,
  size: number,
  depth: number,
  place: string,
): string[] {
  return [
    `let place${depth} = ${place};`,
    `let from${depth} = ${size - 1}u - min(${size - 1}u, place${depth});`,
    `let to${depth} = min(${size}u, ${length + size - 1}u - min(${length + size - 1}u, place${depth}));`,
  ];
}

/** Which stretch of the outermost summed axis a part takes. */
function rangeOf(size: number, step: number, parts: number): [string, string] {
  const length = Math.ceil(size / step / parts) * step;
  const part = `(id.z % ${parts}u)`;
  return [`${part} * ${length}u`, `min(${size}u, (${part} + 1u) * ${length}u)`];
}

/** One turn of the innermost loop. */
function oneStep<T>(
  builder: KernelBuilder<T>,
  contraction: Contraction<T>,
  plan: Plan,
  tile: Tile,
): string[] {
  const { own, run, rows, rowsByFour, columnsByFour, dots } = plan;
  const [widthA, widthB] = [rowsByFour || dots ? 4 : 1, columnsByFour || dots ? 4 : 1] as const;
  const a = builder.read(contraction.a, widthA, 'f32', reachOf(contraction, 'a'));
  const b = builder.read(contraction.b, widthB, 'f32', reachOf(contraction, 'b'));
  const along = contraction.columns.stride.b;
  const firstColumn = dots
    ? `ownColumn * ${along / 4}u`
    : columnsByFour
      ? 'ownColumn / 4u'
      : along === 1
        ? 'ownColumn'
        : `ownColumn * ${along}u`;
  const groups = Array.from({ length: own.rows / run }, (_, group) => `let p${group} = a${group} + pa;`);
  // In half precision a factor is rounded where it is loaded.
  const factor = (loaded: string, wide: boolean) =>
    tile.half ? `${factorType(tile, wide)}(${loaded})` : loaded;
  const steps = products(plan, tile, {
    column: (column) => factor(`${b}[pc + ${(column * along) / widthB}u]`, widthB === 4),
    row: (row) => {
      const at = `p${Math.floor(row / run)} + ${addressAt(rows, 'a', row % run)}u`;
      return factor(`${a}[${widthA === 4 ? `(${at}) / 4u` : at}]`, widthA === 4);
    },
  });
  return [`let pc = pb + ${firstColumn};`, ...groups, ...steps];
}
