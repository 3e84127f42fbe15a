// Which kernels of ours stand in the place of tfjs' own, or beside them, and which of them were used. A place can be given
// back where a kernel is found wrong. Knows no backend: kernels/webgpu/adopt.ts fills this.
import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig } from '@tensorflow/tfjs-core';

interface OwnKernel {
  own: KernelConfig;
  stock: KernelConfig | null;
}

const kernels = new Map<string, OwnKernel>();
const used = new Set<string>();

/** The kernel that is registered now, or null. */
export function registeredKernel(kernelName: string, backendName: string): KernelConfig | null {
  const found: KernelConfig | undefined = getKernel(kernelName, backendName);
  return found ?? null;
}

function place(from: KernelConfig, config: KernelConfig | null): void {
  const { kernelName, backendName } = from;
  if (registeredKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
  if (config) registerKernel(config);
}

/** Registers a kernel of ours over the stock one, or beside the stock ones. */
export function takePlace(own: KernelConfig, stock: KernelConfig | null): void {
  kernels.set(own.kernelName, { own, stock });
  place(own, own);
}

/** Gives a kernel's place back to the stock one (false), or takes it again (true). */
export function useOwnKernel(kernelName: string, own: boolean): void {
  const entry = kernels.get(kernelName);
  if (entry) place(entry.own, own ? entry.own : entry.stock);
}

/** The names of all kernels of ours, in use or not. */
export function ownKernels(): string[] {
  return [...kernels.keys()];
}

/** Notes that a kernel of ours did the work. */
export function noteUse(kernelName: string): void {
  used.add(kernelName);
}

/** Runs work and tells which kernels of ours it used. */
export async function kernelsUsedBy(work: () => Promise<void>): Promise<string[]> {
  used.clear();
  await work();
  return [...used];
}
