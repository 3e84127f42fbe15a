import { defineConfig } from '@playwright/test';
import { browserPath, chromiumArgs } from './scripts/browser.mjs';

const port = Number(process.env['HEARTH_PORT'] ?? 4180);

export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/**/*.test.ts', 'faults/**/*.test.ts'],
  timeout: 180_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 3, // much of a test is waiting: two leave two cores idle for a good part of the time
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  use: {
    baseURL: `http://localhost:${port}/`,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    launchOptions: { executablePath: browserPath() ?? '', args: chromiumArgs() },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
