// Matrix products and convolutions as one kernel: C[row, column] = Σ A[row + k] · B[k + column], where rows, columns and the
// summed axes are nested axes with strides. A convolution differs from a product only in its strides (implicit GEMM); its
// input has to be padded beforehand, so that no address needs a guard. contraction-kernel.ts writes the WGSL.
import type { Axis } from './axes';
import type { Width } from './kernel';

/** A summed axis; those with an edge stand before all others. */
export interface SumAxis extends Axis<'a' | 'b'> {
  /**
   * Only what lies inside of A's image is summed: those k with 0 ≤ place + k − size + 1 < length, where place is the problem's along
   * its batch axis of this number. A has no zeros around it then, and nothing is multiplied by them.
   */
  edge?: { batch: number; length: number };
}

/** What is multiplied, all sizes and strides in elements. */
export interface Contraction<T> {
  a: T;
  b: T;
  /** Independent products, such as the heads of attention. */
  batch: readonly Axis<'a' | 'b' | 'out'>[];
  rows: readonly Axis<'a' | 'out'>[];
  /** Consecutive in the result. */
  columns: { size: number; stride: { b: number } };
  /** The summed axes, outermost first. */
  sum: readonly SumAxis[];
  offset?: { a?: number; b?: number };
  /** Cuts the outermost summed axis; the result gains a leading axis of partial sums, each as long as `partStride`. */
  parts?: { count: number; stride: number };
  /** So many neighbouring rows are one pooling window: their maximum is what is left of them. */
  window?: number;
  /** Results are handed over one by one, even where four could be. */
  narrow?: boolean;
}

/**
 * How factors reach the invocation that multiplies them. `registers`: each loads its own. `quads`: four neighbours load half
 * of a tile's rows and columns each and swap them (feature `subgroups`). `shared`: a workgroup stages a stretch of the sum in
 * its memory, between barriers. None of them changes the order in which an element's sum is taken.
 */
export type TileKind = 'registers' | 'quads' | 'shared';

/** How much of C an invocation computes, and how many invocations share a workgroup. */
export interface Tile {
  kind: TileKind;
  rows: number;
  columns: number;
  workgroup: readonly [number, number];
  /** Factors, and sums of a few products, in float16 (feature `shader-f16`); what those add up to stays in float32. */
  half?: true;
}

/** Where a finished value stands: `index` of its first element in the result, `column` of that. */
export interface Place {
  index: string;
  column: string;
  width: Width;
}

/** WGSL that takes a finished value (f32, or vec4f at width 4) away; `winner` is which of its window's rows it came from. */
export type Finish = (value: string, place: Place, winner: string | null) => string;

/** Elements from an operand's first to the last that a contraction reads. */
export function reachOf(
  { batch, rows, columns, sum, offset }: Contraction<unknown>,
  operand: 'a' | 'b',
): number {
  const axes = operand === 'a' ? [...batch, ...rows, ...sum] : [...batch, columns, ...sum];
  const reach = axes.reduce(
    (reached, { size, stride }: { size: number; stride: { a?: number; b?: number } }) =>
      reached + (size - 1) * (stride[operand] ?? 0),
    (offset?.[operand] ?? 0) + 1,
  );
  if (operand === 'b') return reach;
  // The places of a problem go on behind the image where it has an edge, and are not read there.
  const beyond = sum.map(({ stride, edge }) =>
    edge ? (batch[edge.batch]!.size - edge.length) * stride.a : 0,
  );
  return beyond.reduce((reached, each) => reached - each, reach);
}
