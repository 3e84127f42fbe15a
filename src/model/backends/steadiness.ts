// Settings that make a device's results depend on the recipe alone: not on where a tensor happened to lie, and not on
// which of many threads came first.
import * as tf from '@tensorflow/tfjs-core';
import { outputShapes } from '../../domain/shapes';
import { layerForm } from '../net/layers/registry';
import { networkOutputs, type NetworkSpec } from '../net/network';

/** From this inner length on tfjs-webgpu may split a matrix product over threads that add up in any order. */
const splitFrom = 2000;
const splitThreshold = 'WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL';

/** The longest sum of a matrix product in training this net: over inputs, over units going back, over the batch for weights. */
export function longestSum(spec: NetworkSpec, batchSize: number): number {
  const shapes = outputShapes([...spec.inputShape], [...spec.layers], networkOutputs(spec));
  const shapeBefore = (index: number) => shapes[index - 1]?.outputShape ?? spec.inputShape;
  const size = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
  const products = spec.layers.map((layer, index) => {
    const before = shapeBefore(index);
    // Weights of a sequence's layers are summed over the steps of the whole batch.
    const rows = batchSize * (before[0] ?? 1);
    return layerForm(layer.kind).longestSum?.(layer, before, rows) ?? 0;
  });
  return Math.max(batchSize, size(shapeBefore(spec.layers.length)), ...products);
}

/** Readies the backend that was started for an exact training of this net. Call again for every training. */
export function steadyBackend(spec: NetworkSpec, batchSize: number): void {
  const environment = tf.env();
  const backend = tf.getBackend();
  // tfjs computes small tensors on the CPU where their values are still there: after a resume they are, before it they were not.
  if (backend === 'webgl') environment.set('WEBGL_CPU_FORWARD', false);
  if (backend !== 'webgpu') return;
  environment.set('WEBGPU_CPU_FORWARD', false);
  // No product has so few workgroups that it would be split; -1 is tfjs' own choice.
  environment.set(splitThreshold, longestSum(spec, batchSize) >= splitFrom ? 0.01 : -1);
}
