// The table of runs as someone with many of them uses it: asks, orders, groups, chooses columns, notes and compares; by mouse and by keys.
import type { Locator, Page } from '@playwright/test';
import { expect, openScenario, test } from './app';
import { trainShortly } from './short-training';

const copies = 150;

/** Runs in the page: copies of the newest run, as another thread would write them: other seeds, rates, states and tags. */
async function copyRuns({ count, projectId }: { count: number; projectId: string }): Promise<void> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no answer'));
    });
  const database = await answer(indexedDB.open('hearth'));
  const transaction = database.transaction(['runs'], 'readwrite');
  const store = transaction.objectStore('runs');
  const all = (await answer(store.index('projectId').getAll(projectId))) as {
    id: string;
    number: number;
    contentSha256?: string;
    recipe: { optimizer: { learningRate: number } };
  }[];
  const newest = all.sort((a, b) => b.number - a.number)[0]!;
  const ids: string[] = [];
  for (let at = 1; at <= count; at += 1) {
    const { contentSha256: _, ...run } = structuredClone(newest);
    run.id = `${newest.id.slice(0, 22)}${String(at).padStart(4, '0')}`.replace(/^./, '1');
    run.number = newest.number + at;
    run.recipe.optimizer.learningRate = [0.001, 0.01, 0.1][at % 3]!;
    const noted = at % 10 === 0 ? { annotation: { tags: ['nightly'], note: '', pinned: false } } : {};
    store.put({ ...run, artifact: null, status: at % 4 === 0 ? 'failed' : 'done', ...noted });
    ids.push(run.id);
  }
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
  const channel = new BroadcastChannel('hearth-changes');
  channel.postMessage({ projectId, table: 'runs', ids });
  channel.close();
}

const parts = (page: Page) => ({
  grid: page.getByRole('grid', { name: 'Runs' }),
  tools: page.getByRole('search', { name: 'Filter runs' }),
});
const count = (page: Page) => parts(page).tools.getByRole('status');
const lineOf = (page: Page, run: number): Locator =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Open run ${String(run)}`, exact: true }) });
/** The run of the first line. */
/** The run in the first line below the head: lines lend their elements to one another, so their order in the document says nothing. */
const first = (page: Page) =>
  parts(page)
    .grid.locator('tr[aria-rowindex="2"]')
    .getByRole('button', { name: /^Open run/ });

test('many runs are found, ordered, grouped, noted and compared', async ({ page }) => {
  test.setTimeout(400_000);
  page.setDefaultTimeout(30_000);
  await openScenario(page, /Credit scoring/);
  await trainShortly(page, 2);
  const projectId = /project\/(\w+)/.exec(page.url())![1]!;
  await page.evaluate(copyRuns, { count: copies, projectId });
  const { grid, tools } = parts(page);
  const all = copies + 2;
  await expect(grid).toHaveAttribute('aria-rowcount', String(all + 1));

  await test.step('only lines that show are laid out', async () => {
    await expect(first(page)).toHaveText(String(all));
    expect(await grid.getByRole('row').count()).toBeLessThan(30);
  });

  await test.step('a search looks in names, states and tags', async () => {
    await tools.getByRole('searchbox').fill('nightly');
    await expect(count(page)).toHaveText(`${String(copies / 10)} of ${String(all)} runs`);
    await tools.getByRole('searchbox').fill('failed');
    await expect(count(page)).toHaveText(`${String(Math.floor(copies / 4))} of ${String(all)} runs`);
    await tools.getByRole('searchbox').fill('');
  });

  await test.step('a condition asks for fields of the recipe; a wrong one says what is wrong', async () => {
    const condition = tools.getByLabel('Condition');
    await condition.fill('[optimizer.learningRate] >= 0.1 and status = "finished"');
    const wanted = Array.from({ length: copies }, (_, at) => at + 1).filter(
      (at) => at % 3 === 2 && at % 4 !== 0,
    );
    await expect(count(page)).toHaveText(`${String(wanted.length)} of ${String(all)} runs`, {
      timeout: 30_000,
    });
    await condition.fill('status = ');
    await expect(condition).toHaveAttribute('aria-invalid', 'true');
    await tools.getByRole('button', { name: 'Clear' }).click();
    await expect(count(page)).toHaveText(`${String(all)} of ${String(all)} runs`);
  });

  await test.step('the filter of a column writes the condition', async () => {
    await tools.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Tags tags' }).click();
    const dialog = page.getByRole('dialog', { name: 'Filter by Tags' });
    await dialog.getByRole('checkbox', { name: 'nightly' }).check();
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(count(page)).toHaveText(`${String(copies / 10)} of ${String(all)} runs`);
    await tools.getByRole('button', { name: 'Clear' }).click();
  });

  await test.step('a head orders: descending, ascending, not at all', async () => {
    const head = grid.getByRole('columnheader', { name: /^Run/ });
    await head.getByRole('button').click();
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    await expect(first(page)).toHaveText('1');
    await head.getByRole('button').click();
    await expect(first(page)).toHaveText(String(all));
  });

  await test.step('groups have a count and a best run, and close', async () => {
    await tools.getByLabel('Group by').selectOption('status');
    // The first group is longer than the window.
    await grid.getByRole('button', { name: /^finished/ }).click();
    const group = grid.getByRole('button', { name: /^failed/ });
    await expect(group).toContainText(`${String(Math.floor(copies / 4))} runs`);
    await expect(group).toContainText(/best ROC AUC [\d.]+ \(run \d+\)/);
    await group.click();
    await expect(group).toHaveAttribute('aria-expanded', 'false');
    await tools.getByLabel('Group by').selectOption('none');
  });

  await test.step('keys move, select, pin and tag', async () => {
    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByText('2 selected')).toBeVisible();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Tags of 2 runs' });
    await dialog.getByLabel('New tags').fill('keep, review');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(lineOf(page, all)).toContainText('review');
    await page.keyboard.press('Escape');
    await expect(page.getByText('2 selected')).toHaveCount(0);
    await page.keyboard.press('End');
    await expect(lineOf(page, 1)).toBeVisible();
    await page.keyboard.press('p');
    await page.keyboard.press('Home');
    await expect(first(page)).toHaveText('1');
    await expect(lineOf(page, 1)).toContainText('Pinned');
  });

  await test.step('columns are chosen, and stay with the project as tags and pins do', async () => {
    await tools.getByRole('button', { name: 'Columns' }).click();
    const dialog = page.getByRole('dialog', { name: 'Columns' });
    await dialog.getByLabel('Find a column').fill('learning rate');
    await dialog
      .getByRole('checkbox', { name: /^Learning rate/ })
      .first()
      .check();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(grid.getByRole('columnheader', { name: /^Learning rate/ })).toBeVisible();
    await page.reload();
    await expect(grid.getByRole('columnheader', { name: /^Learning rate/ })).toBeVisible({ timeout: 30_000 });
    await expect(first(page)).toHaveText('1');
    await expect(lineOf(page, all)).toContainText('review');
  });

  await test.step('the pinned run and a chosen one are compared on the same test rows', async () => {
    await tools.getByLabel('Condition').fill('run = 2');
    await lineOf(page, 2).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Compare runs' });
    await expect(dialog.getByRole('img', { name: /^Validation loss, Run 2/ })).toBeVisible();
    await dialog.getByRole('switch', { name: 'Logarithmic scale' }).click();
    await dialog.getByLabel('Curve').selectOption({ label: 'Learning rate' });
    await expect(dialog.getByRole('img', { name: /^Learning rate, Run 2/ })).toBeVisible();
    const differences = dialog
      .getByRole('table')
      .filter({ has: page.getByRole('rowheader', { name: /^Family/ }) });
    await expect(differences.getByRole('rowheader', { name: 'Target' })).toHaveCount(0);
    await dialog.getByRole('switch', { name: 'Show all fields' }).click();
    await expect(differences.getByRole('rowheader', { name: 'Target' })).toBeVisible();
    await expect(dialog.getByText(/ROC AUC 0\.\d+ against 0\.\d+\. .* test rows/)).toBeVisible({
      timeout: 60_000,
    });
    await expect(dialog.getByText(/^DeLong, p (=|<) [\d.]+$/)).toBeVisible();
    await dialog.getByLabel('Metric').selectOption({ label: 'Accuracy' });
    await expect(dialog.getByText(/^McNemar \(exact\), p (=|<) [\d.]+$/)).toBeVisible({ timeout: 60_000 });
  });
});
