// Which kernel a training has.
import { plainKernel } from './plain-kernel';
import { SimdKernel } from './simd-kernel';
import type { KernelRoom, TreeKernel } from './tree-kernel';

/** A kernel with so much room: SIMD where the browser has it and the memory can be had. */
export function openKernel(room: KernelRoom): TreeKernel {
  return SimdKernel.open(room) ?? plainKernel;
}
