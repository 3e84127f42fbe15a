// Kernels without a contraction: chains of maps, sums over one axis, walks over rows.
import type { Kernel, Width } from '../../wgsl/kernel';
import type { FusedOf } from '../plan/fused';
import { readsOf } from '../graph/expression';
import type { ReduceNode } from '../graph/primitives';
import { elementsOf, type Storage } from '../graph/tensor';
import { ElementWriter, splat, type KernelContext, type Locals } from './element';
import { isWide, widthOfMaps } from './width';

type KernelOf = Kernel<Storage>;

const mostWorkgroups = 65_535;

/** A kernel with one invocation for each of `count` things, `body` seeing its number as `i`. */
export function flatKernel(
  { builder }: KernelContext,
  label: string,
  count: number,
  body: readonly string[],
  workEach = 4,
): KernelOf {
  // A size that divides the count spares a guard, behind which some adapters compute with half-empty vectors.
  const size = [64, 32, 16, 48, 40, 24, 20].find((divisor) => count % divisor === 0) ?? 64;
  const groups = Math.ceil(count / size);
  const columns = Math.min(groups, mostWorkgroups);
  const rows = Math.ceil(groups / columns);
  const index = rows === 1 ? 'id.x' : `id.x + id.y * ${columns * size}u`;
  const guard = columns * rows * size === count ? [] : [`if (i >= ${count}u) { return; }`];
  return builder.build(
    label,
    [`let i = ${index};`, ...guard, ...body].join('\n'),
    [size, 1, 1],
    [columns, rows, 1],
    count * workEach,
  );
}

/** Elementwise maps of one size. */
export function mapKernel(context: KernelContext, { maps }: FusedOf<'map'>): KernelOf {
  const width = widthOfMaps(maps, context.inlined);
  const writer = new ElementWriter(context, { index: 'e', width }, new Map());
  const first = width === 4 ? 'let e = i * 4u;' : 'let e = i;';
  writer.maps(maps);
  return flatKernel(context, 'map', elementsOf(maps[0]!.shape) / width, [first, ...writer.lines]);
}

/** Σ or max over the middle axis, one invocation a result (or four neighbours), and the maps that follow. */
export function reduceKernel(context: KernelContext, { node, maps }: FusedOf<'reduce'>): KernelOf {
  const { outer, reduced, inner, input, output } = node;
  const read = { kind: 'read', tensor: input, view: { kind: 'broadcast' } } as const;
  const wide =
    inner % 4 === 0 && isWide(read, input.shape, context.inlined) && widthOfMaps(maps, context.inlined) === 4;
  const width: Width = wide ? 4 : 1;
  const walker = new ElementWriter(context, { index: 'e', width }, new Map());
  const value = walker.value(read, input.shape);
  const writer = new ElementWriter(context, { index: 'o', width }, new Map());
  writer.keep(output, 'sum');
  writer.maps(maps);
  const body = [
    `let o = i${width === 4 ? ' * 4u' : ''};`,
    `let first = ${outer === 1 ? 'o' : `(o / ${inner}u) * ${inner * reduced}u + o % ${inner}u`};`,
    `var sum = ${splat(identityOf(node), width)};`,
    `for (var k = 0u; k < ${reduced}u; k++) {`,
    `let e = first + k * ${inner}u;`,
    ...walker.lines,
    accumulate(node, 'sum', value),
    '}',
    ...writer.lines,
  ];
  return flatKernel(context, node.how, (outer * inner) / width, body, reduced);
}

function identityOf({ how }: ReduceNode): string {
  return how === 'sum' ? '0f' : '-0x1p+127f';
}

function accumulate({ how }: ReduceNode, sum: string, value: string): string {
  return how === 'sum' ? `${sum} += ${value};` : `${sum} = max(${sum}, ${value});`;
}

/** Walks over [rows, length], an invocation a row: sums first, each in its own walk, then what is kept of every element. */
export function rowsKernel(context: KernelContext, { rows, length, steps }: FusedOf<'rows'>): KernelOf {
  const ofRowPlace = { index: 'i', width: 1 } as const;
  const isOfRow = (size: number) => size === rows && length !== 1;
  const elements = steps.filter((step) => step.kind === 'map' && !isOfRow(elementsOf(step.shape)));
  const reads = steps.filter((step) => step.kind === 'reduce');
  const wide =
    length % 4 === 0 &&
    widthOfMaps(
      elements.filter((step) => step.kind === 'map'),
      context.inlined,
    ) === 4 &&
    reads.every(({ input }) =>
      isWide(
        { kind: 'read', tensor: { ...input, shape: [rows, length] }, view: { kind: 'broadcast' } },
        [rows, length],
        context.inlined,
      ),
    );
  const width: Width = wide ? 4 : 1;
  const ofRow: Locals = new Map();
  const lines: string[] = [];
  const walk = (body: (writer: ElementWriter) => string[]): string[] => {
    const writer = new ElementWriter(
      { ...context, stores: new Set() },
      { index: 'e', width },
      new Map(ofRow),
    );
    const rest = body(writer);
    return [
      `for (var k = 0u; k < ${length}u; k += ${width}u) {`,
      `let e = i * ${length}u + k;`,
      ...writer.lines,
      ...rest,
      '}',
    ];
  };
  /** Maps of single elements that came before a step, computed again in each walk that needs them. */
  const before: typeof elements = [];
  for (const step of steps) {
    if (step.kind === 'reduce') {
      const sum = context.builder.name('sum');
      lines.push(`var ${sum} = ${splat(identityOf(step), width)};`);
      lines.push(
        ...walk((writer) => {
          writer.maps(neededFor(step, before, context));
          const tensor = { ...step.input, shape: [rows, length] };
          return [
            accumulate(
              step,
              sum,
              writer.value({ kind: 'read', tensor, view: { kind: 'broadcast' } }, [rows, length]),
            ),
          ];
        }),
      );
      const total = width === 4 ? `${sum}Row` : sum;
      if (width === 4) lines.push(`let ${total} = ${horizontal(step, sum)};`);
      new ElementWriter(context, ofRowPlace, ofRow, lines).keep(step.output, total);
    } else if (isOfRow(elementsOf(step.shape)))
      new ElementWriter(context, ofRowPlace, ofRow, lines).maps([step]);
    else before.push(step);
  }
  if (
    elements.some(
      (step) => step.kind === 'map' && step.outputs.some(({ tensor }) => context.stores.has(tensor.storage)),
    )
  ) {
    const writer = new ElementWriter(context, { index: 'e', width }, new Map(ofRow));
    writer.maps(elements.filter((step) => step.kind === 'map'));
    lines.push(
      `for (var k = 0u; k < ${length}u; k += ${width}u) {`,
      `let e = i * ${length}u + k;`,
      ...writer.lines,
      '}',
    );
  }
  return flatKernel(context, 'rows', rows, lines, length * steps.length);
}

/** The maps before a sum that it is made of. */
function neededFor(step: ReduceNode, before: FusedOf<'rows'>['steps'], context: KernelContext) {
  const wanted = new Set<Storage>([step.input.storage]);
  const needed: Extract<(typeof before)[number], { kind: 'map' }>[] = [];
  for (const map of [...before].reverse()) {
    if (map.kind !== 'map' || !map.outputs.some(({ tensor }) => wanted.has(tensor.storage))) continue;
    needed.unshift(map);
    for (const { expression } of map.outputs)
      for (const storage of behind(expression, context)) wanted.add(storage);
  }
  return needed;
}

function behind(expression: Parameters<typeof isWide>[0], { inlined }: KernelContext): Storage[] {
  return storagesOf(expression).flatMap((storage) => {
    const map = inlined.get(storage);
    return map ? [storage, ...behind(map.outputs[0]!.expression, { inlined } as KernelContext)] : [storage];
  });
}

function storagesOf(expression: Parameters<typeof isWide>[0]): Storage[] {
  return readsOf(expression).map(({ tensor }) => tensor.storage);
}

function horizontal({ how }: ReduceNode, sum: string): string {
  return how === 'sum'
    ? `(${sum}.x + ${sum}.y) + (${sum}.z + ${sum}.w)`
    : `max(max(${sum}.x, ${sum}.y), max(${sum}.z, ${sum}.w))`;
}
