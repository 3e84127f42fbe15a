// Initial weights from Philox: the same seed gives the same numbers on every backend and every device.
import type { Activation } from '../../../contract/model/recipe';
import { fillUniform } from '../../../domain/random';
import { streamOf } from '../training/streams';

const rectifying: ReadonlySet<Activation> = new Set(['relu', 'elu', 'gelu']);

/** Where tables of vectors start: Keras' default for embeddings, a standard deviation of 0.029. */
export const tableLimit = 0.05;

/**
 * Inputs and outputs that meet in one kernel: [in, out] for dense, [height, width, in, out] for convolutions; a depthwise
 * kernel [height, width, channels, multiplier] meets one channel at a time.
 */
export function fans(shape: readonly number[], depthwise = false): { fanIn: number; fanOut: number } {
  const receptive = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return {
    fanIn: receptive * (depthwise ? 1 : (shape.at(-2) ?? 1)),
    fanOut: receptive * (shape.at(-1) ?? 1),
  };
}

/**
 * Limit of a kernel's uniform start: √(6 / fanIn) before rectifiers (He et al. 2015), else √(6 / (fanIn + fanOut)) (Glorot and
 * Bengio 2010).
 */
export function kernelLimit({ fanIn, fanOut }: ReturnType<typeof fans>, activation: Activation): number {
  return Math.sqrt(6 / (rectifying.has(activation) ? fanIn : fanIn + fanOut));
}

/** Limit of a recurrent layer's kernels [in, gates · units]: PyTorch's rule for nn.LSTM and nn.GRU. */
export function recurrentLimit(units: number): number {
  return 1 / Math.sqrt(units);
}

/** Numbers in (−limit, limit) for a weight; `ordinal` counts the weights of one layer that are drawn. */
export function initialWeight(
  shape: readonly number[],
  limit: number,
  seed: number,
  layer: number,
  ordinal = 0,
): Float32Array {
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  fillUniform(values, seed, streamOf('weights', layer), ordinal);
  for (let i = 0; i < values.length; i++) values[i] = (2 * values[i]! - 1) * limit;
  return values;
}
