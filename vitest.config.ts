import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
// Messages are compiled beforehand (npm run messages): Paraglide's watcher would keep the process from ending.
import { defineConfig } from 'vitest/config';
import { browserPath, chromiumArgs } from './scripts/browser.mjs';

// In brackets they are no JSON: Vitest would take plain values out of the code and set them in Node only, not in a browser.
const define = { __APP_VERSION__: '("0.0.0-test")', __APP_COMMIT__: '("test")' };

const backends = 'tests/browser/model-backends/**/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        define,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        define,
        plugins: [svelte()],
        worker: { format: 'es' },
        // Found only once a test runs, each of these would make the server bundle again and reload the page under the test.
        optimizeDeps: {
          include: [
            '@tensorflow/tfjs-core',
            '@tensorflow/tfjs-core/dist/register_all_gradients',
            '@tensorflow/tfjs-layers',
            '@tensorflow/tfjs-backend-cpu',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-webgl',
            '@tensorflow/tfjs-backend-webgpu',
            '@lucide/svelte/icons/x',
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: browserPath() ?? '', args: chromiumArgs() },
            }),
            // Two browsers side by side, a file at a time in each: compiling shaders without a GPU, which is what most of the time goes
            // into, keeps one thread of a browser's GPU process busy.
            instances: [
              { browser: 'chromium', name: 'browser: backends', include: [backends] },
              {
                browser: 'chromium',
                name: 'browser: rest',
                include: ['tests/browser/**/*.test.ts'],
                exclude: [backends],
              },
            ],
          },
        },
      },
    ],
  },
});
