// How the build makes the service worker: which files it keeps on the device, and that none is left out. Used by vite.config.ts.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const limitBytes = 8_000_000;

/**
 * Not kept with the app: the worker itself, sample data (kept when used), pictures that only an installer shows, the deployer's
 * configuration (the host is asked for it), and what only developers read.
 */
const leftOut = [
  /^service-worker\.js$/,
  /^samples\//,
  /^screenshots\//,
  /^hearth\.config\.json$/,
  /\.map$/,
  /\.d\.ts$/,
];

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));

/** The sample data under `folder`/samples, as the app and its service worker know it. */
export function samplesIn(folder) {
  return filesIn(join(folder, 'samples')).map((name) => {
    const path = join(folder, 'samples', name);
    const revision = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
    return { url: `samples/${name}`, bytes: statSync(path).size, revision };
  });
}

const isLeftOut = (name) => leftOut.some((pattern) => pattern.test(name));

/** Every file of the build that is not left out on purpose has to be among those that are kept; each then tells its size. */
function checkAll(outDir) {
  return (entries) => {
    const kept = new Set(entries.map(({ url }) => url));
    const missing = filesIn(outDir).filter((name) => !kept.has(name) && !isLeftOut(name));
    if (missing.length)
      throw new Error(
        `The service worker would not keep ${missing.join(', ')}: over ${limitBytes / 1e6} MB, or not among its kinds of file. ` +
          'Make the file smaller, or add its kind or its exception in scripts/precache.mjs.',
      );
    const manifest = entries
      .filter(({ url }) => !isLeftOut(url))
      .map((entry) => ({ ...entry, bytes: entry.size }));
    return { manifest, warnings: [] };
  };
}

/**
 * Options of vite-plugin-pwa.
 * @param {string} outDir the build's folder
 * @returns {Partial<import('vite-plugin-pwa').VitePWAOptions>}
 */
export function serviceWorker(outDir) {
  return {
    strategies: 'injectManifest',
    registerType: 'prompt',
    injectRegister: false,
    srcDir: 'workers',
    filename: 'service-worker.ts',
    manifest: false,
    minify: true,
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: ['**/*.{html,js,css,json,wasm,woff2,svg,png,webmanifest,txt}'],
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: limitBytes,
      manifestTransforms: [checkAll(outDir)],
    },
  };
}
