// Initial weights from Philox: the same seed gives the same numbers on every backend and every device.
import type { Activation } from '../contract/recipe';
import { fillUniform } from '../domain/random';
import { streamOf } from './streams';

const rectifying: ReadonlySet<Activation> = new Set(['relu', 'elu', 'gelu']);

/** Inputs and outputs that meet in one kernel: [in, out] for dense, [height, width, in, out] for convolutions. */
export function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  const receptive = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return { fanIn: receptive * (shape.at(-2) ?? 1), fanOut: receptive * (shape.at(-1) ?? 1) };
}

/**
 * Kernel of a layer, uniform in (−limit, limit).
 * Before rectifiers limit = √(6 / fanIn) (He et al. 2015), else √(6 / (fanIn + fanOut)) (Glorot and Bengio 2010).
 */
export function initialKernel(
  shape: readonly number[],
  activation: Activation,
  seed: number,
  layer: number,
): Float32Array {
  const { fanIn, fanOut } = fans(shape);
  const limit = Math.sqrt(6 / (rectifying.has(activation) ? fanIn : fanIn + fanOut));
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  fillUniform(values, seed, streamOf('weights', layer), 0);
  for (let i = 0; i < values.length; i++) values[i] = (2 * values[i]! - 1) * limit;
  return values;
}
