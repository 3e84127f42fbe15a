// Steps on a table of one's own: tried, applied, switched off, undone, replayed on a newer file, and on what is scored.
import { expect, goTo, openFile, pickFile, test, openColumn } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 15_000 });

/** 200 loans; 999 stands for an unknown age, and a city is spelled in three ways. */
function loans(rows: number): Buffer {
  const cities = ['Köln', 'köln', ' Köln', 'Bonn'];
  const lines = ['age,city,income,paid'];
  for (let row = 0; row < rows; row++) {
    const age = row % 10 === 0 ? 999 : 20 + ((row * 7) % 50);
    const income = 1000 + ((row * 37) % 900);
    lines.push(
      [age, `"${cities[row % 4] ?? ''}"`, income, income + (age % 9) * 40 > 1500 ? 'yes' : 'no'].join(','),
    );
  }
  return Buffer.from(lines.join('\n'));
}

test('a table is put right in steps, which are undone, switched off, and replayed on a newer file', async ({
  page,
}) => {
  await openFile(page, 'loans.csv', loans(200));
  await goTo(page, 'Data');
  const steps = page.getByRole('region', { name: 'Steps' });
  await expect(steps.getByText('Steps change the data without touching the file.')).toBeVisible();

  await test.step('999 becomes missing, after the preview said in how many cells', async () => {
    await openColumn(page, 'age');
    await page.getByRole('button', { name: 'Add a step…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a step to age' });
    await dialog.getByLabel('Step').selectOption({ label: 'Set values to missing' });
    await expect(dialog.getByRole('button', { name: 'Apply' })).toBeDisabled();
    await dialog.getByLabel('Values').fill('999');
    await expect(dialog.getByText('20 cells in 200 rows would change.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(dialog).toBeHidden();
    await expect(steps.getByRole('switch', { name: 'age: 999 set to missing' })).toBeChecked();
  });

  await test.step('a column is derived; what is wrong with an expression is told with its character', async () => {
    await steps.getByRole('button', { name: 'Add a step' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a step' });
    await dialog.getByLabel('New name').fill('monthly');
    await dialog.getByLabel('Expression').fill('income / salary');
    await expect(dialog.getByText('Character 10: there is no column “salary”.')).toBeVisible();
    await dialog.getByLabel('Expression').fill('income / 12');
    await expect(dialog.getByText('200 cells in 200 rows would change.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('columnheader', { name: /monthly/ })).toBeVisible();
  });

  await test.step('a step is undone, redone and switched off', async () => {
    await steps.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('columnheader', { name: /monthly/ })).toHaveCount(0);
    await steps.getByRole('button', { name: 'Redo' }).click();
    await expect(page.getByRole('columnheader', { name: /monthly/ })).toBeVisible();
    const derived = steps.getByRole('switch', { name: 'monthly = income / 12' });
    await derived.click();
    await expect(page.getByRole('columnheader', { name: /monthly/ })).toHaveCount(0);
    await expect(derived).not.toBeChecked();
    await derived.click();
    await expect(page.getByRole('columnheader', { name: /monthly/ })).toBeVisible();
  });

  await test.step('a newer file goes through the same steps', async () => {
    await pickFile(page, page.getByRole('button', { name: 'Open another file' }), 'newer.csv', loans(300));
    const preview = page.getByRole('dialog', { name: 'Open newer.csv' });
    await preview.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.getByText('300 rows', { exact: false }).first()).toBeVisible();
    await expect(page.getByRole('columnheader', { name: /monthly/ })).toBeVisible();
    await openColumn(page, 'age');
    await expect(page.getByRole('dialog', { name: 'age' }).getByText('30 (10%)')).toBeVisible();
  });
});

test('rows are grouped, undone with Ctrl Z, and versions compared', async ({ page }) => {
  await openFile(page, 'loans.csv', loans(200));
  await goTo(page, 'Data');
  const steps = page.getByRole('region', { name: 'Steps' });

  await test.step('a group with two aggregates, previewed before it is applied', async () => {
    await steps.getByRole('button', { name: 'Add a step' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a step' });
    await dialog.getByLabel('Step', { exact: true }).selectOption({ label: 'Group and aggregate' });
    await expect(dialog.getByText('Rows to be scored must have the columns of the result.')).toBeVisible();
    await dialog.getByLabel('Add Group by').selectOption({ label: 'city' });
    await dialog.getByLabel('Add Aggregates').selectOption({ label: 'income' });
    await dialog.getByLabel('Aggregates: income').selectOption({ label: 'mean' });
    await dialog.getByLabel('Add Aggregates').selectOption({ label: 'rows' });
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('columnheader', { name: /income_mean/ })).toBeVisible();
    await expect(steps.getByText('−197 rows')).toBeVisible();
  });

  await test.step('Ctrl Z takes it back, Ctrl Shift Z brings it again', async () => {
    await page.getByRole('grid').first().focus();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('columnheader', { name: /income_mean/ })).toHaveCount(0);
    await expect(steps.getByRole('button', { name: 'Redo' })).toBeEnabled();
    await page.keyboard.press('Control+Shift+z');
    await expect(page.getByRole('columnheader', { name: /income_mean/ })).toBeVisible();
  });

  await test.step('the lineage compares the version with the file', async () => {
    await page.getByRole('tab', { name: 'Lineage' }).click();
    await page.getByRole('button', { name: /“loans.csv” imported/ }).click();
    const compare = page.getByRole('region', { name: /^From / });
    await expect(compare.getByText('Column added: income_mean')).toBeVisible();
    await expect(compare.getByText('Column removed: age')).toBeVisible();
    await compare.getByRole('button', { name: 'Show: Rows removed' }).click();
    await expect(page.getByRole('dialog', { name: 'Rows removed' }).getByRole('row').nth(1)).toBeVisible();
  });
});
