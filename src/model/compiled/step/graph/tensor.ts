// Names for numbers on the device: a tensor is a shape over a storage, and a storage is what memory is planned for.

/** What a storage is for. Values live within a step; weights, slots and data outlive it; the ring is read by the host. */
export type Role = 'value' | 'weight' | 'slot' | 'data' | 'ring';

/** Numbers that lie together. */
export interface Storage {
  readonly id: number;
  readonly role: Role;
  /** In elements of 4 bytes. */
  readonly size: number;
  /** Lasting name of a weight, a slot or data. */
  readonly name: string;
  /** A piece of another storage's memory, which begins at `offset`. */
  readonly part?: { readonly of: Storage; readonly offset: number };
}

/** The storage that memory is planned for. */
export function rootOf(storage: Storage): Storage {
  return storage.part?.of ?? storage;
}

/** A shape over a storage, row-major; several shapes may lie over one. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly storage: Storage;
}

/** Rows and columns of an image, counted from the first of each. */
export type Extent = readonly [height: number, width: number];

/** Number of elements. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
