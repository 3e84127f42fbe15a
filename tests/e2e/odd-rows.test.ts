// What a file has that does not fit is for a person to decide: values of another kind, and rows of another width.
import { expect, openFile, test } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 20_000 });

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

test('rows with a value that does not fit are skipped where that is chosen, and listed', async ({ page }) => {
  const csv = `age,home,default\n${rows(120, (i) => `${i % 40 === 7 ? 'unknown age' : String(20 + (i % 50))},${['rent', 'own'][i % 2] ?? ''},${i % 3 === 0 ? 'yes' : 'no'}`)}\n`;
  await openFile(page, 'people.csv', csv);
  await expect(page.getByText('120 rows').first()).toBeVisible();
  await page.getByRole('button', { name: 'Read differently' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open people.csv' });
  await expect(dialog.getByText('3 values don’t fit their columns:')).toBeVisible();
  await dialog.getByLabel('Values that don’t fit their column').selectOption('Skip their rows');
  await expect(
    dialog.getByText('3 rows have a value that doesn’t fit its column and will be skipped:'),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('117 rows').first()).toBeVisible();
  await page.getByText('Show the first 3').click();
  const table = page.getByRole('region', { name: 'Skipped rows' });
  await expect(table.getByRole('row', { name: '8 age unknown age', exact: true })).toBeVisible();
  await expect(table.getByRole('row', { name: '88 age unknown age' })).toBeVisible();
});

test('a file with many rows of another width is shown and asked about, not refused', async ({ page }) => {
  const csv = `age,income,label\n${rows(300, (i) => (i % 3 === 1 ? `${String(20 + (i % 60))},${String(1000 + i)}` : `${String(20 + (i % 60))},${String(1000 + i)},${i % 2 ? 'yes' : 'no'}`))}\n`;
  await openFile(page, 'ragged.csv', csv);
  const dialog = page.getByRole('dialog', { name: 'Open ragged.csv' });
  await expect(dialog.getByText('100 rows have too few cells.')).toBeVisible();
  await expect(dialog.getByText(/row 2 has 2\. Choose how to read them/)).toBeVisible();
  const open = dialog.getByRole('button', { name: 'Open', exact: true });
  await expect(open).toBeDisabled();
  await dialog.getByLabel('Rows with too few or too many cells').selectOption('Skip all');
  await expect(open).toBeEnabled();
  await open.click();
  await expect(page.getByText('200 rows').first()).toBeVisible();
});

test('what only the rest of a file shows is asked about as well', async ({ page }) => {
  const csv = `age,income,label\n${rows(6000, (i) => `${String(20 + (i % 60))},${String(1000 + i)}${i < 2500 ? `,${i % 2 ? 'yes' : 'no'}` : ''}`)}\n`;
  await openFile(page, 'late.csv', csv);
  const dialog = page.getByRole('dialog', { name: 'Open late.csv' });
  await expect(dialog.getByText(/row 2,501 has 2\. Choose how to read them/)).toBeVisible();
  const open = dialog.getByRole('button', { name: 'Open', exact: true });
  await expect(open).toBeDisabled();
  await dialog.getByLabel('Rows with too few or too many cells').selectOption('Keep all: fill or cut them');
  await open.click();
  await expect(page.getByText('6,000 rows').first()).toBeVisible();
});
