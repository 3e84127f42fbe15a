// The data dictionary: written in a column's details, seen at its head, exported and imported; what is past its last day is a finding.
import { readFile } from 'node:fs/promises';
import { expect, openFile, pickFile, test } from './app';

const rows = [
  'age,income,kind',
  ...Array.from({ length: 60 }, (_, row) => `${20 + row},${1000 + ((row * 13) % 97)},${row % 2 ? 'b' : 'a'}`),
].join('\n');

test('a column is described, shows it at its head, and its dictionary goes out and comes back', async ({
  page,
}) => {
  await openFile(page, 'people.csv', rows);
  await page.waitForURL(/#\/project\/.*\/data/);
  await page.getByLabel('Target (column to predict)').selectOption('kind');
  await page.getByRole('tab', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'income', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'income' });
  await dialog.getByText('Data dictionary').press('Enter');
  await dialog.getByLabel('Meaning').fill('Monthly income before tax');
  await dialog.getByLabel('Meaning').press('Enter');
  await dialog.getByLabel('Unit').fill('EUR');
  await dialog.getByLabel('Unit').press('Enter');
  await dialog.getByLabel('Use until').fill('2020-12-31');
  await dialog.getByLabel('Use until').press('Tab');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Columns past their use-by date' })).toBeVisible();
  await expect(page.getByText('1 of 3 described')).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).press('Enter');
  const path = await (await download).path();
  expect(await readFile(path, 'utf8')).toContain('income,Monthly income before tax,EUR,,,,,2020-12-31');

  const file = 'column,meaning,unit\r\nage,Age at application,years\r\n';
  await pickFile(page, page.getByRole('button', { name: 'Import', exact: true }), 'dictionary.csv', file);
  await expect(page.getByRole('button', { name: 'Columns past their use-by date' })).toBeHidden();
  const imported = page.getByRole('group').filter({ hasText: 'Data dictionary imported' });
  await imported.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'Columns past their use-by date' })).toBeVisible();
});
