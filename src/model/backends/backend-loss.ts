// Notices that a graphics device was lost or failed: tfjs watches neither. Not for recovery: that is a new worker.
import type { BackendName } from '../../contract/model/run';

/** What happened: the device is gone, it ran out of memory, or it reported another error. */
export interface BackendLoss {
  backend: BackendName;
  cause: 'lost' | 'out_of_memory' | 'error';
  detail: string;
}

type Listener = (loss: BackendLoss) => void;

const listeners = new Set<Listener>();
const lost = new Map<BackendName, BackendLoss>();

/** Calls the listener for every loss from now on; the function returned ends that. */
export function onBackendLost(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How this thread lost a backend's device (null: any), or null. It does not come back: a new worker has to take over. */
export function lossOf(backend: BackendName | null): BackendLoss | null {
  const [first] = lost.values();
  return (backend === null ? first : lost.get(backend)) ?? null;
}

function report(loss: BackendLoss): void {
  if (loss.cause === 'lost' && !lost.has(loss.backend)) lost.set(loss.backend, loss);
  for (const listener of listeners) listener(loss);
}

/** Watches a WebGPU device until it is lost. */
export function watchDevice(device: GPUDevice): void {
  void device.lost.then((info) => {
    report({ backend: 'webgpu', cause: 'lost', detail: `${info.reason}: ${info.message}` });
  });
  device.addEventListener('uncapturederror', (event) => {
    const outOfMemory = event.error instanceof GPUOutOfMemoryError;
    report({
      backend: 'webgpu',
      cause: outOfMemory ? 'out_of_memory' : 'error',
      detail: event.error.message,
    });
  });
}

/** Watches the canvas of a WebGL context. */
export function watchCanvas(canvas: EventTarget): void {
  canvas.addEventListener('webglcontextlost', () => {
    report({ backend: 'webgl', cause: 'lost', detail: 'webglcontextlost' });
  });
}
