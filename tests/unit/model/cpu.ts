// Starts the plain JavaScript backend: the reference that unit tests run on.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';

/** Makes the cpu backend the active one. */
export async function startCpu(): Promise<void> {
  tf.env().set('PROD', true); // no advice about other backends in the test's output
  await tf.setBackend('cpu');
  await tf.ready();
}
