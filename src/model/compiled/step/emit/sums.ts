// Kernels that sum what no tile could share: products element by element, and rows by their ids.
import { addressOf, joinAxes, sizeOf } from '../../wgsl/axes';
import type { Kernel, Width } from '../../wgsl/kernel';
import type { FusedOf } from '../plan/fused';
import { elementsOf, type Storage } from '../graph/tensor';
import { ElementWriter, splat, type KernelContext } from './element';
import { flatKernel } from './elementwise';
import { widthOfMaps } from './width';

/** Units of one row that an invocation of the scatter sums at once, in vectors. */
const mostVectors = 16;

/** Σ A · B along axes of the node's own, an invocation a result (or four neighbours). */
export function productSumKernel(
  context: KernelContext,
  { node, maps }: FusedOf<'productSum'>,
): Kernel<Storage> {
  const out = joinAxes(node.out);
  const sum = joinAxes(node.sum);
  const byFour = (key: 'a' | 'b') => {
    const inner = out.at(-1)!;
    const others = [...out.slice(0, -1), ...sum].map(({ stride }) => stride[key]);
    return (
      inner.size % 4 === 0 &&
      inner.stride[key] === 1 &&
      [...others, node.offset[key]].every((stride) => stride % 4 === 0)
    );
  };
  const width: Width =
    out.length > 0 && byFour('a') && byFour('b') && widthOfMaps(maps, context.inlined) === 4 ? 4 : 1;
  const [a, b] = [context.builder.read(node.a.storage, width), context.builder.read(node.b.storage, width)];
  const unit = width === 4 ? ' / 4u' : '';
  const writer = new ElementWriter(context, { index: 'o', width }, new Map());
  writer.keep(node.output, 'sum');
  writer.maps(maps);
  const lines = [
    `let o = i${width === 4 ? ' * 4u' : ''};`,
    `let firstA = ${node.offset.a}u + ${addressOf(out, 'a', 'o')};`,
    `let firstB = ${node.offset.b}u + ${addressOf(out, 'b', 'o')};`,
    `var sum = ${splat('0f', width)};`,
    ...sum.map(({ size }, depth) => `for (var k${depth} = 0u; k${depth} < ${size}u; k${depth}++) {`),
    `let pa = firstA${sum.map(({ stride }, depth) => ` + k${depth} * ${stride.a}u`).join('')};`,
    `let pb = firstB${sum.map(({ stride }, depth) => ` + k${depth} * ${stride.b}u`).join('')};`,
    `sum += ${a}[pa${unit}] * ${b}[pb${unit}];`,
    ...sum.map(() => '}'),
    ...writer.lines,
  ];
  const work = sizeOf(node.sum) * width;
  return flatKernel(context, 'product sum', elementsOf(node.output.shape) / width, lines, work);
}

/** Sums of rows by id: each invocation walks all ids for its own row, so that the order never changes. */
export function scatterKernel(context: KernelContext, { node, maps }: FusedOf<'scatter'>): Kernel<Storage> {
  const [vocabulary, units] = node.output.shape as [number, number];
  const count = elementsOf(node.ids.shape);
  const width: Width = units % 4 === 0 && widthOfMaps(maps, context.inlined) === 4 ? 4 : 1;
  const vectors = units / width;
  const each = largestDivisor(vectors, mostVectors);
  const parts = vectors / each;
  const ids = context.builder.read(node.ids.storage);
  const rows = context.builder.read(node.rows.storage, width);
  const row = parts === 1 ? 'i' : `i / ${parts}u`;
  const first = parts === 1 ? '0u' : `(i % ${parts}u) * ${each}u`;
  const sums = Array.from({ length: each }, (_, vector) => `s${vector}`);
  const type = width === 4 ? 'vec4f' : 'f32';
  const writer = new ElementWriter(context, { index: 'o', width }, new Map());
  writer.keep(node.output, 'sum');
  writer.maps(maps);
  const lines = [
    `let wanted = f32(${row});`,
    `let first = ${first};`,
    ...sums.map((name) => `var ${name} = ${splat('0f', width)};`),
    `for (var k = 0u; k < ${count}u; k++) {`,
    `if (floor(clamp(${ids}[k], 0f, ${vocabulary - 1}f)) == wanted) {`,
    `let at = k * ${vectors}u + first;`,
    ...sums.map((name, vector) => `${name} += ${rows}[at + ${vector}u];`),
    '}',
    '}',
    `var sums = array<${type}, ${each}>(${sums.join(', ')});`,
    `for (var v = 0u; v < ${each}u; v++) {`,
    'let sum = sums[v];',
    `let o = ((${row}) * ${vectors}u + first + v)${width === 4 ? ' * 4u' : ''};`,
    ...writer.lines,
    '}',
  ];
  return flatKernel(context, 'scatter', vocabulary * parts, lines, count + units);
}

function largestDivisor(count: number, most: number): number {
  for (let divisor = Math.min(count, most); divisor > 1; divisor--) if (count % divisor === 0) return divisor;
  return 1;
}
