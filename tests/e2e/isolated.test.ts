// `npm run preview -- --isolated`: with COOP the page is isolated, and everything still works. TensorFlow.js would then start threads
// that the policy does not let it load, and wait for them for ever; the app keeps to one thread.
import { test as base, expect, openScenario } from './app';
import { ask, expectPolicy } from './ask';
import { preview, type Served } from './served';
import { trainShortly } from './short-training';

const test = base.extend<{ served: Served }>({
  served: async ({}, use) => {
    const served = await preview('--isolated');
    await use(served);
    await served.close();
  },
  baseURL: async ({ served }, use) => use(served.url),
});

const isolated = () => globalThis.crossOriginIsolated;

test('an isolated page and its workers train on wasm', async ({ page, served }) => {
  test.setTimeout(300_000);
  expectPolicy(await ask(served.url, '/'), 'the isolated page', { isolated: true });
  await openScenario(page, /Credit scoring/);
  expect(await page.evaluate(isolated)).toBe(true);
  await trainShortly(page, 1);
  const workers = page.workers();
  expect(workers.length).toBeGreaterThanOrEqual(2);
  for (const worker of workers) expect(await worker.evaluate(isolated), worker.url()).toBe(true);
});
