// Images on their way in: a zip dropped on the start screen, its preview, its grid; a folder dropped on the Data step; and a model of them.
import { zipSync } from 'fflate';
import type { Page } from '@playwright/test';
import { pngOf } from './made-images';
import { expect, goTo, test } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 20_000 });

/** Squares that are light above or below. */
function pictures(count: number): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (let at = 0; at < count; at++)
    for (const [half, label] of ['above', 'below'].entries())
      files[`${label}/${String(at).padStart(3, '0')}.png`] = pngOf(16, 16, (x, y) =>
        Number(y < 8) === 1 - half ? [200 + ((x + at) % 50), 120, 40] : [20, 30 + ((y + at) % 40), 60],
      );
  return files;
}

/** Drops a file anywhere on the page, as the browser does. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(
    ({ fileName, base64 }) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      transfer.items.add(new File([content], fileName));
      return transfer;
    },
    { fileName: name, base64: Buffer.from(bytes).toString('base64') },
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await expect(page.getByText('Drop to open').first()).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

test('a zip of images is dropped, looked at, opened, and learnt from', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('./');
  await drop(page, 'halves.zip', zipSync({ ...pictures(60), 'above/broken.png': Uint8Array.of(1, 2, 3) }));
  const dialog = page.getByRole('dialog', { name: 'Open halves.zip' });
  await expect(
    dialog.getByText('Folder names become the label column: 2 classes (above, below).'),
  ).toBeVisible();
  await expect(dialog.getByText('Kept at 16 × 16 pixels.')).toBeVisible();
  await dialog.getByLabel('Image size').selectOption('28 × 28');
  await expect(dialog.getByText('Resized to 28 × 28 pixels. The originals are 16 × 16.')).toBeVisible();
  await dialog.getByLabel('Color').selectOption('Grayscale');
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await page.waitForURL(/#\/project\/.*\/data/);
  const grid = page.getByRole('grid', { name: /120 images/ });
  await expect(grid.getByRole('gridcell', { name: /above/ }).first()).toBeVisible();

  await test.step('another is dropped on the Data step, and Enter opens it', async () => {
    await drop(page, 'more.zip', zipSync(pictures(80)));
    const next = page.getByRole('dialog', { name: 'Open more.zip' });
    await expect(next.getByLabel('Image size')).toHaveValue('28 × 28');
    await expect(next.getByRole('button', { name: 'Open', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: /160 images/ })).toBeVisible();
  });

  await test.step('the default recipe learns them', async () => {
    await goTo(page, 'Model');
    await page
      .getByRole('button', { name: /^Train/ })
      .first()
      .click();
    await expect(page.getByRole('row', { name: /Open run 2 .*Convolutional.* finished / })).toBeVisible({
      timeout: 150_000,
    });
  });
});

test('a folder is picked', async ({ page }, info) => {
  const { mkdir, writeFile } = await import('node:fs/promises');
  const top = info.outputPath('halves');
  for (const [path, bytes] of Object.entries(pictures(10))) {
    await mkdir(`${top}/${path.split('/')[0] ?? ''}`, { recursive: true });
    await writeFile(`${top}/${path}`, bytes);
  }
  await page.goto('./');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a folder' }).click();
  await (await chooser).setFiles(top);
  const dialog = page.getByRole('dialog', { name: 'Open halves' });
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('grid', { name: /20 images/ })).toBeVisible();
});
