// The backends, apart from the schemas of a run, which the page's first load does without.

/** Every backend that TensorFlow.js may compute with here, the fastest kind first. */
export const backendNames = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
