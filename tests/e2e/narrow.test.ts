// On a phone every step begins near the top of the page, and nothing is wider than the page, also in forced colours.
import { expect, test } from '@playwright/test';
import { openScenario } from './app';

const steps = ['goals', 'architecture', 'data', 'model', 'deploy', 'team', 'evaluate'];

for (const forcedColors of ['none', 'active'] as const)
  test(`content starts within 160 px at 390 px, forced colours ${forcedColors}`, async ({ page }) => {
    await page.emulateMedia({ forcedColors });
    await page.setViewportSize({ width: 390, height: 844 });
    await openScenario(page, /Credit scoring/);
    const address = page.url().replace(/[^/]*$/, '');
    for (const step of steps) {
      await page.goto(address + step);
      const heading = page.getByRole('main').getByRole('heading', { level: 1 });
      await expect(heading).toBeVisible();
      const top = await heading.evaluate((element) => element.getBoundingClientRect().top + scrollY);
      expect(top, step).toBeLessThanOrEqual(160);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), step).toBeLessThanOrEqual(390);
    }
  });
