// The queue of jobs as a person meets it, by the keyboard alone: what is asked for while something runs waits, and is moved, paused and cancelled.
import type { Page } from '@playwright/test';
import { beginLongRun, openBoxes } from '../faults/small-project';
import { expect, test } from './app';
import { setEpochs } from './short-training';
import { rowsOf } from './store';

interface StoredJob {
  id: string;
  status: string;
  request: { kind: string };
}

const press = async (page: Page, name: string | RegExp, key = 'Enter') => {
  const button = page.getByRole('button', { name, exact: true }).first();
  await button.focus();
  await page.keyboard.press(key);
};
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Job queue' });
const rows = (page: Page) => dialog(page).getByRole('listitem');
const statuses = async (page: Page) =>
  (await rowsOf<StoredJob>(page, 'jobs'))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ request, status }) => `${request.kind} ${status}`);

test('what is asked for while a job runs waits its turn; the keyboard moves, pauses and cancels it', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openBoxes(page);
  await beginLongRun(page);
  await setEpochs(page, 2);
  await press(page, 'Queue training');
  const added = page.getByText(/^Added to the queue: 2 of 2 · starts after run 2$/);
  await expect(added).toBeVisible();
  await expect(page.getByText(/^Training: .+: 2 of 2 · starts after run 2$/)).toBeVisible();
  await press(page, 'Queue search');
  await expect(page.getByText(/^Search for a good model: 3 of 3 · starts after “Training: /)).toBeVisible();

  await press(page, /^Job queue: 3 jobs$/);
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).nth(0)).toContainText('All steps');
  await expect(rows(page).nth(0).getByRole('progressbar')).toBeVisible();
  await expect(rows(page).nth(1)).toContainText('Training: ');

  await test.step('moved', async () => {
    await rows(page)
      .nth(2)
      .getByRole('button', { name: /^Move up: Search/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(rows(page).nth(1)).toContainText('Search for a good model');
    await expect(rows(page).nth(1)).toContainText('2 of 3 · starts after run 2');
    // At the end of the queue the focus is on the other button.
    await expect(
      rows(page)
        .nth(1)
        .getByRole('button', { name: /^Move down: Search/ }),
    ).toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(rows(page).nth(2)).toContainText('Search for a good model');
    await expect(dialog(page).getByRole('status')).toHaveText(/^Search for a good model: 3 of 3/);
  });

  await test.step('paused, continued, cancelled', async () => {
    await rows(page)
      .nth(1)
      .getByRole('button', { name: /^Pause: Training/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(rows(page).nth(1)).toContainText('Paused · keeps its place');
    await expect(rows(page).nth(2)).toContainText('2 of 2 · starts after run 2');
    await rows(page)
      .nth(1)
      .getByRole('button', { name: /^Continue: Training/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(rows(page).nth(1)).toContainText('2 of 3');
    await rows(page)
      .nth(2)
      .getByRole('button', { name: /^Cancel: Search/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(rows(page)).toHaveCount(2);
  });

  await test.step('reloaded: what waited goes on, what was cut off keeps its place and waits for a person', async () => {
    expect(await statuses(page)).toEqual(['run-all running', 'train queued', 'find cancelled']);
    await page.reload();
    await expect
      .poll(() => statuses(page), { timeout: 90_000 })
      .toEqual(['run-all interrupted', 'train done', 'find cancelled']);
    await press(page, /^Job queue: /);
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page).nth(0)).toContainText('Interrupted · waits for you to continue');
    await rows(page)
      .nth(0)
      .getByRole('button', { name: /^Continue: All steps/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(rows(page).nth(0)).toContainText(/^All steps boxes Running/, { timeout: 60_000 });
    await rows(page)
      .nth(0)
      .getByRole('button', { name: /^Cancel: All steps/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toContainText('No jobs are waiting', { timeout: 60_000 });
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
  });
});
