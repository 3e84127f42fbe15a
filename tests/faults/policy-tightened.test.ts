// Fault 6: the header policy is tightened while an older version is kept on the device. A cache keeps answers with the headers of their
// day; the policy's hash in the pages and in the workers' names makes the new policy a new version, in force at the next launch.
import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { policyHash, securityHeaders } from '../../scripts/policy.mjs';
import { dist, startServer } from '../../scripts/static-server.mjs';
import { expect, openScenario, test as base } from '../e2e/app';
import type { Served } from '../e2e/served';
import { rewriteBuild } from './rewrite-build';

const tight = securityHeaders();
const loose = {
  ...tight,
  'Content-Security-Policy': tight['Content-Security-Policy']
    .replace("require-trusted-types-for 'script'; ", '')
    .replace("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
};

interface Host extends Served {
  /** Puts another build with its headers in place of what is served, under the same address. */
  deploy(root: string, headers: typeof tight): Promise<void>;
}

/** Makes of a build what it would be for another policy: another hash in the pages and in the names of scripts. */
const restamp = (folder: string, before: string, after: string): Promise<void> =>
  rewriteBuild(folder, {
    // A script that names another one by its new name has other content, and so another name itself.
    rename: (name) => {
      if (!name.endsWith('.js')) return name;
      return name.includes(before) ? name.replaceAll(before, after) : `${name.slice(0, -3)}-${after}.js`;
    },
    edit: (text) => text.replaceAll(before, after),
  });

const test = base.extend<{ host: Host; folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-policy-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  host: async ({ folder }, use) => {
    const older = join(folder, 'older');
    await cp(dist, older, { recursive: true });
    await restamp(older, policyHash(tight), policyHash(loose));
    let server = await startServer({ root: older, headers: loose });
    const { url } = server;
    await use({
      url,
      close: () => server.close(),
      deploy: async (root, headers) => {
        await server.close();
        server = await startServer({ root, headers, port: Number(new URL(url).port) });
      },
    });
    await server.close();
  },
  baseURL: async ({ host }, use) => use(host.url),
});

/** Runs in a page or a worker: does Trusted Types hold here? */
const enforced = () => {
  try {
    setTimeout('');
    return false;
  } catch {
    return true;
  }
};

/** Whether the policy holds in the page, and in its data worker. */
async function enforcedIn(page: Page): Promise<{ page: boolean; worker: boolean | undefined }> {
  const worker = () => page.workers().find((each) => /\/data-[^/]*\.js$/.test(each.url()));
  await expect.poll(worker).toBeDefined();
  return { page: await page.evaluate(enforced), worker: await worker()?.evaluate(enforced) };
}

/** How far each version of the service worker has come, oldest first, as the browser tells it. */
async function watchVersions(page: Page): Promise<() => string[]> {
  const states = new Map<string, string>();
  const session = await page.context().newCDPSession(page);
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { versionId, status } of versions) states.set(versionId, status);
  });
  await session.send('ServiceWorker.enable');
  return () => [...states.values()];
}

test('a tightened policy holds in page and workers at the launch after the update, not only on the server', async ({
  page: elsewhere,
  context,
  host,
  watched,
}) => {
  test.setTimeout(240_000);
  await elsewhere.goto('about:blank');
  const versions = await watchVersions(elsewhere);
  const waiting = { timeout: 60_000 };

  let app = await context.newPage();
  await openScenario(app, /Credit scoring/);
  const project = app.url();
  await expect.poll(versions, waiting).toEqual(['activated']);
  await app.reload();
  expect(await enforcedIn(app)).toEqual({ page: false, worker: false });

  await host.deploy(dist, tight);
  await app.reload();
  // The kept version is what starts, with its own headers. This is what the hash is there for.
  expect(await enforcedIn(app)).toEqual({ page: false, worker: false });
  await expect.poll(versions, waiting).toEqual(['activated', 'installed']);
  await app.close();
  await expect.poll(() => versions().at(-1), waiting).toBe('activated');

  expect(watched.violations).toEqual([]);
  app = await context.newPage();
  await app.goto(project);
  expect(await enforcedIn(app)).toEqual({ page: true, worker: true });
  await expect.poll(() => watched.violations.some((text) => text.includes('in the page'))).toBe(true);
  await expect.poll(() => watched.violations.some((text) => text.includes('/data-'))).toBe(true);
  watched.violations.length = 0; // provoked by asking
});
