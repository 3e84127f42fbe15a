// Calling stock wasm kernels from inside our own. Not for tensors that a gradient tape should see.
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, unregisterKernel, registerKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';

/** What a kernel is called with. */
export type KernelCall = Parameters<KernelConfig['kernelFunc']>[0];
/** A kernel as it is written here: the backend is known, the result is one tensor or a list. */
export type WasmKernel = (
  call: KernelCall & { backend: BackendWasm },
  original: KernelConfig | null,
) => TensorInfo | TensorInfo[];
/** [batch, height, width, channels] or [height, width, in, out]. */
export type Shape4 = [number, number, number, number];

/** An input that the operation always passes. */
export function inputOf(call: KernelCall, name: string): TensorInfo {
  const input = call.inputs[name];
  if (!input) throw new Error(`kernel input ${name} is missing`);
  return input;
}

/** The shape of a rank-4 tensor. */
export function shape4(tensor: TensorInfo): Shape4 {
  const [a, b, c, d, ...rest] = tensor.shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined || rest.length > 0)
    throw new Error(`rank 4 expected, found [${tensor.shape.join(', ')}]`);
  return [a, b, c, d];
}

/** Runs the kernel registered under a name; the caller disposes the result. */
export function callKernel(
  backend: BackendWasm,
  name: string,
  inputs: KernelCall['inputs'],
  attrs: NonNullable<KernelCall['attrs']>,
): TensorInfo {
  return runConfig(getKernel(name, 'wasm'), { inputs, backend, attrs });
}

/** Runs a given kernel that has one result. */
export function runConfig(config: KernelConfig, call: KernelCall): TensorInfo {
  const result = config.kernelFunc(call);
  if (!Array.isArray(result)) return result;
  const [only] = result;
  if (!only) throw new Error(`${config.kernelName} gave no result`);
  return only;
}

/** Frees what `callKernel` returned. */
export function release(backend: BackendWasm, ...tensors: TensorInfo[]): void {
  for (const { dataId } of tensors) backend.disposeData(dataId);
}

/** The heap's own floats behind a tensor; stale after any allocation, so taken last. */
export function floatsOf(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  const values = backend.typedArrayFromHeap(tensor);
  if (!(values instanceof Float32Array)) throw new Error(`float32 expected, found ${tensor.dtype}`);
  return values;
}

/** Registers a kernel for wasm, in place of a stock one where there is one; before the backend starts, so that setups run. */
export function replaceKernel(kernelName: string, kernel: WasmKernel): void {
  const found: KernelConfig | undefined = getKernel(kernelName, 'wasm');
  const original = found ?? null;
  if (original) unregisterKernel(kernelName, 'wasm');
  registerKernel({
    kernelName,
    backendName: 'wasm',
    ...(original?.setupFunc ? { setupFunc: original.setupFunc } : {}),
    ...(original?.disposeFunc ? { disposeFunc: original.disposeFunc } : {}),
    kernelFunc: ({ inputs, backend, attrs }) => {
      if (!(backend instanceof BackendWasm)) throw new Error('not the wasm backend');
      return kernel({ inputs, backend, ...(attrs ? { attrs } : {}) }, original);
    },
  });
}
