// How much work is handed to the GPU at once. Drivers end what takes too long (about 2 s on Windows, 10 s in Chrome), and
// the device is lost with it. Changes when work is submitted, never what is computed.
import * as tf from '@tensorflow/tfjs-core';
import { outputShapes } from '../../domain/shapes';
import { networkOutputs, type NetworkSpec } from '../net/network';

/** Operations that tfjs-webgpu submits together unless told otherwise. */
const usualOperations = 15;
/** Multiply-adds of one submit: half a second on a slow device, which does four billion a second. */
export const mostMultiplyAdds = 2e9;

/** Multiply-adds of one sample in the net's heaviest operation. */
function heaviest(spec: NetworkSpec): number {
  const shapes = outputShapes([...spec.inputShape], [...spec.layers], networkOutputs(spec));
  return Math.max(1, ...shapes.map(({ multiplyAdds }) => multiplyAdds));
}

/** Rows of one forward pass of which no operation alone is over the cap. */
export function mostRowsOfPass(spec: NetworkSpec): number {
  return Math.max(1, Math.floor(mostMultiplyAdds / heaviest(spec)));
}

/** Operations to submit together for passes of so many rows, as if all were as heavy as the heaviest. */
export function operationsPerSubmit(spec: NetworkSpec, rows: number): number {
  const fitting = Math.floor(mostMultiplyAdds / (heaviest(spec) * Math.max(1, rows)));
  return Math.min(usualOperations, Math.max(1, fitting));
}

/** Sets the cap for the pass that comes next; other backends than WebGPU need none. */
export function capSubmits(spec: NetworkSpec, rows: number): void {
  if (tf.getBackend() === 'webgpu')
    tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', operationsPerSubmit(spec, rows));
}
