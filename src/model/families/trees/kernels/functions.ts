// The functions of kernel.as over a memory. Places are offsets in it.
import { lazyModule } from '../../../../domain/lazy-module';
import { kernelBytes } from './kernel-bytes';

/** Whole numbers are int32, places uint32; which of them are float64 the kernel says. */
type Call<Result = void> = (...of: number[]) => Result;

/** As they stand in kernel.as, where their parameters are named. */
export interface KernelFunctions {
  layDown: Call;
  accumulate: Call;
  sumGradients: Call;
  subtract: Call;
  /** The last bin that goes left, or −1. */
  bestCut: Call<number>;
  countLeft: Call<number>;
  partition: Call;
  addLeaf: Call;
  addTree: Call;
  logistic: Call;
  logisticGradients: Call;
  binColumn: Call;
  predict: Call;
}

export const pageBytes = 65_536;
const mostBytes = 2 ** 32 - pageBytes;
const moduleOf = lazyModule(kernelBytes);

/** A memory of so many bytes; null where it cannot be had. */
export function memoryOf(bytes: number): WebAssembly.Memory | null {
  if (bytes > mostBytes) return null;
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
  } catch {
    return null;
  }
}

/** Null where there is no WebAssembly with SIMD. */
export function kernelFunctions(memory: WebAssembly.Memory): KernelFunctions | null {
  const module = moduleOf();
  if (!module) return null;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as KernelFunctions;
}
