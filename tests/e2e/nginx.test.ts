// docs/deploy/nginx.conf in a real nginx: what it answers is what the app's own server answers, and the app runs behind it.
import { caching } from '../../scripts/policy.mjs';
import { test as base, expect, goTo, openScenario } from './app';
import { ask, asset, expectPolicy } from './ask';
import { startNginx } from './nginx';
import type { Served } from './served';
import { trainShortly } from './short-training';
import { registerRun } from './champion';

const test = base.extend<{ prefix: string; nginx: Served }>({
  prefix: ['/', { option: true }],
  nginx: async ({ prefix }, use) => {
    const served = await startNginx(prefix);
    await use(served);
    await served.close();
  },
  baseURL: async ({ nginx }, use) => use(nginx.url),
});

for (const prefix of ['/', '/tools/hearth/']) {
  test.describe(`at ${prefix}`, () => {
    test.use({ prefix });

    test('every answer carries the policy, its type and how long it may be kept', async ({ nginx }) => {
      const expected = [
        ['', 200, 'text/html; charset=utf-8', caching.rest],
        ['index.html', 200, 'text/html; charset=utf-8', caching.rest],
        ['embed.html', 200, 'text/html; charset=utf-8', caching.rest],
        ['hearth-embed.js', 200, 'text/javascript; charset=utf-8', caching.rest],
        ['hearth.config.json', 200, 'application/json', caching.rest],
        ['service-worker.js', 200, 'text/javascript; charset=utf-8', caching.rest],
        ['manifest.webmanifest', 200, 'application/manifest+json', caching.rest],
        ['icon.svg', 200, 'image/svg+xml', caching.rest],
        ['first.js', 200, 'text/javascript; charset=utf-8', caching.rest],
        ['samples/digits.bin.gz', 200, 'application/octet-stream', caching.rest],
        [asset(/^engine-.*\.js$/), 200, 'text/javascript; charset=utf-8', caching.assets],
        [asset(/\.css$/), 200, 'text/css; charset=utf-8', caching.assets],
        [asset(/\.wasm$/), 200, 'application/wasm', caching.assets],
        [asset(/\.woff2$/), 200, 'font/woff2', caching.assets],
        ['no-such-file', 404, 'text/html; charset=utf-8', caching.rest],
        ['assets/gone-1234.js', 404, 'text/html; charset=utf-8', caching.rest],
      ] as const;
      for (const [path, status, type, keep] of expected) {
        const answer = await ask(nginx.url, prefix + path);
        expect.soft(answer.status, path).toBe(status);
        expect.soft(answer.headers['content-type'], path).toBe(type);
        expect.soft(answer.headers['cache-control'], path).toBe(keep);
        expect.soft(answer.headers, path).not.toHaveProperty('content-encoding');
        expectPolicy(answer, path);
      }
    });

    test('code is compressed, what is unchanged is not sent again, nothing but reading is allowed', async ({
      nginx,
    }) => {
      for (const path of [asset(/^engine-.*\.js$/), asset(/\.wasm$/)]) {
        const zipped = await ask(nginx.url, prefix + path, 'GET', { 'accept-encoding': 'gzip' });
        expect.soft(zipped.headers, path).toMatchObject({
          'content-encoding': 'gzip',
          vary: 'Accept-Encoding',
        });
        const again = { 'if-none-match': zipped.headers['etag'] ?? '' };
        const unchanged = await ask(nginx.url, prefix + path, 'GET', again);
        expect.soft(unchanged.status).toBe(304);
        expect.soft(unchanged.headers['cache-control']).toBe(caching.assets);
        expectPolicy(unchanged, `an unchanged ${path}`);
      }
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const refused = await ask(nginx.url, prefix, method);
        expect.soft(refused.status, method).toBe(405);
        expectPolicy(refused, method);
      }
      for (const path of [
        `${prefix}../package.json`,
        `${prefix}..%2fpackage.json`,
        `${prefix}assets/..%2f..%2fpackage.json`,
      ])
        expect.soft([400, 404], path).toContain((await ask(nginx.url, path)).status);
    });
  });
}

test.describe('behind a sub-path', () => {
  test.use({ prefix: '/tools/hearth/' });

  test('the app starts, trains on wasm and predicts', async ({ page, nginx }) => {
    test.setTimeout(300_000);
    const bare = await ask(nginx.url, '/tools/hearth');
    expect([bare.status, bare.headers['location']]).toEqual([308, '/tools/hearth/']);
    expectPolicy(bare, 'the redirect');
    await openScenario(page, /Credit scoring/);
    await trainShortly(page, 1);
    await goTo(page, 'Deploy');
    await registerRun(page, 2);
    await expect(page.getByText(/^Probability of “/)).toBeVisible();
  });
});
