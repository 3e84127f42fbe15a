// Hearth as an app of its own: the browser may install it, and then hands it the files that the system opens with it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browserPath, chromiumArgs } from '../../scripts/browser.mjs';
import { expect, test } from './app';

test('it can be installed, offers that quietly, and opens a table that the system hands to it', async ({
  baseURL,
}) => {
  test.setTimeout(240_000);
  const folder = await mkdtemp(join(tmpdir(), 'hearth-installed-'));
  // A profile of its own: nothing is installed from a private one.
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: browserPath() ?? '',
    args: chromiumArgs(),
    locale: 'en-GB',
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const url = baseURL ?? '';
    await page.goto(url);
    await expect(page.getByRole('button', { name: /^Works offline/ })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByRole('button', { name: 'Install Hearth' })).toBeVisible();
    await page.getByRole('button', { name: 'Search or run a command' }).click();
    await page.getByRole('combobox').fill('install');
    await expect(page.getByRole('option', { name: /Install Hearth/ })).toBeVisible();
    await page.keyboard.press('Escape');

    const devtools = await context.newCDPSession(page);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
    expect((await devtools.send('Page.getAppManifest')).errors).toEqual([]);
    const { appId = '' } = await devtools.send('Page.getAppId');
    await devtools.send('PWA.install', { manifestId: appId, installUrlOrBundleUrl: url });

    const file = join(folder, 'people.csv');
    const rows = Array.from({ length: 60 }, (_, i) => `${String(i)},${i % 3 ? 'yes' : 'no'}`);
    await writeFile(file, `age,label\n${rows.join('\n')}\n`);
    await devtools.send('PWA.launchFilesInApp', { manifestId: appId, files: [file] });
    const opened = () => context.pages().find((each) => /#\/project\/.*\/data$/.test(each.url()));
    await expect.poll(opened, { timeout: 60_000 }).toBeDefined();
    const shown = opened() ?? page;
    await expect(shown.getByRole('button', { name: 'people – Rename' })).toBeVisible();
    await expect(shown.getByRole('grid')).toHaveAttribute('aria-rowcount', '61');
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
});
