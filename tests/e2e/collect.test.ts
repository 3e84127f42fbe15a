// A table of one's own on its way in and out: looked at before it is stored, read otherwise, pasted, appended, joined, and saved as a file.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, openFile, pickFile, test } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 20_000 });

const loans = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => {
    const id = from + at;
    return [id, 20 + (id % 50), 1000 + 37 * id, ['rent', 'own'][id % 2], id % 3 === 0 ? 'yes' : 'no'];
  });
const text = (rows: (string | number | undefined)[][], delimiter: string) =>
  `${[['id', 'age', 'income', 'home', 'default'], ...rows].map((row) => row.join(delimiter)).join('\n')}\n`;

/** Pastes as the browser does, where nothing is focused. */
function paste(page: Page, content: string): Promise<void> {
  return page.evaluate((copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, content);
}

const rowsShown = (page: Page, count: string) =>
  expect(page.getByText(`${count} rows`).first()).toBeVisible();

test('a table is looked at, corrected, pasted, appended, joined and saved', async ({ page }) => {
  await openFile(page, 'loans.csv', text(loans(0, 120), ','));
  await rowsShown(page, '120');

  await test.step('another file is shown as it would be read, and Enter opens it', async () => {
    const another = page.getByRole('button', { name: 'Open another file' });
    await pickFile(page, another, 'newer.csv', `${text(loans(0, 100), ';')}7;1;2\n`);
    const dialog = page.getByRole('dialog', { name: 'Open newer.csv' });
    await dialog.getByText('How it is read').click();
    await expect(dialog.getByLabel('Delimiter')).toHaveValue('');
    await expect(dialog.getByText('1 row has too few cells.')).toBeVisible();
    await dialog.getByLabel('Rows with too few or too many cells').selectOption('Skip all');
    await dialog.getByLabel('Type of age').selectOption('category');
    await expect(dialog.getByRole('button', { name: 'Reset' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Open', exact: true })).toBeEnabled();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(dialog).toBeHidden();
    await rowsShown(page, '100');
  });

  await test.step('it is read otherwise without being chosen again', async () => {
    await page.getByRole('button', { name: 'Read differently' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open newer.csv' });
    await expect(dialog.getByLabel('Type of age')).toHaveValue('category');
    await dialog.getByRole('button', { name: 'Reset' }).click();
    await expect(dialog.getByLabel('Type of age')).toHaveValue('number');
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(dialog).toBeHidden();
    await rowsShown(page, '101');
  });

  await test.step('Enter alone opens a file that is read rightly', async () => {
    await pickFile(
      page,
      page.getByRole('button', { name: 'Open another file' }),
      'newer.csv',
      text(loans(0, 101), ';'),
    );
    const dialog = page.getByRole('dialog', { name: 'Open newer.csv' });
    await expect(dialog.getByRole('button', { name: 'Open', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await rowsShown(page, '101');
  });

  await test.step('rows that were copied in a spreadsheet are appended', async () => {
    await paste(page, text(loans(100, 130), '\t'));
    const dialog = page.getByRole('dialog', { name: 'Pasted table.tsv' });
    await dialog.getByLabel('Use this file as').selectOption('more rows of this table');
    await expect(dialog.getByText('All columns match.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Append', exact: true }).click();
    await rowsShown(page, '131');
  });

  await test.step('columns of another file are joined, and what has no match is counted before', async () => {
    const scores = `id,score\n${Array.from({ length: 90 }, (_, id) => `${id},${id / 2}`).join('\n')}\n`;
    await pickFile(page, page.getByRole('button', { name: 'Open another file' }), 'scores.csv', scores);
    const dialog = page.getByRole('dialog', { name: 'scores.csv' });
    await dialog.getByLabel('Use this file as').selectOption('more columns of this table');
    await expect(dialog.getByLabel('Key in this table')).toHaveValue('id');
    await expect(dialog.getByText('41 of 131 rows of this table have no match in the file.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(page.getByRole('columnheader', { name: /score/ })).toBeVisible();
  });

  await test.step('the table is saved as a file', async () => {
    await page.getByRole('button', { name: 'Export table' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('newer.csv');
    const lines = (await readFile(await saved.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(132);
    expect(lines.slice(0, 2)).toEqual(['id,age,income,home,default,score', '0,20,1000,rent,yes,0']);
  });
});
