// Rows of a table of one's own are found by filters, a search and an order, with their numbers; and kept as a step.
import type { Page } from '@playwright/test';
import { expect, goTo, openFile, test } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 15_000 });

const cities = ['Bonn', 'Köln', 'Trier'];
const table = [
  'age,city,joined',
  ...Array.from({ length: 90 }, (_, row) =>
    [
      row % 9 === 4 ? '' : String(20 + ((row * 7) % 45)),
      cities[row % 3],
      `2025-${String(1 + (row % 12)).padStart(2, '0')}-15`,
    ].join(','),
  ),
].join('\n');

const grid = (page: Page) => page.getByRole('grid', { name: /Rows of/ });
const bar = (page: Page) => page.getByRole('search', { name: 'Filter rows' });
const cellsOf = (page: Page, row: number) =>
  grid(page)
    .getByRole('row')
    .nth(row + 1)
    .getByRole('gridcell')
    .allInnerTexts();

async function filterBy(page: Page, column: string): Promise<void> {
  await bar(page).getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: column }).click();
}

test('rows are filtered, searched, sorted and kept as a step', async ({ page }) => {
  await openFile(page, 'people.csv', table);
  await goTo(page, 'Data');

  await test.step('two filters hold together, and rows keep their numbers', async () => {
    await filterBy(page, 'city');
    const dialog = page.getByRole('dialog', { name: 'Filter by city' });
    await dialog.getByRole('checkbox', { name: /Köln/ }).check();
    await dialog.getByRole('button', { name: 'Filter' }).click();
    await expect(bar(page).getByText('30 of 90 rows')).toBeVisible();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '31');
    await expect(grid(page).getByRole('rowheader').first()).toHaveText('2');
    await filterBy(page, 'age');
    const range = page.getByRole('dialog', { name: 'Filter by age' });
    await range.getByLabel('From').fill('30');
    await range.getByLabel('To').fill('50');
    await range.getByRole('button', { name: 'Filter' }).click();
    await expect(bar(page).getByText('8 of 90 rows')).toBeVisible();
    await expect(bar(page).getByRole('button', { name: 'age 30 – 50' })).toBeVisible();
  });

  await test.step('an order by a column, missing cells last', async () => {
    await bar(page).getByRole('button', { name: 'Clear' }).click();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '91');
    await page.getByRole('columnheader', { name: 'age' }).click();
    await page.getByRole('menuitemradio', { name: 'Sort descending' }).click();
    await expect(page.getByRole('columnheader', { name: 'age' })).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(async () => (await cellsOf(page, 0))[0]).toBe('64');
    await grid(page).focus();
    await page.keyboard.press('Control+End');
    await expect(grid(page).getByRole('rowheader', { name: '86' })).toBeVisible();
    await bar(page).getByRole('button', { name: 'Clear' }).click();
  });

  await test.step('a search looks into all cells', async () => {
    await bar(page).getByRole('searchbox', { name: 'Find in rows' }).fill('trie');
    await expect(bar(page).getByText('30 of 90 rows')).toBeVisible();
    await expect(bar(page).getByRole('button', { name: 'Keep as a step' })).toHaveCount(0);
    await bar(page).getByRole('button', { name: 'Clear' }).click();
  });

  await test.step('a filter becomes a step', async () => {
    await filterBy(page, 'age');
    const dialog = page.getByRole('dialog', { name: 'Filter by age' });
    await dialog.getByLabel('Show rows where the value').selectOption('is not missing');
    await dialog.getByRole('button', { name: 'Filter' }).click();
    await expect(bar(page).getByText('80 of 90 rows')).toBeVisible();
    await bar(page).getByRole('button', { name: 'Keep as a step' }).click();
    const steps = page.getByRole('region', { name: 'Steps' });
    await expect(steps.getByRole('switch', { name: 'Rows kept where age is not missing' })).toBeChecked();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '81');
    await expect(bar(page).getByRole('button', { name: 'Clear' })).toHaveCount(0);
  });
});

test('the menu of a column works by the keyboard alone', async ({ page }) => {
  await openFile(page, 'people.csv', table);
  await goTo(page, 'Data');
  const steps = page.getByRole('region', { name: 'Steps' });
  const menu = page.getByRole('menu', { name: 'Column age' });
  await grid(page).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expect(page.getByRole('columnheader', { name: 'age' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(grid(page)).toBeFocused();

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await menu.getByRole('menuitem', { name: 'Treat' }).press('ArrowRight');
  await page.getByRole('menuitem', { name: 'Fill missing with' }).press('Enter');
  await expect(steps.getByText('preview', { exact: true })).toBeVisible();
  await expect(steps.getByText(/no row removed/)).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(steps.getByRole('button', { name: 'Apply' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(steps.getByRole('switch', { name: /age: missing values filled with/ })).toBeChecked();

  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  const rename = page.getByRole('dialog', { name: 'Add a step to city' });
  await rename.getByLabel('New name').fill('town');
  await rename.getByRole('button', { name: 'Apply' }).click();
  await expect(rename).toBeHidden();
  await expect(page.getByRole('columnheader', { name: /town/ })).toBeVisible();

  await grid(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('columnheader', { name: /joined/ })).toHaveCount(0);
  await steps.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('columnheader', { name: /joined/ })).toBeVisible();

  await grid(page).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Freeze up to here' }).press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Unfreeze columns' })).toBeVisible();
});

test('columns stand in one list, and pairs of columns in a heat map', async ({ page }) => {
  await openFile(page, 'people.csv', table);
  await goTo(page, 'Data');
  await page.getByRole('tab', { name: 'Columns' }).click();
  const lines = page.getByRole('table').getByRole('row');
  await expect(lines).toHaveCount(4);
  await page.getByRole('button', { name: 'Missing', exact: true }).click();
  await expect(lines.nth(1)).toContainText('age');
  await page.getByRole('searchbox', { name: 'Find a column' }).fill('join');
  await expect(lines).toHaveCount(2);
  await page.getByRole('tab', { name: 'Charts' }).click();
  const map = page.getByRole('grid', { name: /How strongly columns go together/ });
  await map.getByRole('gridcell', { name: 'age and city' }).click();
  await expect(page.getByText(/age and city\s+correlation ratio 0\.08/)).toBeVisible();
});
