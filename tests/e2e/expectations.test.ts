// Expectations of a person's own: added from the findings and from a column's menu, their rows opened, undone, kept, and checked on the
// next file and on one that is scored.
import type { Page } from '@playwright/test';
import { expect, openFile, pickFile, test } from './app';

const rows = (ages: number[]) =>
  [
    'age,code,kind',
    ...ages.map((age, row) => `${age},${row === 5 ? 'bad' : `AB-${100 + row}`},${row % 2 ? 'b' : 'a'}`),
  ].join('\n');
/** 60 rows: rows 1 and 2 are too young; row 6 has a code of another form. */
const ages = Array.from({ length: 60 }, (_, row) => (row < 2 ? 9 + row : 20 + (row % 40)));
const grid = (page: Page) => page.getByRole('grid', { name: /Rows of/ });
const numbersIn = (page: Page) => grid(page).getByRole('rowheader').allInnerTexts();

test('an expectation is added by the keyboard, opens its rows, is undone, and checked on the next file', async ({
  page,
}) => {
  await openFile(page, 'people.csv', rows(ages));
  await page.waitForURL(/#\/project\/.*\/data/);
  await page.getByRole('button', { name: 'Expectation', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add an expectation' });
  await dialog.getByLabel('Column').selectOption('age');
  await dialog.getByLabel('From').fill('18');
  await dialog.getByLabel('To', { exact: true }).fill('65');
  await expect(dialog.getByText('2 rows fail it now.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await expect(dialog).toBeHidden();
  const line = page.getByRole('button', { name: 'age: 18 – 65', exact: true });
  await line.press('Enter');
  await expect(grid(page).getByRole('row')).toHaveCount(3);
  await expect.poll(() => numbersIn(page)).toEqual(['1', '2']);

  await page.getByRole('button', { name: 'Remove age: 18 – 65' }).press('Enter');
  await expect(line).toBeHidden();
  // The way back of this change, not of the one before.
  const removed = page.getByRole('group').filter({ hasText: 'Expectation of age removed' });
  await removed.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
  await expect(line).toBeVisible();

  await page.reload();
  await expect(line).toBeVisible();

  await page.getByRole('button', { name: 'Open another file' }).first().waitFor();
  await pickFile(
    page,
    page.getByRole('button', { name: 'Open another file' }).first(),
    'next.csv',
    rows([3, ...ages]),
  );
  const looked = page.getByRole('dialog');
  await expect(looked.getByRole('columnheader', { name: 'age' })).toBeVisible();
  await looked.getByRole('button', { name: 'Open', exact: true }).press('Enter');
  await expect(looked).toBeHidden();
  await expect(page.getByText('next.csv: 1 expectation isn’t met. See Quality.')).toBeVisible();
});

test('a pattern says what is wrong with it, and finds cells of another form', async ({ page }) => {
  await openFile(page, 'people.csv', rows(ages));
  await page.waitForURL(/#\/project\/.*\/data/);
  await page.getByRole('button', { name: 'Expectation', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add an expectation' });
  await dialog.getByLabel('Column').selectOption('code');
  await dialog.getByLabel('Rule').selectOption('Pattern');
  const pattern = dialog.getByRole('textbox', { name: 'Pattern' });
  await pattern.fill('AB-(\\d+');
  await expect(dialog.getByText('Character 4 opens something that isn’t closed.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
  await pattern.fill('AB-\\d{3}');
  await expect(dialog.getByText('1 row fails it now.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await page
    .getByRole('button', { name: /^code: matches/ })
    .first()
    .press('Enter');
  await expect(grid(page).getByRole('row')).toHaveCount(2);
  await expect.poll(() => numbersIn(page)).toEqual(['6']);
});
