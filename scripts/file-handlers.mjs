// Writes the kinds of file that the installed app opens into the build's manifest, from the app's own list of formats. Used by vite.config.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The manifest's text with its file handlers.
 * @param {string} manifest
 * @param {readonly unknown[]} handlers
 */
export function withFileHandlers(manifest, handlers) {
  return `${JSON.stringify({ ...JSON.parse(manifest), file_handlers: handlers }, null, 2)}\n`;
}

/**
 * A plugin of the build: public files are copied before it runs, and the service worker is made after it.
 * @param {readonly unknown[]} handlers
 * @returns {import('vite').Plugin}
 */
export function stampFileHandlers(handlers) {
  let path = '';
  return {
    name: 'file-handlers',
    apply: 'build',
    configResolved(config) {
      path = join(config.root, config.build.outDir, 'manifest.webmanifest');
    },
    writeBundle() {
      writeFileSync(path, withFileHandlers(readFileSync(path, 'utf8'), handlers));
    },
  };
}
