// A browser that has no graphics adapter to offer: the app says so, trains on the processor, and labels what it trained there.
import { chromium, expect, test } from '@playwright/test';
import { browserPath, chromiumArgs } from '../../scripts/browser.mjs';
import { goTo, openScenario } from '../e2e/app';
import { expectTrained, setEpochs } from '../e2e/short-training';

test('without an adapter the app trains on the processor, and says so', async ({ baseURL }) => {
  test.setTimeout(400_000);
  const args = chromiumArgs().filter((flag) => !/gpu|Vulkan/i.test(flag));
  const browser = await chromium.launch({
    executablePath: browserPath() ?? '',
    args: [...args, '--disable-gpu', '--disable-software-rasterizer'],
  });
  try {
    const page = await browser.newPage({ baseURL: baseURL ?? '', locale: 'en-GB' });
    await openScenario(page, /Credit scoring/);
    await goTo(page, 'Architecture');
    const adapter = page.getByRole('term').filter({ hasText: 'GPU adapter' });
    await expect(adapter.locator('xpath=following-sibling::dd[1]')).toHaveText(
      /none.*Training runs on the CPU\./s,
    );
    // Measured first: what the device can do decides, and here that is WebAssembly or JavaScript.
    const wasm = page.getByRole('row').filter({ hasText: 'WebAssembly' });
    await expect(wasm).toContainText(/samples|\d/, { timeout: 120_000 });
    await setEpochs(page, 1);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expectTrained(page);
    await page.getByRole('button', { name: 'Open run 2' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(/Backend\s*(WebAssembly|JavaScript)\s*fastest on this device/);
  } finally {
    await browser.close();
  }
});
