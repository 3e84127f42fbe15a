// Two champions, one after the other, and the way back to the first: a promotion without approval keeps its reason in sight.
import type { Page } from '@playwright/test';
import { expect, goTo, openFile, test } from './app';
import { setEpochs, trainShortly } from './short-training';
import { registerRun } from './champion';

/** Prices that follow from the size, 60 homes. */
const homes = [
  'size,district,price',
  ...Array.from({ length: 60 }, (_, row) => {
    const size = 40 + ((row * 37) % 61);
    return `${String(size)},${row % 3 ? 'north' : 'south'},${String(size * (row % 3 ? 2400 : 3100))}`;
  }),
].join('\n');

const promotions = (page: Page) => page.getByRole('heading', { name: 'Promotion history' }).locator('..');

async function promoteWaived(page: Page, version: number, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Promote without approval…' }).click();
  const promote = page.getByRole('button', { name: `Promote version ${String(version)} to champion` });
  await promote.click();
  await expect(page.getByText('Enter a reason to promote without approval.')).toBeVisible();
  await page.getByLabel('Reason for waiving approval').fill(reason);
  await promote.click();
  await expect(
    page.getByRole('heading', { name: `Version ${String(version)} is the champion` }),
  ).toBeVisible();
}

test('a second version becomes champion, and the first is taken back', async ({ page }) => {
  await openFile(page, 'homes.csv', homes);
  await expect(page.getByLabel('Target (column to predict)')).toHaveValue('price');
  await trainShortly(page, 2);
  await goTo(page, 'Deploy');
  await registerRun(page, 2);
  await expect(
    page.getByRole('note').filter({
      hasText:
        /Run 2 is worse than the linear baseline.*difference \+.* \(\+.* to \+.*\)\. The simpler baseline is proposed\./,
    }),
  ).toBeVisible();
  await promoteWaived(page, 1, 'a first trial');

  await setEpochs(page, 4);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const third = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Open run 3' }) });
  await expect(third.getByText('finished', { exact: true })).toBeVisible({ timeout: 60_000 });
  await goTo(page, 'Deploy');
  await registerRun(page, 3);
  await page.getByRole('table').getByRole('button', { name: 'Version 2' }).click();
  await promoteWaived(page, 2, 'trained for longer');

  await page.getByRole('table').getByRole('button', { name: 'Version 1' }).click();
  await page.getByRole('button', { name: 'Roll back without approval…' }).click();
  await expect(page.getByLabel('Reason for waiving approval')).toHaveValue(
    'Rolling back to version 1, a former champion',
  );
  await page.getByRole('button', { name: 'Roll back to version 1' }).click();
  await expect(page.getByRole('heading', { name: 'Version 1 is the champion' })).toBeVisible();
  await expect(promotions(page).getByRole('listitem')).toContainText([
    /Version 1.*Rolling back to version 1/s,
    /Version 2.*trained for longer/s,
    /Version 1.*a first trial/s,
  ]);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Version 1 is the champion' })).toBeVisible();
});
