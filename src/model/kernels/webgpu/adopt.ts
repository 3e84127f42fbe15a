// Puts our kernels in the place of tfjs-backend-webgpu's, or beside them, and gives a place back where a kernel is found wrong.
// What a kernel of ours does not handle goes to the stock one.
import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { asWebgpu, isEmpty } from '../../gpu/tfjs-webgpu';

/** What a kernel is called with. */
export interface KernelCall {
  inputs: Partial<Record<string, TensorInfo>>;
  attrs: object;
  backend: WebGPUBackend;
}

/** A kernel of ours; null where it does not handle these shapes, types or attributes. */
export type WebgpuKernel = (call: KernelCall) => TensorInfo | TensorInfo[] | null;

interface Adopted {
  own: KernelConfig;
  stock: KernelConfig | null;
}

const backendName = 'webgpu';
const adopted = new Map<string, Adopted>();
const used = new Set<string>();

/** Registers a kernel, over the stock one of that name where there is one. */
export function adoptKernel(kernelName: string, kernel: WebgpuKernel): void {
  const found: KernelConfig | undefined = getKernel(kernelName, backendName);
  const stock = found ?? null;
  const own: KernelConfig = {
    kernelName,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const webgpu = asWebgpu(backend);
      const given = Object.values(inputs).filter((input) => input !== undefined && input !== null);
      // Few numbers that are still on the CPU are best left there; that way no wait for the GPU comes in either.
      const handles = !given.some(isEmpty) && !(stock && webgpu.shouldExecuteOnCPU(given));
      const result = handles ? kernel({ inputs, backend: webgpu, attrs: attrs ?? {} }) : null;
      if (result) {
        used.add(kernelName);
        return result;
      }
      if (!stock) throw new Error(`${kernelName} does not handle this`);
      return stock.kernelFunc({ inputs, backend, ...(attrs ? { attrs } : {}) });
    },
  };
  adopted.set(kernelName, { own, stock });
  place(kernelName, own);
}

function place(kernelName: string, config: KernelConfig | null): void {
  if (getKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
  if (config) registerKernel(config);
}

/** The names of all kernels of ours, in use or not. */
export function adoptedKernels(): string[] {
  return [...adopted.keys()];
}

/** Whether a kernel of ours is in use now. */
export function isInUse(kernelName: string): boolean {
  return getKernel(kernelName, backendName) === adopted.get(kernelName)?.own;
}

/** Gives a kernel's place back to the stock one (false), or takes it again (true). */
export function useOwnKernel(kernelName: string, own: boolean): void {
  const entry = adopted.get(kernelName);
  if (entry) place(kernelName, own ? entry.own : entry.stock);
}

/** Runs work and tells which kernels of ours it used. */
export async function kernelsUsedBy(work: () => Promise<void>): Promise<string[]> {
  used.clear();
  await work();
  return [...used];
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
