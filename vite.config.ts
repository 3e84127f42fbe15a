import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { checkFrameAncestors, frameAncestorsOf } from './scripts/frame-ancestors.mjs';
import { stampFileHandlers } from './scripts/file-handlers.mjs';
import { smallBundles } from './scripts/small-bundles.mjs';
import { VitePWA } from 'vite-plugin-pwa';
import { securityHeaders } from './scripts/policy.mjs';
import { samplesIn, serviceWorker } from './scripts/precache.mjs';
import { fileHandlers } from './src/contract/data/formats';
import { thirdParty } from './scripts/third-party.mjs';
import { stampPolicy } from './scripts/stamp-policy.mjs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

function commit(): string {
  try {
    return execSync('git rev-parse --short HEAD', { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'none'; // built from an archive
  }
}

const licences = thirdParty({ serviceWorker: 'src/offline' });
/** Licences stand in one file of the build instead of in every chunk. */
const output = { comments: false };

export default defineConfig({
  base: './',
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __APP_COMMIT__: JSON.stringify(commit()),
    __SAMPLES__: JSON.stringify(samplesIn('public')),
  },
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/i18n/paraglide',
      strategy: ['globalVariable', 'baseLocale'],
      emitReadme: false,
      // A file a message, while developing too: i18n/named-messages.ts globs them.
      outputStructure: 'message-modules',
    }),
    svelte(),
    checkFrameAncestors(),
    stampPolicy(securityHeaders(frameAncestorsOf('public')), {
      inPages: process.env['HEARTH_POLICY_IN_PAGES'] === '1',
    }),
    licences.plugin,
    smallBundles(),
    stampFileHandlers(fileHandlers()),
    VitePWA(serviceWorker('dist')),
  ],
  worker: { format: 'es', plugins: licences.inWorkers, rolldownOptions: { output } },
  build: {
    target: 'chrome120',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output,
      input: { index: 'index.html', embed: 'embed.html', headless: 'headless.html' },
    },
  },
  server: { port: 5173, strictPort: false },
});
