// A wide table: its target stays in view, a row is gone to by its number, and a long text opens to be read.
import { expect, goTo, openFile, test } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 15_000 });

const measures = Array.from({ length: 14 }, (_, at) => `measure ${String(at + 1)}`);
const long = (row: number) =>
  `Report ${String(row)}: ${Array.from({ length: 40 }, (_, word) => `word${String((row * 31 + word * 17) % 997)}`).join(' ')}`;
const table = [
  ['note', ...measures, 'outcome'].join(','),
  ...Array.from({ length: 500 }, (_, row) =>
    [
      long(row + 1),
      ...measures.map((_, at) => String((row * (at + 3)) % 97)),
      row % 3 === 0 ? 'yes' : 'no',
    ].join(','),
  ),
].join('\n');

test('the target stays at the right edge, a row is gone to, a text is read', async ({ page }) => {
  await openFile(page, 'reports.csv', table);
  await goTo(page, 'Data');
  const grid = page.getByRole('grid', { name: /Rows of/ });
  const status = page.getByRole('group', { name: 'Status of the table' });

  await test.step('the target is in view, wherever the table is scrolled to', async () => {
    const target = page.getByRole('columnheader', { name: /outcome/ });
    await expect(target).toBeInViewport();
    await grid.evaluate((element) => (element.scrollLeft = 900));
    await expect(page.getByRole('columnheader', { name: /measure 9/ })).toBeInViewport();
    await expect(target).toBeInViewport();
    await expect(status).toContainText('500 of 500 rows');
    await expect(status).toContainText(/columns \d+ – \d+ of 16/);
  });

  await test.step('Ctrl G goes to a row by its number', async () => {
    await grid.evaluate((element) => (element.scrollLeft = 0));
    await grid.press('Control+g');
    const dialog = page.getByRole('dialog', { name: 'Go to row…' });
    await dialog.getByLabel('Row').fill('400');
    await dialog.getByRole('button', { name: 'Go', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(grid.getByRole('rowheader', { name: '400', exact: true })).toBeInViewport();
    await expect(grid).toBeFocused();
  });

  await test.step('Enter on a text opens it, and the next one', async () => {
    await grid.press('Home');
    await grid.press('Enter');
    const reader = page.getByRole('dialog', { name: 'note' });
    await expect(reader.getByText('Row 400 · 400 of 500')).toBeVisible();
    await expect(reader.getByText(long(400))).toBeVisible();
    await reader.getByRole('button', { name: 'Next' }).click();
    await expect(reader.getByText(long(401))).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(reader).toBeHidden();
    await expect(grid).toBeFocused();
  });

  await test.step('a row that the filters leave out is said to be so', async () => {
    await page.getByRole('searchbox', { name: 'Find in rows' }).fill('Report 12:');
    await expect(status).toContainText('1 row of 500');
    await grid.press('Control+g');
    const dialog = page.getByRole('dialog', { name: 'Go to row…' });
    await dialog.getByLabel('Row').fill('13');
    await dialog.getByRole('button', { name: 'Go', exact: true }).click();
    await expect(dialog.getByText(/isn’t among those shown/)).toBeVisible();
  });
});
