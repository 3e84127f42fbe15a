// Matrix products and convolutions as one kernel: C[row, column] = Σ A[row + k] · B[k + column], where rows, columns and the
// summed axes are nested axes with strides. A convolution differs from a product only in its strides (implicit GEMM); its
// input has to be padded beforehand, so that no address needs a guard. One invocation keeps a tile of C in registers.
import { addressAt, addressOf, alignedRun, joinAxes, sizeOf, type Axis } from './axes';
import type { Kernel, KernelBuilder, Width } from './kernel';

/** A summed axis; those with an edge stand before all others. */
export interface SumAxis extends Axis<'a' | 'b'> {
  /**
   * Only what lies inside of A's image is summed: those k with 0 ≤ place + k − size + 1 < length, where place is the problem's along
   * its batch axis of this number. A has no zeros around it then, and nothing is multiplied by them.
   */
  edge?: { batch: number; length: number };
}

/** What is multiplied, all sizes and strides in elements. */
export interface Contraction<T> {
  a: T;
  b: T;
  /** Independent products, such as the heads of attention. */
  batch: readonly Axis<'a' | 'b' | 'out'>[];
  rows: readonly Axis<'a' | 'out'>[];
  /** Consecutive in the result. */
  columns: { size: number; stride: { b: number } };
  /** The summed axes, outermost first. */
  sum: readonly SumAxis[];
  offset?: { a?: number; b?: number };
  /** Cuts the outermost summed axis; the result gains a leading axis of partial sums, each as long as `partStride`. */
  parts?: { count: number; stride: number };
  /** So many neighbouring rows are one pooling window: their maximum is what is left of them. */
  window?: number;
  /** Results are handed over one by one, even where four could be. */
  narrow?: boolean;
}

/** How much of C an invocation computes, and how many invocations share a workgroup. */
export interface Tile {
  rows: number;
  columns: number;
  workgroup: readonly [number, number];
}

/** Where a finished value stands: `index` of its first element in the result, `column` of that. */
export interface Place {
  index: string;
  column: string;
  width: Width;
}

/** WGSL that takes a finished value (f32, or vec4f at width 4) away; `winner` is which of its window's rows it came from. */
export type Finish = (value: string, place: Place, winner: string | null) => string;

type Plan<T> = ReturnType<typeof planOf<T>>;

const byFour = (strides: readonly number[]): boolean => strides.every((stride) => stride % 4 === 0);

/** Joins axes and decides which operands are read four at a time. */
function planOf<T>(contraction: Contraction<T>, tile: Tile) {
  const { columns, batch, offset, window = 1 } = contraction;
  const rows = joinAxes(contraction.rows);
  const edges = contraction.sum.filter(({ edge }) => edge);
  const joined = joinAxes(contraction.sum.filter(({ edge }) => !edge));
  const sum: SumAxis[] = [...edges, ...(joined.length > 0 ? joined : [{ size: 1, stride: { a: 0, b: 0 } }])];
  const inner = sum.at(-1)!;
  const outer = sum.slice(0, -1);
  // Addresses past the end are never used, so that the outermost axis need not come out even.
  const [outermost, ...others] = rows;
  const endless = outermost ? [{ ...outermost, size: outermost.size * tile.rows }, ...others] : [];
  const run = alignedRun(endless, tile.rows);
  const widthOut: Width =
    columns.size % 4 === 0 &&
    tile.columns % 4 === 0 &&
    byFour([...rows, ...batch].map(({ stride }) => stride.out))
      ? 4
      : 1;
  const fixedA = [...batch.map(({ stride }) => stride.a), offset?.a ?? 0];
  const fixedB = [...batch.map(({ stride }) => stride.b), offset?.b ?? 0];
  const sumB = sum.map(({ stride }) => stride.b);
  const columnsByFour = widthOut === 4 && columns.stride.b === 1 && byFour([...fixedB, ...sumB]);
  const innerRow = rows.at(-1);
  const rowsByFour =
    innerRow?.stride.a === 1 &&
    innerRow.size % 4 === 0 &&
    run % 4 === 0 &&
    window === 1 &&
    byFour([
      ...fixedA,
      ...rows.slice(0, -1).map(({ stride }) => stride.a),
      ...sum.map(({ stride }) => stride.a),
    ]);
  const dots =
    !columnsByFour &&
    inner.stride.a === 1 &&
    inner.stride.b === 1 &&
    inner.size % 4 === 0 &&
    byFour([...fixedA, ...rows.map(({ stride }) => stride.a), ...outer.map(({ stride }) => stride.a)]) &&
    byFour([...fixedB, columns.stride.b, ...outer.map(({ stride }) => stride.b)]);
  return {
    rows,
    inner,
    outer,
    run,
    window,
    widthOut,
    columnsByFour,
    rowsByFour,
    dots,
    rowCount: sizeOf(rows),
  };
}

/** The kernel of a contraction. Throws where the device could not dispatch it in one go. */
export function contractionKernel<T>(
  builder: KernelBuilder<T>,
  label: string,
  contraction: Contraction<T>,
  tile: Tile,
  finish: Finish,
): Kernel<T> {
  const plan = planOf(contraction, tile);
  const tiles = [
    Math.ceil(contraction.columns.size / tile.columns),
    Math.ceil(plan.rowCount / tile.rows),
  ] as const;
  const overhangs = tiles.some((count, axis) => count % tile.workgroup[axis]! !== 0);
  const body = [
    ...(overhangs ? [`if (id.x >= ${tiles[0]}u || id.y >= ${tiles[1]}u) { return; }`] : []),
    `let column = id.x * ${tile.columns}u;`,
    ...beginnings(contraction, plan, tile),
    ...accumulators(plan, tile),
    ...loops(contraction, plan, multiplications(builder, contraction, plan, tile)),
    ...results(contraction, plan, tile, finish),
  ].join('\n');
  const [x, y] = tile.workgroup;
  const problems = sizeOf(contraction.batch);
  const workgroups = [
    Math.ceil(tiles[0] / x),
    Math.ceil(tiles[1] / y),
    problems * (contraction.parts?.count ?? 1),
  ] as const;
  const work = problems * plan.rowCount * contraction.columns.size * sizeOf(contraction.sum);
  return builder.build(label, body, [x, y, 1], workgroups, work);
}

/** Addresses at which the tile's runs of rows begin, in A and in the result. */
function beginnings<T>({ batch, offset, parts }: Contraction<T>, plan: Plan<T>, tile: Tile): string[] {
  const count = parts?.count ?? 1;
  const problem = count === 1 ? 'id.z' : `id.z / ${count}u`;
  const lines = [
    // What lies before the image wraps around, and comes back with the first place inside of it.
    `let firstA = ${addressOf(batch, 'a', problem)} + ${(offset?.a ?? 0) >>> 0}u;`,
    `let firstB = ${addressOf(batch, 'b', problem)} + ${offset?.b ?? 0}u;`,
    `let firstOut = ${addressOf(batch, 'out', problem)}${count === 1 ? '' : ` + (id.z % ${count}u) * ${parts!.stride}u`};`,
  ];
  for (let first = 0; first < tile.rows; first += plan.run) {
    const group = first / plan.run;
    lines.push(
      `let row${group} = id.y * ${tile.rows}u + ${first}u;`,
      `let a${group} = firstA + ${addressOf(plan.rows, 'a', `row${group}`)};`,
    );
  }
  return lines;
}

function accumulators<T>({ widthOut, dots }: Plan<T>, tile: Tile): string[] {
  const step = widthOut === 4 && !dots ? 4 : 1;
  const type = step === 4 ? 'vec4f' : 'f32';
  const lines: string[] = [];
  for (let row = 0; row < tile.rows; row++) {
    for (let column = 0; column < tile.columns; column += step)
      lines.push(`var c${row}_${column} = ${type}();`);
  }
  return lines;
}

/** The summed axes as nested loops; `pa` and `pb` walk along the innermost. */
function loops<T>(
  { parts, batch }: Contraction<T>,
  { outer, inner, dots, columnsByFour }: Plan<T>,
  body: string[],
): string[] {
  const lines: string[] = [];
  let [a, b] = ['0u', 'firstB'];
  [...outer, inner].forEach(({ size, stride, edge }, depth) => {
    const isInner = depth === outer.length;
    const step = isInner && dots ? 4 : 1;
    const [first, last] = depth === 0 && parts ? rangeOf(size, step, parts.count) : ['0u', `${size}u`];
    if (isInner) {
      const unit = dots || columnsByFour ? 4 : 1;
      const from = first === '0u' ? '' : ` + ${first} * ${stride.b}u`;
      const fromA = first === '0u' ? '' : ` + ${first} * ${stride.a}u`;
      lines.push(`var pa = ${a}${fromA};`);
      lines.push(unit === 4 ? `var pb = (${b}${from}) / 4u;` : `var pb = ${b}${from};`);
      lines.push(`for (var k = ${first}; k < ${last}; k += ${step}u) {`, ...body);
      if (stride.a !== 0) lines.push(`pa += ${stride.a * step}u;`);
      if (stride.b !== 0) lines.push(`pb += ${(stride.b * step) / unit}u;`);
      return;
    }
    if (edge) lines.push(...insideOf(edge, size, depth, placeOf(batch, edge.batch)));
    const [from, to] = edge ? [`from${depth}`, `to${depth}`] : [first, last];
    lines.push(`for (var k${depth} = ${from}; k${depth} < ${to}; k${depth}++) {`);
    lines.push(
      `let sa${depth} = ${a} + k${depth} * ${stride.a}u;`,
      `let sb${depth} = ${b} + k${depth} * ${stride.b}u;`,
    );
    [a, b] = [`sa${depth}`, `sb${depth}`];
  });
  return [...lines, ...[...outer, inner].map(() => '}')];
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
function multiplications<T>(
  builder: KernelBuilder<T>,
  contraction: Contraction<T>,
  plan: Plan<T>,
  tile: Tile,
): string[] {
  const { columns } = contraction;
  const { run, rows, rowsByFour, columnsByFour, dots, widthOut } = plan;
  const a = builder.read(contraction.a, rowsByFour || dots ? 4 : 1);
  const b = builder.read(contraction.b, columnsByFour || dots ? 4 : 1);
  const lines: string[] = [];
  const firstColumn = columnsByFour
    ? 'column / 4u'
    : columns.stride.b === 1
      ? 'column'
      : `column * ${columns.stride.b}u`;
  lines.push(`let pc = pb + ${dots ? `column * ${columns.stride.b / 4}u` : firstColumn};`);
  for (let column = 0; column < tile.columns; column += columnsByFour ? 4 : 1) {
    const unit = dots || columnsByFour ? 4 : 1;
    lines.push(`let b${column} = ${b}[pc + ${(column * columns.stride.b) / unit}u];`);
  }
  if (widthOut === 4 && !columnsByFour && !dots) {
    for (let j = 0; j < tile.columns; j += 4)
      lines.push(`let v${j} = vec4f(b${j}, b${j + 1}, b${j + 2}, b${j + 3});`);
  }
  for (let group = 0; group < tile.rows / run; group++) lines.push(`let p${group} = a${group} + pa;`);
  for (let row = 0; row < tile.rows; row++) {
    const at = `p${Math.floor(row / run)} + ${addressAt(rows, 'a', row % run)}u`;
    if (rowsByFour && row % 4 === 0) lines.push(`let r${row} = ${a}[(${at}) / 4u];`);
    if (!rowsByFour) lines.push(dots ? `let r${row} = ${a}[(${at}) / 4u];` : `let r${row} = ${a}[${at}];`);
    const value = rowsByFour ? `r${row - (row % 4)}[${row % 4}]` : `r${row}`;
    const step = widthOut === 4 && !dots ? 4 : 1;
    for (let column = 0; column < tile.columns; column += step) {
      const factor = step === 4 && !columnsByFour ? `v${column}` : `b${column}`;
      lines.push(`c${row}_${column} += ${dots ? `dot(${value}, ${factor})` : `${value} * ${factor}`};`);
    }
  }
  return lines;
}

/**
 * Hands every finished value to the epilogue, guarded where tiles hang over the edge. The epilogue stands once, in a loop over
 * the tile: written out for each value it would take some drivers seconds to compile.
 */
function results<T>(
  { columns, narrow }: Contraction<T>,
  plan: Plan<T>,
  tile: Tile,
  finish: Finish,
): string[] {
  const { rows, window, rowCount } = plan;
  const width: Width = narrow ? 1 : plan.widthOut;
  const [down, across] = [tile.rows / window, tile.columns / width];
  const type = width === 4 ? 'vec4f' : 'f32';
  const array = (name: string, values: readonly string[]) =>
    `var ${name} = array<${type}, ${down * across}>(${values.join(', ')});`;
  const lines: string[] = [];
  const values: string[] = [];
  for (let row = 0; row < tile.rows; row += window) {
    for (let column = 0; column < tile.columns; column += width) {
      const pooled = Array.from({ length: window }, (_, i) => accumulated(plan, row + i, column, width));
      if (window === 1) values.push(pooled[0]!);
      else values.push(`best${row}_${column}`);
      if (window > 1) lines.push(...maximum(pooled, `${row}_${column}`, type));
    }
  }
  lines.push(array('finished', values));
  if (window > 1)
    lines.push(
      array(
        'winners',
        values.map((name) => name.replace('best', 'winner')),
      ),
    );
  lines.push(`for (var t = 0u; t < ${down * across}u; t++) {`);
  lines.push(`let row = id.y * ${tile.rows}u + (t / ${across}u) * ${window}u;`);
  lines.push(`let at = column + (t % ${across}u) * ${width}u;`);
  const guards: string[] = [];
  if (rowCount % tile.rows !== 0) guards.push(`row < ${rowCount}u`);
  if (columns.size % tile.columns !== 0) guards.push(`at < ${columns.size}u`);
  if (guards.length > 0) lines.push(`if (${guards.join(' && ')}) {`);
  lines.push(`let index = firstOut + at + ${addressOf(rows, 'out', 'row')};`, 'let value = finished[t];');
  if (window > 1) lines.push('let winner = winners[t];');
  lines.push(finish('value', { index: 'index', column: 'at', width }, window > 1 ? 'winner' : null));
  if (guards.length > 0) lines.push('}');
  return [...lines, '}'];
}

/** A finished value, or four of one row. */
function accumulated<T>({ widthOut, dots }: Plan<T>, row: number, column: number, width: Width): string {
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
