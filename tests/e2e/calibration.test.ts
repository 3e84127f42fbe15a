// Class weights make a rare class look frequent; the calibrator that a run finds puts that right, says by how much, and can be left out.
import { expect, goTo, openFile, test } from './app';

/** Failures by load and heat, one in eight, by a rule that is known. */
function failures(): string {
  const lines = ['load,heat,site,target'];
  // A congruential generator by Park and Miller, so that the file is the same everywhere.
  let state = 20250603;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const normal = () => uniform() + uniform() + uniform() + uniform() - 2;
  for (let row = 0; row < 2400; row++) {
    const [load, heat] = [2 * normal(), 2 * normal()];
    const site = uniform() < 0.5 ? 'north' : 'south';
    const logit = 1.2 * load - 0.8 * heat + (site === 'north' ? 0.6 : 0) - 2.8;
    const failed = uniform() < 1 / (1 + Math.exp(-logit)) ? 'yes' : 'no';
    lines.push(`${load.toFixed(3)},${heat.toFixed(3)},${site},${failed}`);
  }
  return lines.join('\n');
}

test('a run finds its calibrator, tells what it changed, and shows the curve before and after', async ({
  page,
}) => {
  await openFile(page, 'failures.csv', failures());
  await page.waitForURL(/#\/project\//);
  await goTo(page, 'Data');
  await page.getByLabel('Balance the classes').selectOption({ label: 'class weights' });
  await goTo(page, 'Model');
  await page.getByLabel('Family').selectOption({ label: 'Linear model' });
  const setting = page.getByLabel('Calibration', { exact: true });
  await expect(setting.locator('option')).toHaveText([
    ...['Automatic', 'None', 'Platt scaling', 'Temperature scaling', 'Isotonic regression'],
  ]);
  await expect(setting.locator('option:checked')).toHaveText('Automatic');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Open run 1' }).click();
  const dialog = page.getByRole('dialog');
  const told = dialog.getByText(/^Probabilities are calibrated \(Platt scaling\)/);
  await expect(told).toBeVisible();
  const [before, after] = (await told.textContent())!.match(/0?\.\d+/g)!.map(Number);
  expect(after).toBeLessThan(before! - 0.1);
  await expect(dialog).toContainText('These figures describe the model’s scores before calibration.');
  await page.keyboard.press('Escape');

  await goTo(page, 'Evaluate');
  const effect = page.getByText(/^Calibration, fitted on the validation set, changed the calibration error/);
  await expect(effect).toBeVisible();
  await expect(page.getByText('Before calibration', { exact: true })).toBeVisible();
  const [eceBefore, ece] = (await effect.textContent())!.match(/0?\.\d+/g)!.map(Number);
  expect(ece).toBeLessThan(0.5 * eceBefore!);

  await goTo(page, 'Model');
  await setting.selectOption({ label: 'None' });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Open run 2' }).click();
  await expect(dialog.getByRole('heading', { name: 'Run 2', exact: false })).toBeVisible();
  await expect(dialog.getByText(/calibrated/)).toHaveCount(0);
  await page.keyboard.press('Escape');
  // The draft keeps what was chosen.
  await page.reload();
  await expect(setting.locator('option:checked')).toHaveText('None');
});
