// Dropout whose mask is a function of seed, layer and step, so that a resumed run drops the same units.
// tfjs' own layer repeats one mask when seeded and cannot be resumed when not.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { fillUniform } from '../../../domain/random';
import { dropout } from '../../backends/kernels/fused';
import { streamOf } from '../training/streams';

/** Inverted dropout mask: 1 / (1 − rate) with probability 1 − rate, else 0. */
export function fillDropoutMask(
  out: Float32Array,
  rate: number,
  seed: number,
  layer: number,
  step: number,
): void {
  fillUniform(out, seed, streamOf('dropout', layer), step);
  const kept = 1 / (1 - rate);
  for (let i = 0; i < out.length; i++) out[i] = out[i]! < rate ? 0 : kept;
}

/** Options of the layer below. */
export interface SeededDropoutOptions {
  name: string;
  rate: number;
  seed: number;
  layer: number;
}

/** Dropout layer with a settable step; the identity outside training. */
export class SeededDropout extends tfl.layers.Layer {
  static readonly className = 'SeededDropout';
  /** Step whose mask the next training call uses. */
  step = 0;
  /** Where the call's rows begin in their batch: a part of a batch drops what the whole would. */
  firstRow = 0;
  readonly #options: SeededDropoutOptions;
  #mask = new Float32Array(0);

  constructor(options: SeededDropoutOptions) {
    super({ name: options.name });
    this.#options = options;
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    const { rate, seed, layer } = this.#options;
    if (kwargs['training'] !== true || rate === 0) return input;
    const before = (input.size / (input.shape[0] ?? 1)) * this.firstRow;
    const stream = streamOf('dropout', layer);
    const onDevice = dropout(input, rate, { seed, stream, counter: this.step, first: before });
    if (onDevice) return onDevice;
    // A fresh array where the size changes (the last batch), else the same one: backends copy on upload
    // except cpu, whose tensor lives no longer than the step.
    if (this.#mask.length !== before + input.size) this.#mask = new Float32Array(before + input.size);
    fillDropoutMask(this.#mask, rate, seed, layer, this.step);
    return tf.tidy(() => tf.mul(input, tf.tensor(this.#mask.subarray(before), input.shape)));
  }
}
