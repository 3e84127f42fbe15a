// A page of a benchmark with its workers: bundled for the benchmark alone, and never a part of the app.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the page in tests/bench/NAME; resolves to the folder that holds it. */
export async function buildPage(name) {
  const outDir = fileURLToPath(new URL(`../../../.cache/bench-${name}/`, import.meta.url));
  await build({
    configFile: false,
    root: fileURLToPath(new URL(`../${name}/`, import.meta.url)),
    base: './',
    publicDir: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome120',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
    },
  });
  return outDir;
}
