// What the browser tells of its GPU adapter and of WebAssembly. Only facts; speed is measured elsewhere.
import type { AdapterFacts, DeviceReport } from '../../contract/model/device';

const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** Facts of the adapter that WebGPU training would use, or null where there is none. */
export async function readAdapter(): Promise<AdapterFacts | null> {
  if (!('gpu' in navigator)) return null;
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { info, limits } = adapter;
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    description: info.description || info.device,
    // Chosen by a flag or by a policy, a software adapter does not always call itself one.
    fallback: info.isFallbackAdapter || softwareNames.test(`${info.architecture} ${info.description}`),
    maxBufferBytes: limits.maxBufferSize,
    maxStorageBufferBytes: limits.maxStorageBufferBindingSize,
    maxWorkgroupBytes: limits.maxComputeWorkgroupStorageSize,
    maxInvocations: limits.maxComputeInvocationsPerWorkgroup,
    features: [...adapter.features].sort(),
  };
}

// The smallest modules that use each feature, as in GoogleChromeLabs/wasm-feature-detect.
const simdModule = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
];
const threadsModule = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 4, 1, 3, 1, 1, 10, 11, 1, 9, 0, 65, 0, 254,
  16, 2, 0, 26, 11,
];

/** Whether WebAssembly here knows SIMD, and atomics (which need isolation as well to be of use). */
export function readWasmFeatures(): DeviceReport['wasm'] {
  if (typeof WebAssembly === 'undefined') return { simd: false, threads: false };
  return {
    simd: WebAssembly.validate(Uint8Array.from(simdModule)),
    threads: WebAssembly.validate(Uint8Array.from(threadsModule)),
  };
}
