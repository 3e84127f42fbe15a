// A million rows: opened by their path, stopped and opened again, walked to the last row, a column looked into; and the page's own
// memory stays small. How fast all that is, `npm run bench -- app` measures.
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from '@playwright/test';
import { writeLargeTable } from '../../scripts/large-table.mjs';
import { expect, test, openColumn } from './app';

const rows = 1_000_000;
let folder: string;
let path: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-rows-'));
  path = join(folder, 'large.csv');
  await writeLargeTable(path, rows);
});
test.afterAll(() => rm(folder, { recursive: true }));

/** The cells of the file's last line. */
async function lastRow(): Promise<string[]> {
  const file = await open(path);
  const { size } = await stat(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2000), 0, 2000, size - 2000);
  await file.close();
  return (buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').at(-1) ?? '').split(',');
}

/** The page's JavaScript heap in MB, after a collection. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 1e6;
}

test(`${String(rows)} rows × 20 columns`, async ({ page }) => {
  test.setTimeout(600_000);
  await page.goto('./');
  await expect(page.getByText('No projects on this device yet.')).toBeVisible();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await heapOf(session);
  const input = page.locator('input[type=file]').first();

  await test.step('stopped in the middle, nothing is left', async () => {
    await input.setInputFiles(path);
    const bar = page.getByRole('progressbar', { name: 'Opening large.csv' });
    await expect(bar).toBeVisible();
    await expect(page.getByText(/[kM]B\/s/)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(bar).toBeHidden();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('No projects on this device yet.')).toBeVisible();
  });

  await test.step('opened', async () => {
    await input.setInputFiles(path);
    await page.waitForURL(/#\/project\/.*\/data/, { timeout: 300_000 });
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(rows + 1));
  });

  await test.step('the last row is reached by keys, and its values are right', async () => {
    const grid = page.getByRole('grid');
    await expect(grid.getByRole('gridcell', { name: '1', exact: true }).first()).toBeVisible();
    await grid.focus();
    await page.keyboard.press('Control+End');
    const row = grid.getByRole('row').filter({
      has: page.getByRole('rowheader', { name: rows.toLocaleString('en'), exact: true }),
    });
    await expect(row).toBeInViewport();
    const last = await lastRow();
    await expect(row.getByRole('gridcell').last()).toHaveText(last.at(-1) ?? '');
    await page.keyboard.press('Home');
    // An identifier as it is written.
    const shown = [last[0] ?? '', /./, last[2] ?? '', last[3] ?? ''];
    for (const [column, text] of shown.entries())
      await expect(row.getByRole('gridcell').nth(column)).toHaveText(text);
    await expect(row.getByRole('gridcell').nth(4)).toHaveText(
      last[4] === '' ? 'missing' : Number(last[4]).toLocaleString('en', { maximumFractionDigits: 3 }),
    );
    await page.keyboard.press('Control+Home');
    await expect(grid.getByRole('rowheader', { name: '1', exact: true })).toBeInViewport();
  });

  await test.step('a column is looked into', async () => {
    await openColumn(page, 'measure_1');
    const dialog = page.getByRole('dialog', { name: 'measure_1' });
    await expect(dialog.getByRole('img', { name: /Distribution of measure_1/ })).toBeVisible();
    await expect(dialog.getByText(/^[\d,]+ \(1%\)$|^[\d,]+ \([01]\.\d%\)$/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  expect((await heapOf(session)) - before, 'MB that the page’s heap grew').toBeLessThan(30);
});
