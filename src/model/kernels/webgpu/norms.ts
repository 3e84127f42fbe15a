// Layer and batch normalisation with their gradients, over a matrix [rows, columns]: layer normalisation has a mean a row,
// batch normalisation one a column; gain and bias lie along the columns in both.
import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch, makeOutput, release } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import type { NormKind } from '../fused';
import { areFloats, inputOf } from './adopt';
import type { KernelCall, WebgpuKernel } from './adopt';
import { float, memoized, perThread } from './program';
import type { Binding } from './program';
import { reduce, stripsOf } from './reduce';

interface Matrix {
  rows: number;
  columns: number;
}

function matrixOf(x: TensorInfo): Matrix {
  const columns = x.shape[x.shape.length - 1] ?? 1;
  return { rows: util.sizeFromShape(x.shape) / columns, columns };
}

const lanes = (columns: number): { width: number; type: string } =>
  columns % 4 === 0 ? { width: 4, type: 'vec4f' } : { width: 1, type: 'f32' };

/** How a program reads the statistics: one a row as single numbers, one a column as wide as the columns. */
function statistics(kind: NormKind, type: string): { bindings: Binding[]; at: string } {
  const element = kind === 'layer' ? 'f32' : type;
  return {
    bindings: [
      { name: 'mean', type: element },
      { name: 'variance', type: element },
    ],
    at: kind === 'layer' ? 'row' : 'column',
  };
}

/** Sums of squared distances from the mean, in strips as reduce() has them. */
const squaredDistances = memoized(
  (kind: NormKind, rows: number, columns: number, strips: number): Program => {
    const { width, type } = kind === 'layer' ? { width: 1, type: 'f32' } : lanes(columns);
    const groups = columns / width;
    const bindings: Binding[] = [
      { name: 'x', type },
      { name: 'mean', type },
      { name: 'sums', type, writes: true },
    ];
    const loop = (count: number, at: string): string => `  var total = ${type}(0.0);
  for (var k = strip; k < ${count}u; k += ${strips}u) {
    let distance = x[${at}] - centre;
    total += distance * distance;
  }
  sums[i] = total;`;
    return kind === 'layer'
      ? perThread(
          rows * strips,
          bindings,
          `  let strip = i % ${strips}u;
  let row = i / ${strips}u;
  let centre = mean[row];
${loop(columns, `row * ${columns}u + k`)}`,
        )
      : perThread(
          strips * groups,
          bindings,
          `  let strip = i / ${groups}u;
  let column = i % ${groups}u;
  let centre = mean[column];
${loop(rows, `k * ${groups}u + column`)}`,
        );
  },
);

/** Kernel `Moments` (ours): x [.., columns] → mean and variance, one a row or one a column. */
export const moments: WebgpuKernel = (call) => {
  const { backend } = call;
  const x = inputOf(call, 'x');
  const { kind } = call.attrs as { kind: NormKind };
  if (!areFloats(x)) return null;
  const { rows, columns } = matrixOf(x);
  const isLayer = kind === 'layer';
  const [outer, reduced, inner] = isLayer ? [rows, columns, 1] : [1, rows, columns];
  const shape = isLayer ? x.shape.slice(0, -1) : [columns];
  const mean = reduce(backend, 'sum', x, [outer, reduced, inner], shape, 1 / reduced);
  const strips = stripsOf(outer, reduced, inner);
  const parts = makeOutput(backend, [outer, strips, inner]);
  dispatch(backend, squaredDistances(kind, rows, columns, strips), [x, mean, parts]);
  const variance = reduce(backend, 'sum', parts, [outer, strips, inner], shape, 1 / reduced);
  release(backend, parts);
  return [mean, variance];
};

const normalizeProgram = memoized(
  (kind: NormKind, rows: number, columns: number, epsilon: number): Program => {
    const { width, type } = lanes(columns);
    const groups = columns / width;
    const { bindings, at } = statistics(kind, type);
    return perThread(
      rows * groups,
      [
        { name: 'x', type },
        ...bindings,
        { name: 'gain', type },
        { name: 'bias', type },
        { name: 'y', type, writes: true },
      ],
      `  let column = i % ${groups}u;
${kind === 'layer' ? `  let row = i / ${groups}u;\n` : ''}  let root = inverseSqrt(variance[${at}] + ${float(epsilon)});
  y[i] = (x[i] - mean[${at}]) * root * gain[column] + bias[column];`,
    );
  },
);

interface NormAttributes {
  kind: NormKind;
  epsilon: number;
}

function inputsOf(call: KernelCall, names: readonly string[]): TensorInfo[] | null {
  const tensors = names.map((name) => inputOf(call, name));
  return areFloats(...tensors) ? tensors : null;
}

/** Kernel `Normalize` (ours): (x − mean) / √(variance + ε) · gain + bias. */
export const normalize: WebgpuKernel = (call) => {
  const { kind, epsilon } = call.attrs as NormAttributes;
  const tensors = inputsOf(call, ['x', 'mean', 'variance', 'gain', 'bias']);
  const x = inputOf(call, 'x');
  if (!tensors) return null;
  const { rows, columns } = matrixOf(x);
  const y = makeOutput(call.backend, x.shape);
  dispatch(call.backend, normalizeProgram(kind, rows, columns, epsilon), [...tensors, y]);
  return y;
};

/** Strips of Σ dy and Σ dy · x̂ over the rows: what the gradients of bias and gain add up. */
const columnSumsProgram = memoized(
  (kind: NormKind, rows: number, columns: number, strips: number, epsilon: number): Program => {
    const { width, type } = lanes(columns);
    const groups = columns / width;
    const { bindings, at } = statistics(kind, type);
    return perThread(
      strips * groups,
      [
        { name: 'dy', type },
        { name: 'x', type },
        ...bindings,
        { name: 'plain', type, writes: true },
        { name: 'scaled', type, writes: true },
      ],
      `  let column = i % ${groups}u;
  var sum = ${type}(0.0);
  var product = ${type}(0.0);
  for (var row = i / ${groups}u; row < ${rows}u; row += ${strips}u) {
    let above = dy[row * ${groups}u + column];
    let root = inverseSqrt(variance[${at}] + ${float(epsilon)});
    sum += above;
    product += above * (x[row * ${groups}u + column] - mean[${at}]) * root;
  }
  plain[i] = sum;
  scaled[i] = product;`,
    );
  },
);

/** Means over a row of dy · gain and dy · gain · x̂. */
const rowSumsProgram = memoized((rows: number, columns: number, epsilon: number): Program => {
  const { width, type } = lanes(columns);
  const groups = columns / width;
  const total = (name: string): string => (width === 4 ? `dot(${name}, vec4f(1.0))` : name);
  return perThread(
    rows,
    [
      { name: 'dy', type },
      { name: 'x', type },
      ...statistics('layer', type).bindings,
      { name: 'gain', type },
      { name: 'plain', type: 'f32', writes: true },
      { name: 'scaled', type: 'f32', writes: true },
    ],
    `  var sum = ${type}(0.0);
  var product = ${type}(0.0);
  for (var column = 0u; column < ${groups}u; column++) {
    let above = dy[i * ${groups}u + column] * gain[column];
    sum += above;
    product += above * (x[i * ${groups}u + column] - mean[i]);
  }
  plain[i] = ${total('sum')} * ${float(1 / columns)};
  scaled[i] = ${total('product')} * inverseSqrt(variance[i] + ${float(epsilon)}) * ${float(1 / columns)};`,
  );
});

/** dx from the two sums: means over the row for a layer, sums over the column for a batch. */
const inputGradientProgram = memoized(
  (kind: NormKind, rows: number, columns: number, epsilon: number): Program => {
    const { width, type } = lanes(columns);
    const groups = columns / width;
    const { bindings, at } = statistics(kind, type);
    const element = kind === 'layer' ? 'f32' : type;
    const formula =
      kind === 'layer'
        ? '(dy[i] * gain[column] - plain[row] - distance * scaled[row]) * root'
        : `(dy[i] - (plain[column] + distance * scaled[column]) * ${float(1 / rows)}) * root * gain[column]`;
    return perThread(
      rows * groups,
      [
        { name: 'dy', type },
        { name: 'x', type },
        ...bindings,
        { name: 'gain', type },
        { name: 'plain', type: element },
        { name: 'scaled', type: element },
        { name: 'dx', type, writes: true },
      ],
      `  let column = i % ${groups}u;
${kind === 'layer' ? `  let row = i / ${groups}u;\n` : ''}  let root = inverseSqrt(variance[${at}] + ${float(epsilon)});
  let distance = (x[i] - mean[${at}]) * root;
  dx[i] = ${formula};`,
    );
  },
);

function columnSums(
  backend: WebGPUBackend,
  [dy, x, mean, variance]: readonly TensorInfo[],
  { kind, epsilon }: NormAttributes,
): [TensorInfo, TensorInfo] {
  const { rows, columns } = matrixOf(x!);
  const strips = stripsOf(1, rows, columns);
  const parts = [makeOutput(backend, [strips, columns]), makeOutput(backend, [strips, columns])] as const;
  dispatch(backend, columnSumsProgram(kind, rows, columns, strips, epsilon), [
    dy!,
    x!,
    mean!,
    variance!,
    ...parts,
  ]);
  const sums = parts.map((part) => reduce(backend, 'sum', part, [1, strips, columns], [columns]));
  release(backend, ...parts);
  return [sums[0]!, sums[1]!];
}

/** Kernel `NormalizeGrad` (ours): dy, x, the statistics and the gain → dx, d gain, d bias; the statistics depend on x. */
export const normalizeGradient: WebgpuKernel = (call) => {
  const { backend } = call;
  const attributes = call.attrs as NormAttributes;
  const { kind, epsilon } = attributes;
  const tensors = inputsOf(call, ['dy', 'x', 'mean', 'variance', 'gain']);
  if (!tensors) return null;
  const x = inputOf(call, 'x');
  const { rows, columns } = matrixOf(x);
  const [plain, scaled] = columnSums(backend, tensors, attributes);
  const dx = makeOutput(backend, x.shape);
  const program = inputGradientProgram(kind, rows, columns, epsilon);
  if (kind === 'batch') {
    dispatch(backend, program, [...tensors, plain, scaled, dx]);
    return [dx, scaled, plain];
  }
  const means = [makeOutput(backend, [rows]), makeOutput(backend, [rows])];
  dispatch(backend, rowSumsProgram(rows, columns, epsilon), [...tensors, ...means]);
  dispatch(backend, program, [...tensors, ...means, dx]);
  release(backend, ...means);
  return [dx, scaled, plain];
};
