// Shapes that kernels are tried with on every backend; each test adds what is odd for its own.

/** Whether each of a product's operands is transposed. */
export const transposes: [boolean, boolean][] = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
];

/** The shape of an operand that is taken as `shape` after its last two axes were exchanged, where they are. */
export function operandShape(shape: readonly number[], transposed: boolean): number[] {
  return transposed ? [...shape.slice(0, -2), ...shape.slice(-2).reverse()] : [...shape];
}

/** Matrix products m × k × n. */
export const products: [m: number, k: number, n: number][] = [
  [5, 3, 7],
  [64, 1600, 128],
  [1, 9, 1],
  [33, 65, 10],
];

type Pair = [number, number];

/** A convolution of an image [batch, height, width, channels]; padding in numbers is that of each axis. */
export interface Convolution {
  input: [number, number, number, number];
  kernel: Pair;
  filters: number;
  stride: number | Pair;
  pad: 'valid' | 'same' | [Pair, Pair, Pair, Pair];
}

const kernels: Pair[] = [
  [1, 1],
  [3, 3],
  [4, 2],
  [5, 5],
];
const strides: (number | Pair)[] = [1, 2, 3, [2, 1]];

/** Every kernel with every stride and padding, and some more. */
export const convolutions: Convolution[] = [
  ...(['valid', 'same'] as const).flatMap((pad) =>
    strides.flatMap((stride) =>
      kernels.map((kernel): Convolution => ({ input: [3, 9, 8, 2], kernel, filters: 5, stride, pad })),
    ),
  ),
  { input: [7, 13, 13, 32], kernel: [3, 3], filters: 64, stride: 1, pad: 'valid' },
  { input: [2, 7, 11, 3], kernel: [7, 7], filters: 1, stride: 4, pad: 'same' },
  { input: [2, 5, 5, 3], kernel: [5, 5], filters: 4, stride: 1, pad: 'valid' },
  { input: [1, 6, 6, 1], kernel: [2, 2], filters: 1, stride: 5, pad: 'same' },
];

/** A pooling of an image; padding in numbers is that of every side, and sizes are then rounded down. */
export interface Pooling {
  input: [number, number, number, number];
  size: number | Pair;
  stride: number | Pair;
  pad: 'valid' | 'same' | number;
}

/** Windows that lie apart, that overlap, and that hang over the edge. */
export const poolings: Pooling[] = [
  { input: [2, 8, 8, 3], size: 2, stride: 2, pad: 'valid' },
  { input: [3, 7, 9, 5], size: 2, stride: 2, pad: 'valid' },
  { input: [3, 7, 9, 5], size: 2, stride: 2, pad: 'same' },
  { input: [2, 7, 6, 4], size: 3, stride: 2, pad: 'same' },
  { input: [2, 7, 6, 4], size: 3, stride: 1, pad: 'same' },
  { input: [1, 5, 5, 1], size: 5, stride: 1, pad: 'valid' },
  { input: [64, 26, 26, 32], size: 2, stride: 2, pad: 'valid' },
];

/** What is summed over which axes. */
export const reductions: { shape: number[]; axes: number[] }[] = [
  { shape: [64, 26, 26, 32], axes: [0, 1, 2] },
  { shape: [37, 10], axes: [0] },
  { shape: [37, 10], axes: [1] },
  { shape: [5, 6, 7], axes: [1] },
  { shape: [5, 6, 7], axes: [-2, 2] },
  { shape: [301], axes: [0] },
  { shape: [3, 4], axes: [1, 0] },
];
