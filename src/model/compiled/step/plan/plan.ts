// Which results a kernel has to store, and which of them share memory: each storage lives from the kernel that makes it to
// the last that reads it.
import { externalReads, nodesOf, type Fused } from './fused';
import { outputsOf } from '../graph/primitives';
import { rootOf, type Storage } from '../graph/tensor';

/** Where storages lie. Those that outlive a step have memory of their own and are not listed. */
export interface MemoryPlan {
  /** For each kernel, what it stores. */
  stores: readonly ReadonlySet<Storage>[];
  /** Index of the buffer that holds a value. */
  slotOf: ReadonlyMap<Storage, number>;
  /** Elements of each buffer. */
  slotSizes: readonly number[];
}

/** Plans memory for kernels in their order. */
export function planMemory(kernels: readonly Fused[], wanted: readonly Storage[]): MemoryPlan {
  const read = new Set(wanted);
  /** Of memory as a whole: pieces live as long as what they are of. */
  const lastRead = new Map<Storage, number>(wanted.map((storage) => [rootOf(storage), kernels.length]));
  kernels.forEach((kernel, index) => {
    for (const { storage } of externalReads(kernel)) {
      if (storage.role !== 'value') continue;
      read.add(storage).add(rootOf(storage));
      lastRead.set(rootOf(storage), Math.max(index, lastRead.get(rootOf(storage)) ?? 0));
    }
  });
  const stores = kernels.map((kernel) => storedBy(kernel, read));
  // A piece that nobody reads must not be written where others' numbers have come to lie.
  stores.forEach((stored, index) => {
    for (const storage of stored) {
      if (storage.part) lastRead.set(rootOf(storage), Math.max(index, lastRead.get(rootOf(storage)) ?? 0));
    }
  });
  return { stores, ...assign(kernels, stores, lastRead) };
}

function storedBy(kernel: Fused, read: ReadonlySet<Storage>): Set<Storage> {
  const made = nodesOf(kernel).flatMap((node) => outputsOf(node).map(({ storage }) => storage));
  const isRead = (storage: Storage) => read.has(storage) || read.has(rootOf(storage));
  return new Set(made.filter((storage) => storage.role !== 'value' || isRead(storage)));
}

/** First buffer that is free and fits best; buffers grow where none fits. */
function assign(
  kernels: readonly Fused[],
  stores: readonly ReadonlySet<Storage>[],
  lastRead: ReadonlyMap<Storage, number>,
): Pick<MemoryPlan, 'slotOf' | 'slotSizes'> {
  const slotOf = new Map<Storage, number>();
  const slotSizes: number[] = [];
  const freeFrom: number[] = [];
  kernels.forEach((_, index) => {
    const values = new Set([...stores[index]!].filter(({ role }) => role === 'value').map(rootOf));
    for (const storage of [...values].sort((a, b) => b.size - a.size)) {
      if (slotOf.has(storage)) continue;
      const free = slotSizes
        .map((size, slot) => ({ size, slot }))
        .filter(({ slot }) => freeFrom[slot]! < index);
      const waste = ({ size }: { size: number }) =>
        size >= storage.size ? size - storage.size : (storage.size - size) * 2;
      free.sort((a, b) => waste(a) - waste(b));
      const slot = free[0]?.slot ?? slotSizes.length;
      slotSizes[slot] = Math.max(slotSizes[slot] ?? 0, storage.size);
      freeFrom[slot] = lastRead.get(storage) ?? index;
      slotOf.set(storage, slot);
    }
  });
  return { slotOf, slotSizes };
}
