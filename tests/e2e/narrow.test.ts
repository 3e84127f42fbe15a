// On a phone every step begins near the top of the page, and nothing is wider than the page, also in forced colours.
import { expect, test, type Page } from '@playwright/test';
import { openBoxes, trainBoxes } from '../faults/small-project';
import { goTo, openFile, openScenario } from './app';
import { registerRun } from './champion';
import { trainShortly } from './short-training';

const steps = ['goals', 'architecture', 'data', 'model', 'deploy', 'team', 'evaluate'];

/** The step that is shown begins near the top, and the page is no wider than the screen. */
async function expectNearTop(page: Page, step: string): Promise<void> {
  const heading = page.getByRole('main').getByRole('heading', { level: 1 });
  await expect(heading).toBeVisible();
  const top = await heading.evaluate((element) => element.getBoundingClientRect().top + scrollY);
  expect(top, step).toBeLessThanOrEqual(160);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), step).toBeLessThanOrEqual(390);
}

for (const forcedColors of ['none', 'active'] as const)
  test(`content starts within 160 px at 390 px, forced colours ${forcedColors}`, async ({ page }) => {
    await page.emulateMedia({ forcedColors });
    await page.setViewportSize({ width: 390, height: 844 });
    await openScenario(page, /Credit scoring/);
    const address = page.url().replace(/[^/]*$/, '');
    for (const step of steps) {
      await page.goto(address + step);
      await expectNearTop(page, step);
    }
  });

test.describe('without an offline copy', () => {
  test.use({ serviceWorkers: 'block' });

  test('the reminder to save pushes nothing down, and bars keep their grounds in forced colours', async ({
    page,
  }) => {
    await openBoxes(page);
    await trainBoxes(page, 2);
    const address = page.url().replace(/[^/]*$/, '');
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(`${address}evaluate`);
    // The parts of E, the weights and the split: two grounds that differ in each, or nothing is seen.
    for (const [step, shapes] of [
      ['evaluate', '.fill'],
      ['goals', '.weights .bar span'],
      ['data', '.bar .train'],
    ] as const) {
      await page.goto(address + step);
      await expect(page.locator(shapes).first()).toBeVisible();
      const grounds = await page
        .locator(shapes)
        .first()
        .evaluate((shape) => [
          getComputedStyle(shape).backgroundColor,
          getComputedStyle(document.body).backgroundColor,
        ]);
      expect(new Set(grounds).size, step).toBe(2);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    for (const step of steps) {
      await page.goto(address + step);
      await expectNearTop(page, step);
      await expect(page.getByRole('region', { name: 'Reminder to save' })).toBeVisible();
    }
  });
});

test('names of one long word widen no page', async ({ page }) => {
  test.setTimeout(300_000);
  const long = (name: string) => `${name}_${'unbreakable'.repeat(6)}`;
  const rows = Array.from({ length: 120 }, (_, row) => {
    const value = (row * 37) % 100;
    return `${String(value)},${['red', 'green', 'blue'][row % 3]!},${long(value > 50 ? 'granted' : 'refused')}`;
  });
  await openFile(page, 'long.csv', [`${long('amount')},colour,${long('decision')}`, ...rows].join('\n'));
  await trainShortly(page, 2);
  await goTo(page, 'Deploy');
  await registerRun(page, 2);
  await expect(page.getByText(/^Probability of “/).first()).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  const tooWide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await expect.poll(tooWide).toBeLessThanOrEqual(0);
  for (const tab of ['Score a file', 'Model card', 'Signature']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect.poll(tooWide, tab).toBeLessThanOrEqual(0);
  }
  for (const step of steps) {
    await page.goto(page.url().replace(/[^/]*$/, '') + step);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    await expect.poll(tooWide, step).toBeLessThanOrEqual(0);
  }
});
