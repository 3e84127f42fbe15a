// Rows divided into folds, and a recipe trained over each of them: mean and deviation stand with every fold's run.
import { expect, goTo, openFile, test } from './app';

const rows = [
  'age,income,kind',
  ...Array.from(
    { length: 90 },
    (_, row) => `${20 + ((row * 7) % 41)},${1000 + ((row * 13) % 97)},${row % 3 ? 'b' : 'a'}`,
  ),
].join('\n');

test('a split into folds, and its cross-validation', async ({ page }) => {
  await openFile(page, 'people.csv', rows);
  await page.waitForURL(/#\/project\/.*\/data/);
  await page.getByLabel('Target (column to predict)').selectOption('kind');
  await page.getByText(/Stratified by/).press('Enter');
  await page.getByLabel('Method', { exact: true }).selectOption('K-fold, stratified');
  await page.getByLabel('Folds').fill('3');
  await page.getByLabel('Folds').press('Enter');
  await expect(page.getByText('Fold 1 of 3 tests')).toBeVisible();
  await expect(page.getByText(/Test 30 \(33\.3%\)/)).toBeVisible();
  await page.getByText('Class balance per set').press('Enter');
  const balance = page.getByRole('table').filter({ hasText: 'Class' }).last();
  await expect(balance.getByRole('row', { name: /^a/ })).toContainText('33.3%');

  await goTo(page, 'Model');
  await page.getByRole('button', { name: 'Cross-validate' }).press('Enter');
  await expect(page.getByText(/Cross-validation: fold \d of 3/)).toBeVisible();
  await expect(page.getByText(/Cross-validation: fold \d of 3/)).toBeHidden({ timeout: 120_000 });
  await page
    .getByRole('button', { name: /^Open run/ })
    .first()
    .press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('3 of 3 folds evaluated.')).toBeVisible();
  await expect(dialog.getByRole('row', { name: /^Accuracy .*±/ })).toBeVisible();
});
