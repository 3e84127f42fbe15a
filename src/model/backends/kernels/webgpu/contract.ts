// Runs a contraction (model/compiled/wgsl) on tensors: picks the tile, cuts long sums into parts, adds bias and activation.
// Not for what a contraction means: mat-mul.ts and conv2d.ts say that.
import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch, makeOutput, release } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import { sizeOf } from '../../../compiled/wgsl/axes';
import { contractionKernel } from '../../../compiled/wgsl/contraction-kernel';
import type { Contraction } from '../../../compiled/wgsl/contraction';
import { KernelBuilder } from '../../../compiled/wgsl/kernel';
import { tileCandidates } from '../../../compiled/wgsl/tiles';
import { memoized, perThread } from './program';

/** A contraction of two tensors; how it is cut is decided here. */
export type Product = Omit<Contraction<null>, 'a' | 'b' | 'parts' | 'window'>;

/** What happens to finished values: a bias along the columns, then an activation. */
export interface Epilogue {
  bias: boolean;
  activation: string;
}

/** The activations that the epilogue knows, for a value `v` of the type `T`. */
const activations: Readonly<Record<string, (v: string, T: string) => string>> = {
  linear: (v) => v,
  relu: (v, T) => `max(${v}, ${T}(0.0))`,
  relu6: (v, T) => `clamp(${v}, ${T}(0.0), ${T}(6.0))`,
  elu: (v, T) => `select(exp(min(${v}, ${T}(0.0))) - 1.0, ${v}, ${v} >= ${T}(0.0))`,
  sigmoid: (v) => `1.0 / (1.0 + exp(-${v}))`,
};

/** Whether the epilogue knows an activation. */
export function knowsActivation(name: string | null | undefined): boolean {
  return Object.hasOwn(activations, name ?? 'linear');
}

type Operand = 'a' | 'b' | 'bias' | 'y';
const typeOf = (width: 1 | 4): string => (width === 4 ? 'vec4f' : 'f32');

function finished(value: string, bias: string, { activation }: Epilogue, width: 1 | 4): string {
  const sum = bias === '' ? value : `(${value} + ${bias})`;
  return (activations[activation] ?? activations['linear']!)(sum, typeOf(width));
}

/** Invocations that keep a device busy. */
const wantedInvocations = 2048;
/** Terms of a sum that an invocation takes at least. */
const shortestPart = 64;
const mostPartElements = 2 ** 24;
const mostWorkgroups = 65_535;

/** Into how many parts the outermost summed axis is cut. */
function partsOf(product: Product, outSize: number): number {
  const tile = tileCandidates({ ...product, a: null, b: null })[0]!;
  const tiles = Math.ceil(sizeOf(product.rows) / tile.rows) * Math.ceil(product.columns.size / tile.columns);
  const terms = sizeOf(product.sum);
  const wanted = Math.ceil(wantedInvocations / (tiles * sizeOf(product.batch)));
  const most = Math.min(product.sum[0]?.size ?? 1, terms / shortestPart, mostPartElements / outSize);
  return Math.max(1, Math.floor(Math.min(wanted, most)));
}

interface Planned {
  program: Program;
  bindings: readonly Operand[];
}

const planned = memoized((productJson: string, parts: number, outSize: number, json: string): Planned => {
  const product = JSON.parse(productJson) as Product;
  const epilogue = JSON.parse(json) as Epilogue;
  const contraction: Contraction<Operand> = {
    ...product,
    a: 'a',
    b: 'b',
    ...(parts > 1 ? { parts: { count: parts, stride: outSize } } : {}),
  };
  const builder = new KernelBuilder<Operand>();
  const tile = tileCandidates(contraction)[0]!;
  const kernel = contractionKernel(
    builder,
    'product',
    contraction,
    tile,
    (value, { index, column, width }) => {
      const y = builder.write('y', width);
      const at = (place: string): string => (width === 4 ? `${place} / 4u` : place);
      if (parts > 1) return `${y}[${at(index)}] = ${value};`;
      const bias = epilogue.bias ? `${builder.read('bias', width)}[${at(column)}]` : '';
      return `${y}[${at(index)}] = ${finished(value, bias, epilogue, width)};`;
    },
  );
  const { code, workgroups } = kernel;
  return { program: { code, workgroups }, bindings: kernel.bindings.map(({ buffer }) => buffer) };
});

const partsSum = memoized(
  (size: number, columns: number, parts: number, bias: boolean, activation: string): Program => {
    const width = columns % 4 === 0 ? 4 : 1;
    const type = typeOf(width);
    const value = finished('total', bias ? `bias[i % ${columns / width}u]` : '', { bias, activation }, width);
    return perThread(
      size / width,
      [{ name: 'x', type }, { name: 'y', type, writes: true }, ...(bias ? [{ name: 'bias', type }] : [])],
      `  var total = x[i];
  for (var part = 1u; part < ${parts}u; part++) { total += x[i + part * ${size / width}u]; }
  y[i] = ${value};`,
    );
  },
);

/** The product as a tensor of the given shape; null where the device could not take it in one dispatch. */
export function contract(
  backend: WebGPUBackend,
  product: Product,
  [a, b, bias]: readonly [TensorInfo, TensorInfo, (TensorInfo | undefined)?],
  shape: readonly number[],
  activation = 'linear',
): TensorInfo | null {
  const outSize = util.sizeFromShape([...shape]);
  const parts = partsOf(product, outSize);
  const epilogue: Epilogue = { bias: bias !== undefined, activation };
  const plan = planned(JSON.stringify(product), parts, outSize, JSON.stringify(epilogue));
  if (plan.program.workgroups.some((count) => count > mostWorkgroups)) return null;
  const result = makeOutput(backend, shape);
  const y = parts === 1 ? result : makeOutput(backend, [parts, outSize]);
  const bound: Record<Operand, TensorInfo | undefined> = { a, b, bias, y };
  dispatch(
    backend,
    plan.program,
    plan.bindings.flatMap((name) => bound[name] ?? []),
  );
  if (parts > 1) {
    const program = partsSum(outSize, product.columns.size, parts, epilogue.bias, activation);
    dispatch(backend, program, [y, result, ...(bias ? [bias] : [])]);
    release(backend, y);
  }
  return result;
}
