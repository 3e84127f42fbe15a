// A model that XGBoost trained becomes a run, by the file dialog alone; then its trees are looked at, by keys and as tables.
import { readFileSync } from 'node:fs';
import { expect, goTo, openFile, pickFile, test } from './app';

test.use({ serviceWorkers: 'block' });

interface Saved {
  name: string;
  model: string;
  columns: Record<string, (number | string | null)[]>;
  outputs: number[];
}

const all = JSON.parse(
  readFileSync(new URL('../unit/model/golden/xgboost-models-3.json', import.meta.url), 'utf8'),
) as Saved[];
const saved = all.find(({ name }) => name === 'categories, one against the rest')!;
const other = all.find(({ name }) => name === 'squared error')!;

/** Its rows, with what it says of them. */
const rows = saved.outputs.map(
  (output, row) =>
    `${saved.columns['height']![row] ?? ''},${saved.columns['town']![row] ?? ''},${output > 0.5 ? 'up' : 'down'}`,
);

test('a model of XGBoost is imported, evaluated, and each of its trees told', async ({ page }) => {
  await openFile(page, 'towns.csv', `height,town,hilly\n${rows.join('\n')}\n`);
  await expect(page.getByLabel('Target (column to predict)')).toHaveValue('hilly');
  await goTo(page, 'Model');

  await test.step('one for other columns is refused, with the column and what to do', async () => {
    await page.getByRole('button', { name: 'Import model…' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Import a model' });
    await pickFile(page, dialog.getByRole('button', { name: 'Choose a file…' }), 'other.json', other.model);
    await expect(dialog.getByRole('alert')).toContainText(
      'The model predicts a number, but the target is a category.',
    );
    await expect(dialog.getByRole('alert')).toContainText('other.json');
    await pickFile(page, dialog.getByRole('button', { name: 'Choose a file…' }), 'towns.json', saved.model);
    await expect(dialog).toBeHidden();
  });

  await test.step('it is a run that is evaluated, and says where it comes from', async () => {
    await page.getByRole('button', { name: 'Open run 1' }).click();
    const dialog = page.getByRole('dialog', { name: /^Run 1/ });
    await expect(dialog).toContainText('Imported from towns.json (XGBoost 3.2.0, 6 rounds)');
    await expect(dialog.getByRole('row', { name: /^ROC AUC/ })).toContainText('1.000', { timeout: 30_000 });
    await expect(dialog.getByRole('heading', { name: 'Importance of columns' })).toBeVisible();
  });

  await test.step('its trees are told in the words of the columns, and walked through by keys', async () => {
    const dialog = page.getByRole('dialog', { name: /^Run 1/ });
    await dialog.getByRole('button', { name: 'Look at single trees' }).click();
    const picture = dialog.getByRole('group', { name: 'Tree 1' });
    const root = picture.getByRole('button', {
      name: /^town isn’t “Bonn”; 100% of the rows; on the path of this row/,
    });
    await root.focus();
    await page.keyboard.press('ArrowRight');
    await expect(root).not.toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(root).toBeFocused();
    await expect(dialog.getByText(/^This tree adds .* the score is/)).toBeVisible();
    await expect(dialog.locator('table').filter({ hasText: 'Value of the row' })).toContainText('Leaf:');
    await dialog.getByRole('button', { name: 'Next tree' }).click();
    await expect(dialog.getByRole('group', { name: 'Tree 2' })).toBeVisible();
    await dialog.getByText('All nodes as a table').click();
    await expect(dialog.locator('table').filter({ hasText: 'Yes → / no →' })).toBeVisible();
  });
});
