// A training that was paused, or killed with its page, ends with the very weights of one that was never cut.
import type { Page } from '@playwright/test';
import { chooseBackend, expect, goTo, openScenario, storedRuns, test } from './app';
import { chooseNet } from './short-training';

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });

/** The run is done, and nothing trains. */
async function expectDone(page: Page, number: number): Promise<void> {
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Open run ${String(number)}` }) });
  await expect(row.getByText('finished', { exact: true })).toBeVisible({ timeout: 120_000 });
  await expect(train(page)).toBeEnabled({ timeout: 60_000 });
}

/** The model trains and has saved what it learnt up to some epoch: a moment in the midst of it. */
async function expectUnderWay(page: Page, number: number): Promise<void> {
  await expect(page.getByText(`Model, run ${String(number)}:`)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^epoch ([3-9]|[1-9]\d), step \d+$/)).toBeVisible({ timeout: 60_000 });
}

test('paused or killed, and resumed: the same weights, bit for bit', async ({ page, context }) => {
  test.setTimeout(400_000);
  await openScenario(page, /Credit scoring/);
  await chooseBackend(page, 'wasm');
  await goTo(page, 'Model');
  await chooseNet(page);
  await train(page).click();
  await expectDone(page, 2);

  await test.step('paused in the midst, then resumed', async () => {
    await train(page).click();
    await expectUnderWay(page, 3);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('region', { name: 'Runs' }).getByText('paused')).toBeVisible();
    const [, , paused] = await storedRuns(page);
    expect(paused).toMatchObject({ number: 3, status: 'paused', weights: [] });
    await expect(page.getByRole('link', { name: /Resume run 3 from/ })).toBeVisible();
    await page.getByRole('button', { name: 'Resume run 3' }).first().click();
    await expectDone(page, 3);
  });

  const again = await context.newPage();
  await test.step('killed with its page, and found again', async () => {
    await train(page).click();
    await expectUnderWay(page, 4);
    const crashed = page.waitForEvent('crash');
    const devtools = await context.newCDPSession(page);
    devtools.send('Page.crash').catch(() => undefined); // a page that crashed does not answer
    await crashed;

    await again.goto('./');
    await expect(again.getByText(/Run 4 was interrupted at epoch \d+\./)).toBeVisible();
    await again.getByRole('link', { name: 'Resume', exact: true }).click();
    await expect(again.getByRole('link', { name: /Resume run 4 from/ })).toBeVisible();
    const cut = (await storedRuns(again)).at(-1);
    expect(cut).toMatchObject({ number: 4, status: 'interrupted', weights: [] });
    await again.getByRole('button', { name: 'Resume run 4' }).first().click();
    await expectDone(again, 4);
  });

  const [, whole, paused, killed] = await storedRuns(again);
  expect(whole?.weights).toHaveLength(1);
  expect(paused).toEqual({ ...whole, number: 3 });
  expect(killed).toEqual({ ...whole, number: 4 });
});
