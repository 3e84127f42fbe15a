// From fused nodes to kernels.
import { KernelBuilder, type Kernel } from '../../wgsl/kernel';
import type { Tile } from '../../wgsl/contraction';
import type { Fused } from '../plan/fused';
import type { MemoryPlan } from '../plan/plan';
import { rootOf, type Storage } from '../graph/tensor';
import { fusedContraction, type FusedContraction } from './contraction';
import type { KernelContext } from './element';
import { mapKernel, reduceKernel, rowsKernel } from './elementwise';
import { maxPoolKernel, unpoolKernel } from './pooling';
import { productSumKernel, scatterKernel } from './sums';

/** Picks the tile of a contraction. */
export type TileChooser = (fused: FusedContraction) => Tile;

/** The kernels of fused nodes, in order. */
export function emitKernels(
  kernels: readonly Fused[],
  plan: MemoryPlan,
  tileOf: TileChooser,
): Kernel<Storage>[] {
  return kernels.map((fused, index) => {
    const builder = new KernelBuilder<Storage>(rootOf);
    return emitKernel(fused, { builder, inlined: fused.inlined, stores: plan.stores[index]! }, tileOf);
  });
}

/** One kernel. */
export function emitKernel(fused: Fused, context: KernelContext, tileOf: TileChooser): Kernel<Storage> {
  switch (fused.kind) {
    case 'contraction':
      return fusedContraction(context, fused, tileOf(fused));
    case 'map':
      return mapKernel(context, fused);
    case 'reduce':
      return reduceKernel(context, fused);
    case 'rows':
      return rowsKernel(context, fused);
    case 'maxPool':
      return maxPoolKernel(context, fused);
    case 'unpool':
      return unpoolKernel(context, fused);
    case 'productSum':
      return productSumKernel(context, fused);
    case 'scatter':
      return scatterKernel(context, fused);
  }
}
