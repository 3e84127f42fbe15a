// Loads tfjs's wasm backend with files that the build emits under hashed names, so that it starts offline and from
// any sub-path. Not for threads: they need blob workers, which the content policy forbids.
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerWasmKernels } from './register';

/** Registers the backend and the kernels that training needs and tfjs-backend-wasm lacks. */
export function loadWasmBackend(): void {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl, // the map must be complete; never fetched, see above
  });
  registerWasmKernels();
}
