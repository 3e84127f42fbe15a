// Charts of a table of one's own: what a brush marks filters the rows, by keyboard and by mouse, and the numbers stand in a table too.
import type { Page } from '@playwright/test';
import { expect, goTo, openFile, test } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 15_000 });

const cities = ['Bonn', 'Köln', 'Trier'];
const table = [
  'age,pay,city,joined',
  ...Array.from({ length: 90 }, (_, row) =>
    [
      row % 9 === 4 ? '' : String(20 + (row % 45)),
      String(1000 + row * 10),
      cities[row % 3],
      `2025-${String(1 + (row % 12)).padStart(2, '0')}-15`,
    ].join(','),
  ),
].join('\n');

const bar = (page: Page) => page.getByRole('search', { name: 'Filter rows' });
const brush = (page: Page) => page.getByRole('application', { name: /^Brush/ });
const choose = (page: Page, kind: string) => page.getByRole('radio', { name: kind }).check({ force: true });

test('a brush in a chart filters the rows of the table', async ({ page }) => {
  await openFile(page, 'people.csv', table);
  await goTo(page, 'Data');
  await page.getByRole('tab', { name: 'Charts' }).click();

  await test.step('by keyboard, two numbers at once', async () => {
    await choose(page, 'Scatter');
    await page.getByLabel('Across').selectOption('age');
    await page.getByLabel('Up').selectOption('pay');
    await expect(page.getByText('80 rows, one point each.')).toBeVisible();
    await brush(page).press('ArrowRight');
    await expect(bar(page).getByRole('button', { name: /^age / })).toBeVisible();
    await expect(bar(page).getByRole('button', { name: /^pay / })).toBeVisible();
    const count = bar(page).getByRole('status');
    await expect(count).toHaveText(/of 90 rows/);
    // The picture keeps the rows that its own brush leaves out.
    await expect(page.getByText('80 rows, one point each.')).toBeVisible();
    const shown = await count.innerText();
    await brush(page).press('Enter');
    await expect(bar(page).getByText(shown)).toBeVisible();
    await expect(page.getByRole('grid', { name: /Rows of/ })).toBeVisible();
    await page.getByRole('tab', { name: 'Charts' }).click();
    await brush(page).press('Escape');
    await expect(bar(page)).toHaveCount(0);
  });

  await test.step('by mouse, levels of a bar chart', async () => {
    await choose(page, 'Bars');
    await page.getByLabel('By', { exact: true }).selectOption('city');
    const box = (await brush(page).boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + box.height / 3 - 4);
    await page.mouse.up();
    await expect(bar(page).getByText('30 of 90 rows')).toBeVisible();
    await expect(bar(page).getByRole('button', { name: /^city / })).toBeVisible();
  });

  await test.step('another chart shows the rows that are left', async () => {
    await choose(page, 'Over time');
    await page.getByText('Show as a table').click();
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(41); // 40 weeks
    await choose(page, 'Missing cells');
    await expect(page.getByText(/^Rows without missing cells: \d+ of 30/)).toBeVisible();
    await brush(page).press('ArrowUp');
    await expect(bar(page).getByRole('button', { name: /^age / })).toBeVisible();
    await expect(bar(page).getByText(/ of 90 rows/)).toBeVisible();
  });
});
