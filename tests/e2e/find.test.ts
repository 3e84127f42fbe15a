// A good model is found with a button: the search ends with a leaderboard whose lines are runs; one that is paused continues.
import AxeBuilder from '@axe-core/playwright';
import { expect, goTo, openFile, test } from './app';
import type { Page } from '@playwright/test';

// Nothing here is about being kept on the device.
test.use({ serviceWorkers: 'block' });

/** 150 loans; what is late and where decides, with some chance. */
function loans(): string {
  let state = 7;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: 150 }, () => {
    const [income, late] = [1000 + 4000 * next(), Math.floor(6 * next() * next())];
    const region = next() < 0.5 ? 'north' : 'south';
    const risk = late - income / 2500 + (region === 'south' ? 0.8 : 0) + next();
    return [income.toFixed(0), late, region, risk > 0.9 ? 'yes' : 'no'].join();
  });
  return ['income,late,region,defaulted', ...lines].join('\n');
}

async function openModel(page: Page): Promise<void> {
  await openFile(page, 'loans.csv', loans());
  await page.waitForURL(/#\/project\/.*\/data/);
  await page.getByLabel('Target (column to predict)').selectOption('defaulted');
  await goTo(page, 'Model');
}

/** Searches for so many minutes. */
async function find(page: Page, minutes: string): Promise<void> {
  await page.getByText('Other', { exact: true }).click();
  const own = page.getByLabel('Other number of minutes');
  await own.fill(minutes);
  await own.press('Enter');
  await page.getByRole('button', { name: 'Find a good model' }).click();
}

const leaderboard = (page: Page) => page.getByRole('region', { name: 'Leaderboard' }).getByRole('table');
const timeline = (page: Page) => page.getByRole('img', { name: /^Timeline: \d+ trials? in / });

async function objections(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('a search ends with a leaderboard, whose lines are runs that open, explain and go to release', async ({
  page,
}) => {
  await openModel(page);
  await find(page, '0.7'); // a busy machine gets through a dozen trials in it
  const status = page.getByRole('status').filter({ hasText: /^Best/ });
  await expect(status).toContainText('Best so far: ', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Stop and keep' })).toBeVisible();
  await expect(timeline(page)).toBeVisible();

  await expect(status).toContainText(/^Best: .*ROC AUC 0\.\d{3}/, { timeout: 120_000 });
  const lines = leaderboard(page).getByRole('row');
  await expect(lines.nth(1).getByRole('cell').first()).toHaveText('1');
  await expect(leaderboard(page).getByRole('row').filter({ hasText: 'baseline' }).first()).toBeVisible();
  expect(await lines.count()).toBeGreaterThan(3);
  expect(await objections(page)).toEqual([]);

  await page
    .getByRole('button', { name: /^Open the run of/ })
    .first()
    .press('Enter');
  await expect(page.getByRole('dialog')).toContainText('ROC AUC');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Explain Boosted trees', exact: true }).first().press('Enter');
  await expect(page.getByRole('dialog').getByRole('table').first()).toContainText('income');
  await page.keyboard.press('Escape');

  // Each axis of the settings is brushed by keys; the numbers are a table too.
  const axis = page.getByRole('application', { name: /^Range of ROC AUC/ });
  await axis.press('ArrowUp');
  await expect(page.getByText(/full trials lie in the chosen ranges/)).toBeVisible();
  await axis.press('Escape');
  await expect(page.getByText(/full trials lie in the chosen ranges/)).toBeHidden();

  await page
    .getByRole('button', { name: /^Release / })
    .first()
    .press('Enter');
  await expect(page).toHaveURL(/\/deploy$/);
  await expect(page.getByRole('button', { name: /^Register run \d+/ })).toBeEnabled();
});

test('a search that was paused continues after a reload, and is deleted without its runs', async ({
  page,
}) => {
  await openModel(page);
  await find(page, '0.4');
  await expect(page.getByRole('status').filter({ hasText: 'Best so far: ' })).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText(/^This search was paused after/)).toBeVisible({ timeout: 60_000 });
  const before = Number(/\d+/.exec((await timeline(page).getAttribute('aria-label')) ?? '')?.[0]);
  expect(before).toBeGreaterThan(0);

  await page.reload();
  await expect(page.getByText(/^This search was paused after/)).toBeVisible();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByText(/^This search was paused after/)).toBeHidden();
  await expect
    .poll(async () => Number(/\d+/.exec((await timeline(page).getAttribute('aria-label')) ?? '')?.[0]), {
      timeout: 60_000,
    })
    .toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Stop and keep' }).click();
  await expect(page.getByRole('button', { name: /^Open the run of/ }).first()).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByRole('button', { name: 'Find a good model' })).toBeEnabled({ timeout: 120_000 });

  const runs = await page.getByRole('button', { name: /^Open run \d+$/ }).count();
  await page.getByRole('button', { name: 'Delete search' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete search' }).click();
  await expect(leaderboard(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Open run \d+$/ })).toHaveCount(runs);
});
