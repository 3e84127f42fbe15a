// Settings that make a device's results depend on the recipe alone, not on where a tensor happened to lie.
import * as tf from '@tensorflow/tfjs-core';

/** tfjs computes small tensors on the CPU where their values are still there: after a resume they are, before it they were not. */
const forwardingFlags = ['WEBGPU_CPU_FORWARD', 'WEBGL_CPU_FORWARD'] as const;

/** Keeps all computing on the active backend's device. Call after the backend was started; flags of others are left alone. */
export function computeOnDeviceOnly(): void {
  const environment = tf.env();
  for (const flag of forwardingFlags) {
    if (flag.startsWith(tf.getBackend().toUpperCase())) environment.set(flag, false);
  }
}
