// Wraps a kernel of ours for tfjs-backend-webgpu: what it does not handle goes to the stock kernel.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { asWebgpu, isEmpty } from '../../gpu/tfjs-webgpu';
import { noteUse, registeredKernel, takePlace } from '../own-kernels';

/** What a kernel is called with. */
export interface KernelCall {
  inputs: Partial<Record<string, TensorInfo>>;
  attrs: object;
  backend: WebGPUBackend;
}

/** A kernel of ours; null where it does not handle these shapes, types or attributes. */
export type WebgpuKernel = (call: KernelCall) => TensorInfo | TensorInfo[] | null;

/** Registers a kernel, over the stock one of that name where there is one. */
export function adoptKernel(kernelName: string, kernel: WebgpuKernel): void {
  const backendName = 'webgpu';
  const stock = registeredKernel(kernelName, backendName);
  const kernelFunc: KernelConfig['kernelFunc'] = ({ inputs, backend, attrs }) => {
    const webgpu = asWebgpu(backend);
    const given = Object.values(inputs).filter((input) => input !== undefined && input !== null);
    // Few numbers that are still on the CPU are best left there; that way no wait for the GPU comes in either.
    const handles = !given.some(isEmpty) && !(stock && webgpu.shouldExecuteOnCPU(given));
    if (handles) {
      try {
        const result = kernel({ inputs, backend: webgpu, attrs: attrs ?? {} });
        if (result) noteUse(kernelName);
        if (result) return result;
      } catch (error) {
        noteUse(kernelName);
        throw error;
      }
    }
    if (!stock) throw new Error(`${kernelName} does not handle this`);
    return stock.kernelFunc({ inputs, backend, ...(attrs ? { attrs } : {}) });
  };
  takePlace({ kernelName, backendName, kernelFunc }, stock);
}

/** An input that the operation always passes. */
export function inputOf(call: KernelCall, name: string): TensorInfo {
  const input = call.inputs[name];
  if (!input) throw new Error(`kernel input ${name} is missing`);
  return input;
}

/** Whether all inputs are float32: the only type that these kernels compute in. */
export function areFloats(...tensors: readonly TensorInfo[]): boolean {
  return tensors.every(({ dtype }) => dtype === 'float32');
}
