// The device that WebGPU training runs on: asked for as tfjs-backend-webgpu (4.22) does, and with the features that kernels
// of ours use where an adapter has them.
import * as tf from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

const features = ['timestamp-query', 'bgra8unorm-storage', 'subgroups', 'shader-f16'] as const;
const limits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Has tfjs' backend run on a device of ours. To be called before it starts for the first time. */
export function useOwnDevice(): void {
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', openBackend, 3);
}

async function openBackend(): Promise<WebGPUBackend> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter');
  const device = await adapter.requestDevice({
    requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(limits.map((limit) => [limit, adapter.limits[limit]])),
  });
  return new WebGPUBackend(device, adapter.info);
}
