// The one place that loads and switches TensorFlow.js backends; each is fetched when first started.
// Not for choosing one: engine/device/probe-device.ts does that. A backend is never removed in place: a new worker is the cure.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { HearthError } from '../../contract/transport/fault';
import type { BackendName } from '../../contract/model/run';
import { watchCanvas, watchDevice } from './backend-loss';

/** Every backend, in the order in which they are tried. */
export const backendNames: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** Registers a backend with tfjs and resolves to what watches it once it has started. */
const loaders: Record<BackendName, () => Promise<() => void>> = {
  webgpu: async () => {
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
    const { registerWebgpuKernels } = await import('./kernels/webgpu/register');
    const { useOwnDevice } = await import('./gpu/open-device');
    useOwnDevice();
    registerWebgpuKernels();
    return () => {
      const backend: unknown = tf.backend();
      if (backend instanceof WebGPUBackend) watchDevice(backend.device);
    };
  },
  webgl: async () => {
    const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
    tf.env().set('SOFTWARE_WEBGL_ENABLED', true); // slow or not is for the measurement to say
    tf.env().set('WEBGL_USE_SHAPES_UNIFORMS', true); // else every batch size compiles all shaders again
    return () => {
      const backend: unknown = tf.backend();
      if (!(backend instanceof MathBackendWebGL)) return;
      const context: object = backend.gpgpu.gl;
      if ('canvas' in context && context.canvas instanceof EventTarget) watchCanvas(context.canvas);
    };
  },
  wasm: async () => {
    const { loadWasmBackend } = await import('./kernels/wasm/load');
    loadWasmBackend();
    return () => undefined;
  },
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    return () => undefined;
  },
};

const loaded = new Map<BackendName, Promise<() => void>>();
const watched = new Set<BackendName>();

async function load(name: BackendName): Promise<() => void> {
  const pending = loaded.get(name) ?? loaders[name]();
  loaded.set(name, pending);
  try {
    return await pending;
  } catch (error) {
    loaded.delete(name); // a chunk that failed to load may load next time
    throw error;
  }
}

function unavailable(name: BackendName, detail: string): HearthError {
  return new HearthError('backend_unavailable', {}, { backend: name }, detail);
}

/** Loads a backend where needed and makes it the active one. Throws `backend_unavailable`. */
export async function startBackend(name: BackendName): Promise<void> {
  const reason = await whyUnavailable(name);
  if (reason !== null) throw unavailable(name, reason);
  let watch: () => void;
  let started: boolean;
  try {
    watch = await load(name);
    started = await tf.setBackend(name);
    if (started) await tf.ready();
  } catch (error) {
    throw unavailable(name, error instanceof Error ? error.message : String(error));
  }
  if (!started) throw unavailable(name, 'it did not start');
  if (watched.has(name)) return;
  watched.add(name);
  watch();
}

/** The active backend, or null before any was started. */
export function currentBackend(): BackendName | null {
  const current = tf.engine().backendName;
  return backendNames.find((name) => name === current) ?? null;
}

/** The active backend's WebGPU device; null on other backends. */
export function currentDevice(): GPUDevice | null {
  if (currentBackend() !== 'webgpu') return null;
  const device: unknown = Reflect.get(tf.backend(), 'device');
  return device instanceof GPUDevice ? device : null;
}

/** Runs work that switches backends; afterwards the one that was active is active again. */
export async function preserveBackend<T>(work: () => Promise<T>): Promise<T> {
  const before = currentBackend();
  try {
    return await work();
  } finally {
    if (before !== null && before !== currentBackend()) await tf.setBackend(before);
  }
}

/** Why a backend cannot be started here, in technical words; null where it can be tried. */
export async function whyUnavailable(name: BackendName): Promise<string | null> {
  switch (name) {
    case 'webgpu': {
      if (!('gpu' in navigator)) return 'navigator.gpu is missing';
      const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
      return adapter ? null : 'no WebGPU adapter';
    }
    case 'webgl': {
      if (typeof OffscreenCanvas === 'undefined') return 'OffscreenCanvas is missing';
      const context = new OffscreenCanvas(1, 1).getContext('webgl2');
      if (!context) return 'no WebGL 2 context';
      context.getExtension('WEBGL_lose_context')?.loseContext(); // browsers allow a few contexts only
      return null;
    }
    case 'wasm':
      return typeof WebAssembly === 'undefined' ? 'WebAssembly is missing' : null;
    case 'cpu':
      return null;
  }
}

/** The backends that can be tried here, fastest kind first. */
export async function availableBackends(): Promise<BackendName[]> {
  const reasons = await Promise.all(backendNames.map(whyUnavailable));
  return backendNames.filter((_, index) => reasons[index] === null);
}
