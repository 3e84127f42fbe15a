// The kernels that training needs and tfjs-backend-wasm lacks, or has too slow.

/** Registers them; before the backend starts, so that each kernel's setup runs. */
export function registerWasmKernels(): void {}
