// WebAssembly that stands in the code as text: compiled when it is first asked for.

/** What gives a compiled kernel; null where the browser has no WebAssembly with SIMD, or is forbidden to use it. */
export function lazyModule(base64: string): () => WebAssembly.Module | null {
  let compiled: WebAssembly.Module | null | undefined;
  return () => {
    if (compiled !== undefined) return compiled;
    try {
      compiled = new WebAssembly.Module(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
    } catch {
      compiled = null;
    }
    return compiled;
  };
}
