// The model card as a person meets it: computed fields can't be edited, and a text is saved once someone signs for it.
import { expect, test } from './app';
import { makeChampion } from './champion';

test('a card is signed for, and what is computed has no field', async ({ page }) => {
  test.setTimeout(240_000);
  await makeChampion(page, '/');
  await page.getByRole('tab', { name: 'Model card' }).click();
  await expect(page.getByText('Model card, SHA-256')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Metrics' })).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Limitations' }).fill('Only for adults.');
  const name = page.getByRole('textbox', { name: 'Your name' });
  if (await name.isVisible()) await name.fill('Ada');
  await page.getByRole('button', { name: 'Sign and save' }).click();
  await expect(page.getByText(/^Signed by Ada/).first()).toBeVisible();
});
