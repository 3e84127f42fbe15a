// The scenarios beyond the first picture: shown by keyboard, opened as working projects.
import AxeBuilder from '@axe-core/playwright';
import { expect, goTo, test } from './app';

test.use({ serviceWorkers: 'block' });

test('more scenarios are shown by a press, and one of them opens with its goals, its split and what errors cost', async ({
  page,
}) => {
  await page.goto('./');
  const gallery = page.getByRole('region', { name: 'Or start from a sample scenario' });
  await expect(gallery.getByRole('listitem')).toHaveCount(3);
  await gallery.getByRole('button', { name: 'Show 5 more' }).press('Enter');
  await expect(gallery.getByRole('listitem')).toHaveCount(8);
  const fraud = gallery.getByRole('button', { name: /^Card fraud synthetic/ });
  await expect(fraud).toBeFocused();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await fraud.press('Enter');
  await page.waitForURL(/#\/project\/.*\/goals/);
  await expect(page.getByRole('textbox', { name: 'Requirement' }).first()).toHaveValue(/^Ranks frauds above/);
  await goTo(page, 'Data');
  await expect(page.getByLabel('Target (column to predict)')).toHaveValue('fraud');
  await expect(page.getByLabel('Method', { exact: true })).toHaveValue('time');
});
