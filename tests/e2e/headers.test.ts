// The header policy: on every response, in every thread, and no violation goes unheard.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from '@playwright/test';
import { frameAncestorsOf } from '../../scripts/frame-ancestors.mjs';
import { caching, policyHash, securityHeaders } from '../../scripts/policy.mjs';
import { dist } from '../../scripts/static-server.mjs';
import { expect, openScenario, test } from './app';
import { ask, asset, expectPolicy } from './ask';
import { preview } from './served';

/** Runs in a page or a worker: does what the policy forbids, and says how it ended. */
const provoke = async (): Promise<string[]> => {
  const asText = (error: unknown) => (error instanceof Error ? error.name : String(error));
  const sent = await fetch('https://elsewhere.example/').then(() => 'sent', asText);
  let ran: string;
  try {
    setTimeout('self.ran = true');
    ran = 'ran';
  } catch (error) {
    ran = asText(error);
  }
  return [sent, ran];
};

const named = (workers: Worker[], name: string) =>
  workers.find((worker) => new URL(worker.url()).pathname.includes(`/${name}-`));

test.describe('what the policy forbids', () => {
  test.use({ allowErrors: /elsewhere\.example|net::ERR/ });

  test('is refused in the page and in its workers, and the tests hear of each', async ({
    page,
    context,
    watched,
  }) => {
    await openScenario(page, /Credit scoring/);
    await expect.poll(() => named(page.workers(), 'data')).toBeDefined();
    expect(watched.violations).toEqual([]);
    expect(await page.evaluate(provoke)).toEqual(['TypeError', 'TypeError']);
    expect(await named(page.workers(), 'data')?.evaluate(provoke)).toEqual(['TypeError', 'TypeError']);
    await expect.poll(() => context.serviceWorkers()).toHaveLength(1);
    expect(await context.serviceWorkers()[0]?.evaluate(provoke)).toEqual(['TypeError', 'TypeError']);
    const heard = (where: RegExp, what: string) =>
      watched.violations.some((text) => where.test(text) && text.startsWith(what));
    for (const where of [/in the page$/, /in http.*\/data-[^/]*\.js$/, /in http.*\/service-worker\.js$/])
      for (const what of ['connect-src https://elsewhere.example/', 'require-trusted-types-for'])
        await expect.poll(() => heard(where, what), `${what} ${String(where)}`).toBe(true);
    watched.violations.length = 0; // provoked on purpose
  });
});

test('every answer of npm start carries the policy; it reads nothing beside the app and takes nothing', async () => {
  const served = await preview();
  try {
    const expected = [
      ['/', 200, 'text/html; charset=utf-8', caching.rest],
      ['/headless.html', 200, 'text/html; charset=utf-8', caching.rest],
      ['/embed.html', 200, 'text/html; charset=utf-8', caching.rest],
      ['/hearth-embed.js', 200, 'text/javascript; charset=utf-8', caching.rest],
      ['/hearth.config.json', 200, 'application/json', caching.rest],
      ['/service-worker.js', 200, 'text/javascript; charset=utf-8', caching.rest],
      ['/manifest.webmanifest', 200, 'application/manifest+json', caching.rest],
      ['/icon.svg', 200, 'image/svg+xml', caching.rest],
      ['/first.js', 200, 'text/javascript; charset=utf-8', caching.rest],
      ['/samples/digits.bin.gz', 200, 'application/octet-stream', caching.rest],
      [`/${asset(/^engine-.*\.js$/)}`, 200, 'text/javascript; charset=utf-8', caching.assets],
      [`/${asset(/\.wasm$/)}`, 200, 'application/wasm', caching.assets],
      ['/assets/gone-1234.js', 404, 'text/plain; charset=utf-8', caching.rest],
      ['/assets/', 404, 'text/plain; charset=utf-8', caching.rest],
      ['/../package.json', 404, 'text/plain; charset=utf-8', caching.rest],
      ['/..%2fpackage.json', 404, 'text/plain; charset=utf-8', caching.rest],
      ['/assets/..%2f..%2fpackage.json', 404, 'text/plain; charset=utf-8', caching.rest],
      ['/%2e%2e/package.json', 404, 'text/plain; charset=utf-8', caching.rest],
      ['/..%5cpackage.json', 404, 'text/plain; charset=utf-8', caching.rest],
      ['/index.html%00.js', 404, 'text/plain; charset=utf-8', caching.rest],
      ['/%E0%A4%A', 400, 'text/plain; charset=utf-8', caching.rest],
    ] as const;
    for (const [path, status, type, keep] of expected) {
      const answer = await ask(served.url, path);
      expect.soft(answer.status, path).toBe(status);
      expect.soft(answer.headers['content-type'], path).toBe(type);
      expect.soft(answer.headers['cache-control'], path).toBe(keep);
      expectPolicy(answer, path);
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const refused = await ask(served.url, '/', method);
      expect.soft(refused.status, method).toBe(405);
      expectPolicy(refused, method);
    }
    const zipped = await ask(served.url, '/', 'HEAD', { 'accept-encoding': 'gzip' });
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expectPolicy(zipped, 'HEAD');
  } finally {
    await served.close();
  }
});

test('no page has a script or a style of its own in its markup, and each names the policy it is built for', () => {
  const hash = policyHash(securityHeaders(frameAncestorsOf(dist)));
  const pages = readdirSync(dist).filter((name) => name.endsWith('.html'));
  expect(pages).toEqual(expect.arrayContaining(['embed.html', 'headless.html', 'index.html']));
  for (const name of pages) {
    const html = readFileSync(join(dist, name), 'utf8');
    expect(html.match(/<script(?![^>]*\ssrc=)[^>]*>|<style|\s(style|on\w+)=|javascript:/gi), name).toBeNull();
    // Before any script: the page's revision, and with it what a service worker keeps, follows the policy.
    expect(html, name).toMatch(new RegExp(`<head>\\s*<meta name="hearth-policy" content="${hash}">`));
  }
  for (const worker of ['data', 'engine']) expect(asset(new RegExp(`^${worker}-${hash}-`))).toContain(hash);
});
