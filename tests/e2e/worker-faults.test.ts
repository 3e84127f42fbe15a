// The workers behind the screens break: a crash, a hang and a silent end. The person is told, and the next try works.
import type { Page, Worker } from '@playwright/test';
import { chooseBackend, expect, goTo, openScenario, test } from './app';
import { setEpochs } from './short-training';

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

const runTwo = (page: Page) =>
  page
    .getByRole('region', { name: 'Runs' })
    .getByRole('row')
    .filter({ hasText: /Open run 2/ });

/** Trains until the model's run has a checkpoint. */
async function trainToCheckpoint(page: Page): Promise<void> {
  await openScenario(page, /Credit scoring/);
  await chooseBackend(page, 'wasm');
  await setEpochs(page, 12);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText('Model, run 2:')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/^epoch [1-9]\d*, step \d+$/)).toBeVisible({ timeout: 60_000 });
}

/** The run stands as cut off, and resumes to its end on a new worker. */
async function expectResumable(page: Page): Promise<void> {
  await expect(runTwo(page)).toContainText('cut off');
  await runTwo(page).getByRole('button', { name: 'Resume run 2' }).click();
  await expect(runTwo(page)).toContainText('done', { timeout: 120_000 });
}

test.describe('a crash', () => {
  test.use({ allowErrors: /thrown on purpose/ });
  test('of the engine while it trains: told at once, resumed from the checkpoint', async ({ page }) => {
    test.setTimeout(300_000);
    await trainToCheckpoint(page);
    await workerOf(page, 'engine').evaluate(() => {
      setTimeout(() => {
        throw new Error('thrown on purpose');
      });
    });
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The part of the app that does this work ended unexpectedly.');
    await expect(alert).toContainText('a run resumes from its last checkpoint');
    await expectResumable(page);
  });
});

test('an engine that hangs while it trains is ended within 20 seconds, and the run resumes', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await trainToCheckpoint(page);
  const hangingAt = Date.now();
  void workerOf(page, 'engine')
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined); // it ends with its worker
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('no longer answered, and was ended', { timeout: 30_000 });
  expect(Date.now() - hangingAt).toBeLessThan(20_000);
  await expectResumable(page);
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
  await expect(page.getByRole('alert')).toContainText('no longer answered, and was ended', {
    timeout: 30_000,
  });
  await expect(page.getByRole('button', { name: 'Credit scoring – Rename' })).toBeVisible();
  await rename('Stored');
  await expect(page.getByRole('button', { name: 'Stored – Rename' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Stored – Rename' })).toBeVisible();
});
