// Matrix products as contractions: either operand transposed, batches broadcast, bias and activation fused.
import { broadcast_util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { areFloats, inputOf } from './adopt';
import type { KernelCall, WebgpuKernel } from './adopt';
import { contract, knowsActivation } from './contract';
import type { Product } from './contract';

interface MatMulAttributes {
  transposeA: boolean;
  transposeB: boolean;
  activation?: string | null;
}

/** The batch axes of the product; an operand of length 1 along one is taken again and again. */
function batchAxes(
  a: readonly number[],
  b: readonly number[],
  batch: readonly number[],
  sizes: { a: number; b: number; out: number },
): Product['batch'] {
  const steps = { ...sizes };
  return [...batch]
    .map((size, axis) => ({ size, axis }))
    .reverse()
    .map(({ size, axis }) => {
      const sizeA = a[axis - batch.length + a.length] ?? 1;
      const sizeB = b[axis - batch.length + b.length] ?? 1;
      const stride = { a: sizeA === 1 ? 0 : steps.a, b: sizeB === 1 ? 0 : steps.b, out: steps.out };
      steps.a *= sizeA;
      steps.b *= sizeB;
      steps.out *= size;
      return { size, stride };
    })
    .reverse();
}

function multiply(call: KernelCall, bias: TensorInfo | undefined): TensorInfo | null {
  const { transposeA, transposeB, activation } = call.attrs as MatMulAttributes;
  const [a, b] = [inputOf(call, 'a'), inputOf(call, 'b')];
  const [lastA, lastB] = [a.shape.slice(-2), b.shape.slice(-2)];
  const [m, k] = transposeA ? [lastA[1]!, lastA[0]!] : [lastA[0]!, lastA[1]!];
  const [n, inner] = transposeB ? [lastB[0]!, lastB[1]!] : [lastB[1]!, lastB[0]!];
  if (!areFloats(a, b) || inner !== k) return null;
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const batch = batchAxes(outerA, outerB, outer, { a: m * k, b: k * n, out: m * n });
  const rows = { size: m, stride: { a: transposeA ? 1 : k, out: n } };
  // Where all share one b, their rows are rows of one product.
  const shared = batch.every(({ stride }) => stride.b === 0);
  const product: Product = {
    batch: shared ? [] : batch,
    rows: [
      ...(shared
        ? batch.map(({ size, stride }) => ({ size, stride: { a: stride.a, out: stride.out } }))
        : []),
      rows,
    ],
    columns: { size: n, stride: { b: transposeB ? k : 1 } },
    sum: [{ size: k, stride: { a: transposeA ? m : 1, b: transposeB ? 1 : n } }],
  };
  return contract(call.backend, product, [a, b, bias], [...outer, m, n], activation ?? 'linear');
}

/** Kernel `BatchMatMul`: a [..., m, k], b [..., k, n], either transposed → [..., m, n]. */
export const matMul: WebgpuKernel = (call) => multiply(call, undefined);

/** Kernel `_FusedMatMul`: the same with a bias along the last axis and an activation; PReLU goes to the stock kernel. */
export const fusedMatMul: WebgpuKernel = (call) => {
  const { activation } = call.attrs as MatMulAttributes;
  const { bias, b, preluActivationWeights } = call.inputs;
  if (preluActivationWeights || !b || !knowsActivation(activation)) return null;
  const { transposeB } = call.attrs as MatMulAttributes;
  const columns = b.shape[b.shape.length - (transposeB ? 2 : 1)];
  if (bias && (!areFloats(bias) || bias.shape.length !== 1 || bias.shape[0] !== columns)) return null;
  return multiply(call, bias);
};
