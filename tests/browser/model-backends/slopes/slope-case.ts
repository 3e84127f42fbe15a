// What a slope is taken of: an operation, where it starts, and how far it may be shifted; not a test itself.
import * as tf from '@tensorflow/tfjs-core';
import { Philox } from '../../../../src/domain/random';

/** A tensor to start from. */
export interface Input {
  shape: number[];
  values: Float32Array;
}

/** An operation, and the kernels of ours that its value and its gradients need; some backends lack some of them. */
export interface SlopeCase {
  name: string;
  kernels: readonly string[];
  inputs: Input[];
  apply: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** How far a number is shifted at most. */
  h: number;
  /** How near slope and gradient are then, relative to the gradient's root mean square. */
  within: number;
}

/** Where nothing bends h only has to be large: float32 leaves a sum off by some 1e-7 of it, so its slope by that over 2h. */
export const straight = { h: 0.5, within: 5e-5 };
/** Straight as far as the next corner; the inputs `apart` and `signed` keep away from corners by more than this. */
export const cornered = { h: 0.05, within: 2e-4 };
/** Where something bends, the 1e-7 / 2h of rounding and the h² / 6 of bending are of one size here. */
export const bent = { h: 1e-2, within: 1e-3 };

/** Numbers in (−1, 1); a stream has its own. */
export function drawn(size: number, stream: number): Float32Array {
  const random = new Philox(5, stream);
  return Float32Array.from({ length: size }, () => 2 * random.uniform() - 1);
}

/** Numbers in (−1, 1), others for each size. */
export function any(...shape: number[]): Input {
  const size = tf.util.sizeFromShape(shape);
  return { shape, values: drawn(size, size) };
}

/** Numbers in random order, 1 apart from each other and 0.5 from zero. */
export function apart(...shape: number[]): Input {
  const size = tf.util.sizeFromShape(shape);
  const order = new Philox(5, size).permutation(size);
  return { shape, values: Float32Array.from(order, (place) => place - Math.floor(size / 2) + 0.5) };
}

/** Sizes from 0.5 to 1.5 whose sign alternates along an axis: where only that axis is not summed over, no sum of products is near zero. */
export function signed(axis: number, ...shape: number[]): Input {
  const inner = tf.util.sizeFromShape(shape.slice(axis + 1));
  const sign = (i: number) => ((Math.floor(i / inner) % shape[axis]!) % 2 === 0 ? 1 : -1);
  return { shape, values: any(...shape).values.map((value, i) => (1 + value / 2) * sign(i)) };
}

/** The same, so near to zero that a sum keeps its sign. */
export function small({ shape, values }: Input): Input {
  return { shape, values: values.map((value) => value / 20) };
}

/** As tfjs has the type of an image or a filter. */
export const four = (x: tf.Tensor): tf.Tensor4D => x as tf.Tensor4D;
