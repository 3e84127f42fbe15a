// Two tabs of one browser: one trains, the other shows it as it goes; where the first dies, the other offers its run at once.
import type { Page } from '@playwright/test';
import { chooseBackend, expect, goTo, openScenario, storedRuns, test } from '../e2e/app';
import { beginLongTraining, expectGoesOn, setEpochs } from '../e2e/short-training';

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
const elsewhere = (page: Page) => page.getByText('Runs in another tab', { exact: true });

/** A second tab on the model step of the project that the first shows. */
async function secondTab(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  return other;
}

/**
 * Begins to watch; later gives the milliseconds from the moment that the dead tab's training lock is free to the moment that its
 * run is marked and told to all tabs.
 */
async function watchTakeOver(page: Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    let free = Infinity;
    void navigator.locks.request('training', { mode: 'shared' }, () => {
      free = performance.now();
    });
    const channel = new BroadcastChannel('hearth-changes');
    const marked = new Promise<number>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<{ table: string }>) => {
        // The training's own commits come before; the first one after is the mark.
        if (data.table === 'runs' && free < Infinity) resolve(performance.now() - free);
      };
    });
    return { marked };
  });
  return () => watch.evaluate(({ marked }) => marked);
}

/** Crashes the tab's renderer, its workers with it. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  devtools.send('Page.crash').catch(() => undefined); // a page that crashed does not answer
  await crashed;
}

test('a training is shown live in the other tab and cannot be ended there; a crash hands its run over within a second', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openScenario(page, /Credit scoring/);
  await beginLongTraining(page);
  const other = await secondTab(page);

  await test.step('live, and read-only', async () => {
    await expect(elsewhere(other)).toBeVisible();
    await expect(other.getByText('Model, run 3:')).toBeVisible();
    const epoch = other.getByText(/^epoch [\d,]+, step [\d,]+$/);
    const saved = await epoch.textContent();
    await expect(epoch).not.toHaveText(saved ?? '');
    await expect(other.getByText('Credit scoring trains in another tab of this browser.')).toBeVisible();
    await expect(other.getByRole('button', { name: 'Pause' })).toHaveCount(0);
    await expect(other.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
    await expect(train(other)).toBeDisabled();
    await expect(other.getByRole('button', { name: 'Run all steps' })).toBeDisabled();
  });

  await test.step('taken over', async () => {
    const takenOver = await watchTakeOver(other);
    await crash(page);
    expect(await takenOver(), 'ms from the lock set free to the run offered').toBeLessThan(1_000);
    const resume = other.getByRole('button', { name: 'Resume run 3' }).first();
    await expect(resume).toBeEnabled();
    await expect(other.getByText('The tab that trained run 3 is gone.')).toBeVisible();
    expect((await storedRuns(other))[2]).toMatchObject({ number: 3, status: 'interrupted' });
    await resume.click();
    const row = other
      .getByRole('region', { name: 'Runs' })
      .getByRole('row')
      .filter({ hasText: /Open run 3/ });
    await expectGoesOn(other, row);
  });
});

test('two tabs that begin together: one trains, the other is told who', async ({ page }) => {
  test.setTimeout(200_000);
  await openScenario(page, /Credit scoring/);
  await chooseBackend(page, 'wasm');
  await setEpochs(page, 300, { toTheEnd: true });
  const other = await secondTab(page);
  await goTo(other, 'Model');
  await expect(train(page)).toBeEnabled();
  await expect(train(other)).toBeEnabled();
  const press = (tab: Page) => train(tab).evaluate((button) => (button as HTMLButtonElement).click());
  await Promise.all([press(page), press(other)]);

  const told = (tab: Page) =>
    tab.getByRole('alert').getByText('Another tab of this browser is training Credit scoring.');
  const refused = await Promise.any(
    [page, other].map(async (tab) => {
      await told(tab).waitFor({ timeout: 30_000 });
      return tab;
    }),
  );
  const runs = refused === page ? other : page;
  await expect(told(refused)).toBeVisible();
  await expect(told(runs)).toHaveCount(0);
  await expect(runs.getByRole('button', { name: 'Stop', exact: true })).toBeEnabled();
  await expect(elsewhere(refused)).toBeVisible();
  await expect(refused.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
  expect((await storedRuns(page)).filter(({ status }) => status === 'running').length).toBeLessThanOrEqual(1);

  await runs.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(train(runs)).toBeEnabled({ timeout: 60_000 });
  await expect(train(refused)).toBeEnabled({ timeout: 60_000 });
  await expect(elsewhere(refused)).toHaveCount(0);
});
