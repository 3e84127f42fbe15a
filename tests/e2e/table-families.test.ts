// Families of models for tables, chosen by hand: each trains without a setting, and its run shows what it learnt.
import { expect, goTo, openFile, test } from './app';

/** Loans by income and region; those of the south with little income fail, which the target says. */
function loans(): string {
  const lines = ['income,age,region,target'];
  let state = 20250602;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let row = 0; row < 400; row++) {
    const income = Math.round(1000 + 4000 * uniform());
    const region = uniform() < 0.5 ? 'north' : 'south';
    const failed = uniform() < (region === 'south' && income < 3000 ? 0.85 : 0.1) ? 'yes' : 'no';
    lines.push(`${income},${Math.round(20 + 50 * uniform())},${region},${failed}`);
  }
  return lines.join('\n');
}

test('forests, neighbors and naive Bayes show what they learnt', async ({ page }) => {
  await openFile(page, 'loans.csv', loans());
  await page.waitForURL(/#\/project\//);
  await goTo(page, 'Model');
  // Run 1 is the baseline.
  for (const [run, family, heading, said] of [
    [2, 'Random forest', 'Importance of columns', 'Out-of-bag'],
    [3, 'Nearest neighbors', 'Nearest neighbors', 'all contained in the model'],
    [4, 'Naive Bayes', 'Distributions by class', 'Class frequency'],
  ] as const) {
    await page.getByLabel('Family').selectOption({ label: family });
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: `Open run ${run}` }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('heading', { name: heading, exact: true })).toBeVisible();
    await expect(dialog).toContainText(said);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
});
