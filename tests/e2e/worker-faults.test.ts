// The workers behind the screens break: a crash, a hang and a silent end. A training goes on by itself, the person is told,
// and the next try of anything else works.
import type { Locator, Page, Worker } from '@playwright/test';
import { expect, goTo, openScenario, test } from './app';
import { beginLongTraining, expectGoesOn } from './short-training';

// Nothing here is about being kept on the device: no test has to fill the cache, which is a second's work.
test.use({ serviceWorkers: 'block' });

/** The app's worker of that name, as its script's address says. */
function workerOf(page: Page, name: 'data' | 'engine'): Worker {
  const found = page.workers().find((worker) => new URL(worker.url()).pathname.includes(`/${name}-`));
  if (!found)
    throw new Error(
      `no ${name} worker among ${page
        .workers()
        .map((each) => each.url())
        .join(', ')}`,
    );
  return found;
}

const messages = (page: Page) => page.getByRole('region', { name: 'Notifications' });

/** The message covers nothing of a dialog, on a narrow screen too, and answering it does not close the dialog. */
async function expectKeptClear(page: Page, run: Locator): Promise<void> {
  await run.getByRole('button', { name: /^Open run/ }).click();
  const dialog = page.getByRole('dialog');
  const message = messages(page).getByRole('group');
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 640 });
    await expect
      .poll(async () => {
        const [above, below] = [await dialog.boundingBox(), await message.boundingBox()];
        return above && below ? below.y - (above.y + above.height) : null;
      })
      .toBeGreaterThan(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await message.getByRole('button', { name: 'Dismiss' }).click();
  await expect(message).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

/** The run went on by itself from its last checkpoint; the person hears of it, and the run's record keeps it. */
async function expectRecovered(page: Page, run: Locator, what: RegExp): Promise<void> {
  await expect(messages(page)).toContainText(what, { timeout: 60_000 });
  await expect(messages(page)).toContainText(/The run resumed from step [\d,]+ on WebAssembly\./);
  await expectKeptClear(page, run);
  await expectGoesOn(page, run);
  await run.getByRole('button', { name: /^Open run/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(what)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

test.describe('a crash', () => {
  test.use({ allowErrors: /thrown on purpose/ });
  test('of the engine while it trains: told, and gone on from the checkpoint', async ({ page }) => {
    test.setTimeout(300_000);
    await openScenario(page, /Credit scoring/);
    const run = await beginLongTraining(page);
    await workerOf(page, 'engine').evaluate(() => {
      setTimeout(() => {
        throw new Error('thrown on purpose');
      });
    });
    await expectRecovered(page, run, /Training stopped unexpectedly after step [\d,]+\./);
  });
});

test('an engine that hangs while it trains is ended within 22 seconds, and the run goes on by itself', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openScenario(page, /Credit scoring/);
  const run = await beginLongTraining(page);
  const engine = workerOf(page, 'engine');
  const ended = engine.waitForEvent('close', { timeout: 60_000 });
  const hangingAt = Date.now();
  // In a task of its own, as a hang would be: inside the inspector's it would outlive the worker.
  await engine.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await ended;
  // 15 s of silence, then what the browser takes to end a thread that does not listen.
  expect(Date.now() - hangingAt).toBeLessThan(22_000);
  await expectRecovered(page, run, /Training stopped responding after step [\d,]+ and was shut down\./);
});

test('a data worker that ends silently is noticed, and the next change is stored', async ({ page }) => {
  test.setTimeout(120_000);
  await openScenario(page, /Credit scoring/);
  await goTo(page, 'Goals');
  await workerOf(page, 'data').evaluate(() => self.close());
  const rename = async (name: string) => {
    await page.getByRole('button', { name: /– Rename$/ }).click();
    await page.getByLabel('Project name').fill(name);
    await page.getByLabel('Project name').press('Enter');
  };
  await rename('Never stored');
  await expect(messages(page).getByRole('alert')).toContainText('stopped responding and was shut down', {
    timeout: 30_000,
  });
  await expect(page.getByRole('button', { name: 'Credit scoring – Rename' })).toBeVisible();
  await rename('Stored');
  await expect(page.getByRole('button', { name: 'Stored – Rename' })).toBeVisible();
  await page.getByRole('link', { name: 'Projects' }).click();
  await expect(page.getByRole('link', { name: 'Stored' })).toBeVisible(); // by the store's own list
  await page.reload();
  await expect(page.getByRole('link', { name: 'Stored' })).toBeVisible();
});
