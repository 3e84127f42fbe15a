// How backends are called: names of interfaces, the same in every language.
import type { BackendName } from '../contract/model/run';

/** The name that people know a backend by. */
export const backendName: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

/** The same for a name that came from a record; one that is not known stays as it is. */
export function nameOfBackend(name: unknown): string {
  const key = String(name ?? '');
  return Object.hasOwn(backendName, key) ? backendName[key as BackendName] : key;
}
