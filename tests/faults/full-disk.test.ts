// A disk that is really full: the browser's profile lies on a small file system of its own, and what does not fit, does not fit.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browserPath, chromiumArgs } from '../../scripts/browser.mjs';
import { download, expect, goTo, openFile, pickFile, test } from '../e2e/app';

/** A folder on a file system of so many bytes; null, with the reason, where this machine mounts none. */
function smallDisk(megabytes: number): { folder: string; unmount(): void } | string {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
  } catch (thrown) {
    rmSync(folder, { recursive: true });
    return `no file system can be mounted here: ${String(thrown).slice(0, 120)}`;
  }
  return {
    folder,
    unmount: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Fills a file system but for so many bytes. */
function fill(folder: string, freeBytes: number): void {
  const piece = Buffer.alloc(2 ** 20);
  const free = () => Number(statfsSync(folder).bavail) * Number(statfsSync(folder).bsize);
  while (free() > freeBytes + piece.length) appendFileSync(join(folder, 'filler'), piece);
}

/** Numbers that do not repeat, so that they take the room that they look like. */
function table(rows: number): string {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  const lines = Array.from({ length: rows }, () =>
    [...Array.from({ length: 8 }, () => (next() / 7919).toFixed(4)), next() % 3 ? 'yes' : 'no'].join(','),
  );
  return `a,b,c,d,e,f,g,h,label\n${lines.join('\n')}\n`;
}

test('an import that fills the disk is refused; what was there opens, is evaluated and exported', async ({
  baseURL,
}) => {
  test.setTimeout(240_000);
  const disk = smallDisk(400);
  test.skip(typeof disk === 'string', typeof disk === 'string' ? disk : '');
  if (typeof disk === 'string') return;
  const context = await chromium.launchPersistentContext(join(disk.folder, 'profile'), {
    executablePath: browserPath() ?? '',
    args: chromiumArgs(),
    baseURL: baseURL ?? '',
    locale: 'en-GB',
    acceptDownloads: true,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await openFile(page, 'kept.csv', table(3000));
    await page.waitForURL(/#\/project\/.*\/data/);
    // The app itself is kept before: what it still fetched would take the last bytes from the store.
    await expect(page.getByRole('button', { name: /^Works offline/ })).toBeVisible({ timeout: 120_000 });
    await page.goto('./');
    fill(disk.folder, 5_000_000);
    // Long enough to be stored by a thread of its own.
    const content = table(400_000);
    await pickFile(page, page.getByRole('button', { name: 'Open a file' }).first(), 'huge.csv', content);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The browser’s storage is full', { timeout: 60_000 });
    await page.getByRole('link', { name: 'kept', exact: true }).click();
    await goTo(page, 'Evaluate');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await goTo(page, 'Deploy');
    const file = await download(page, page.getByRole('button', { name: 'Export project' }));
    expect(file.bytes.length).toBeGreaterThan(10_000);
  } finally {
    await context.close();
    disk.unmount();
  }
});
