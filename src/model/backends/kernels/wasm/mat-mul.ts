// Matrix products whose operands are transposed: an explicit transpose first, since only the plain product is fast.
import type { BatchMatMulAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { callKernel, inputOf, release, runConfig } from './call';
import type { WasmKernel } from './call';

type Attributes = Pick<BatchMatMulAttrs, keyof BatchMatMulAttrs>;

/** Kernel `BatchMatMul`: a [..., m, k], b [..., k, n], either transposed → [..., m, n]. */
export const matMul: WasmKernel = (call, original) => {
  if (!original) throw new Error('BatchMatMul is missing');
  const { backend } = call;
  const { transposeA, transposeB } = call.attrs as Attributes;
  if (!transposeA && !transposeB) return runConfig(original, call);
  const a = inputOf(call, 'a');
  const b = inputOf(call, 'b');
  const left = transposeA ? transposed(backend, a) : a;
  const right = transposeB ? transposed(backend, b) : b;
  const product = runConfig(original, {
    inputs: { a: left, b: right },
    backend,
    attrs: { transposeA: false, transposeB: false },
  });
  if (left !== a) release(backend, left);
  if (right !== b) release(backend, right);
  return product;
};

function transposed(backend: BackendWasm, x: TensorInfo): TensorInfo {
  const rank = x.shape.length;
  const perm = x.shape.map((_, axis) => axis);
  perm.splice(rank - 2, 2, rank - 1, rank - 2);
  return callKernel(backend, 'Transpose', { x }, { perm });
}
