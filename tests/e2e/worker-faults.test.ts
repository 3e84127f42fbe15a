// The workers behind the screens break: a crash, a hang and a silent end. The person is told, and the next try works.
import type { Locator, Page, Worker } from '@playwright/test';
import { expect, goTo, openScenario, test } from './app';
import { beginLongTraining, expectGoesOn } from './short-training';

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

/** The run stands as cut off, and goes on from its checkpoint on a new worker. */
async function expectResumable(page: Page, run: Locator): Promise<void> {
  await expect(run).toContainText('cut off');
  await run.getByRole('button', { name: /^Resume/ }).click();
  await expectGoesOn(page, run);
}

const messageIn = (page: Page) => page.getByRole('region', { name: 'Messages' }).getByRole('alert');

test.describe('a crash', () => {
  test.use({ allowErrors: /thrown on purpose/ });
  test('of the engine while it trains: told at once, resumed from the checkpoint', async ({ page }) => {
    test.setTimeout(300_000);
    await openScenario(page, /Credit scoring/);
    const run = await beginLongTraining(page);
    await workerOf(page, 'engine').evaluate(() => {
      setTimeout(() => {
        throw new Error('thrown on purpose');
      });
    });
    const alert = messageIn(page);
    await expect(alert).toContainText('The part of the app that does this work ended unexpectedly.');
    await expect(alert).toContainText('a run resumes from its last checkpoint');
    await expectResumable(page, run);
  });
});

test('an engine that hangs while it trains is ended within 20 seconds, and the run resumes', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openScenario(page, /Credit scoring/);
  const run = await beginLongTraining(page);
  const hangingAt = Date.now();
  // In a task of its own, as a hang would be: inside the inspector's it would outlive the worker.
  await workerOf(page, 'engine').evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const alert = messageIn(page);
  await expect(alert).toContainText('no longer answered, and was ended', { timeout: 30_000 });
  expect(Date.now() - hangingAt).toBeLessThan(20_000);
  await expectResumable(page, run);
});

test('a data worker that ends silently is noticed, and the next change is stored', async ({ page }) => {
  test.setTimeout(120_000);
  await openScenario(page, /Credit scoring/);
  await goTo(page, 'Goals');
  await workerOf(page, 'data').evaluate(() => self.close());
  const rename = async (name: string) => {
    await page.getByRole('button', { name: /– Rename$/ }).click();
    await page.getByLabel('Name of the project').fill(name);
    await page.getByLabel('Name of the project').press('Enter');
  };
  await rename('Never stored');
  await expect(messageIn(page)).toContainText('no longer answered, and was ended', {
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
