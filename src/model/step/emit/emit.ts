// From fused nodes to kernels.
import { KernelBuilder, type Kernel } from '../../wgsl/kernel';
import type { Tile } from '../../wgsl/contraction';
import type { Fused, Fusion } from '../fuse';
import type { MemoryPlan } from '../plan';
import type { Storage } from '../tensor';
import { fusedContraction, type FusedContraction } from './contraction';
import type { KernelContext } from './element';
import { mapKernel, maxPoolKernel, reduceKernel, rowsKernel } from './elementwise';

/** Picks the tile of a contraction. */
export type TileChooser = (fused: FusedContraction) => Tile;

/** The kernels of a fusion, in order. */
export function emitKernels(fusion: Fusion, plan: MemoryPlan, tileOf: TileChooser): Kernel<Storage>[] {
  return fusion.kernels.map((fused, index) =>
    emitKernel(
      fused,
      { builder: new KernelBuilder<Storage>(), inlined: fusion.inlined, stores: plan.stores[index]! },
      tileOf,
    ),
  );
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
  }
}
