// A linear model without a penalty, as a statistician would fit it: its coefficients with their errors in a table that sorts, and as a CSV.
import { download, expect, goTo, openFile, test } from './app';

/** Accidents by traffic and kind of road, made by a rule that is known: exp(0.2 + 0.08 traffic), half as many on a motorway. */
function roads(): string {
  const lines = ['traffic,road,accidents'];
  // A congruential generator by Park and Miller, so that the file is the same everywhere.
  let state = 20250601;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let row = 0; row < 600; row++) {
    const traffic = 1 + Math.floor(uniform() * 30);
    const road = uniform() < 0.5 ? 'motorway' : 'town';
    const rate = Math.exp(0.2 + 0.08 * traffic) * (road === 'motorway' ? 0.5 : 1);
    let [count, product] = [0, uniform()];
    while (product > Math.exp(-rate)) {
      count++;
      product *= uniform();
    }
    lines.push(`${traffic},${road},${count}`);
  }
  return lines.join('\n');
}

test('coefficients of a Poisson model: rate ratios with intervals, sorted and saved', async ({ page }) => {
  await openFile(page, 'roads.csv', roads());
  await page.waitForURL(/#\/project\//);
  await goTo(page, 'Model');
  await page.getByLabel('Family').selectOption({ label: 'Linear model' });
  await page.getByLabel('Loss', { exact: true }).selectOption({ label: 'Poisson, for counts' });
  await page.getByLabel('Penalty strength').selectOption({ label: 'As entered' });
  await page.getByLabel('L2 penalty').fill('0');
  await page.getByLabel('L2 penalty').press('Enter');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Open run 1' }).click();
  const table = page.getByRole('dialog').getByRole('table').first();
  await expect(table.getByRole('columnheader', { name: 'Rate ratio' })).toBeVisible();

  const cellsOf = async (name: string) =>
    table
      .getByRole('row', { name: new RegExp(`^${name} `) })
      .getByRole('cell')
      .allTextContents();
  const [value, error, z, p, interval, ratio] = await cellsOf('traffic');
  expect(Math.abs(Number(value) - 0.08)).toBeLessThan(4 * Number(error));
  expect(Number(z)).toBeGreaterThan(10);
  expect(p).toBe('< 0.0001');
  const [low, high] = interval!.split(' – ').map(Number);
  expect(low).toBeLessThan(Number(value));
  expect(high).toBeGreaterThan(Number(value));
  expect(Number(ratio)).toBeCloseTo(Math.exp(Number(value)), 2);
  const motorway = await cellsOf('road = motorway');
  expect(Number(motorway[5])).toBeGreaterThan(0.4);
  expect(Number(motorway[5])).toBeLessThan(0.6);

  const first = table.getByRole('rowheader').first();
  await table.getByRole('button', { name: 'Column' }).click();
  await expect(table.getByRole('columnheader', { name: 'Column' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(first).toHaveText('road = motorway');
  await table.getByRole('button', { name: 'Column' }).click();
  await expect(first).toHaveText('traffic');

  const { name, bytes } = await download(page, page.getByRole('button', { name: 'Save as CSV' }));
  expect(name).toBe('coefficients of run 1.csv');
  const [head, line] = bytes.toString('utf8').replace('\uFEFF', '').split('\r\n');
  expect(head).toMatch(
    /^term,output,coefficient,standard_error,.*,rate_ratio,rate_ratio_low,rate_ratio_high$/,
  );
  expect(line).toMatch(/^traffic,accidents,0\.0\d+,/);
});
