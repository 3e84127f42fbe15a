// The type of a column changed by a person: in its menu, in the overview and by keyboard; previewed, undone, replayed on a newer file.
import { expect, goTo, openFile, pickFile, test } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 15_000 });

const plants = (rows: number): Buffer =>
  Buffer.from(
    [
      'plant,size,owner,amount,note,sold',
      ...Array.from({ length: rows }, (_, row) =>
        [
          ...[`${row % 7}.0`, ['large', 'small', 'medium'][row % 3], row % 4 === 0 ? 'yes' : 'no'],
          ...[
            10 + ((row * 7) % 90),
            row % 4 === 0 ? `unclear ${row}` : String(row),
            row % 3 === 0 ? 'late' : 'early',
          ],
        ].join(','),
      ),
    ].join('\n'),
  );

test('a type is changed in the menu, in the overview and by a key; each is a step', async ({ page }) => {
  await openFile(page, 'plants.csv', plants(200));
  await goTo(page, 'Data');
  const head = (name: string) => page.getByRole('columnheader', { name: new RegExp(name) });
  const steps = page.getByRole('region', { name: 'Steps' });

  await test.step('each column is what it is', async () => {
    await expect(head('owner')).toContainText('boolean');
    await expect(head('size')).toContainText('ordered category');
    await expect(head('amount')).toContainText('integer');
  });

  await test.step('a number becomes a text as the file writes it', async () => {
    await head('plant').click();
    await page.getByRole('menuitem', { name: 'Type' }).press('ArrowRight');
    await page.getByRole('menuitemradio', { name: 'text' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Change the type of plant' });
    await expect(dialog.getByText('200 cells in 200 rows would change.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(steps.getByRole('switch', { name: 'plant to text' })).toBeChecked();
    await expect(page.getByRole('gridcell', { name: '6.0' }).first()).toBeVisible();
  });

  await test.step('cells that do not read are told beforehand', async () => {
    await page.getByRole('tab', { name: 'Columns' }).click();
    await page.getByRole('button', { name: 'Change the type of note: text' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the type of note' });
    await dialog.getByLabel('Type').selectOption('integer');
    await expect(dialog.getByText('50 of them would be missing.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('levels are put into another order by keyboard', async () => {
    await page.getByRole('button', { name: 'Change the type of size: ordered category' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the type of size' });
    await dialog.getByLabel('Type').selectOption('ordered');
    const levels = dialog.getByRole('listitem');
    await expect(levels).toHaveText(['small', 'medium', 'large']);
    await levels.first().focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(levels).toHaveText(['medium', 'small', 'large']);
    await expect(levels.nth(1)).toBeFocused();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(steps.getByRole('switch', { name: 'size to ordered category' })).toBeChecked();
  });

  await test.step('a change is undone', async () => {
    await steps.getByRole('button', { name: 'Undo' }).click();
    await expect(steps.getByRole('switch', { name: 'size to ordered category' })).toHaveCount(0);
  });

  await test.step('T on a column opens the same', async () => {
    await page.getByRole('tab', { name: 'Table' }).click();
    const grid = page.getByRole('grid');
    await grid.focus();
    await page.keyboard.press('t');
    await expect(page.getByRole('dialog', { name: 'Change the type of plant' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('the next file goes through the change', async () => {
    await pickFile(page, page.getByRole('button', { name: 'Open another file' }), 'newer.csv', plants(120));
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.getByText('120 rows').first()).toBeVisible();
    await expect(head('plant')).toContainText('text');
    await expect(page.getByRole('gridcell', { name: '6.0' }).first()).toBeVisible();
  });
});
