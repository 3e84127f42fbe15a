// Texts and recordings on their way in, each file of a zip a row.
import { strToU8, zipSync } from 'fflate';
import { waveOf } from '../unit/data/collections/sounds';
import { expect, openFile, test } from './app';

test.use({ serviceWorkers: 'block', actionTimeout: 20_000 });

test('a zip of texts becomes a table with labels', async ({ page }) => {
  const files: Record<string, Uint8Array> = { 'mail/spam/empty.txt': new Uint8Array() };
  for (let at = 0; at < 30; at++) {
    files[`mail/ham/${String(at)}.txt`] = strToU8(`dear friend, meeting number ${String(at)} is on monday`);
    files[`mail/spam/${String(at)}.txt`] = strToU8(`win money now, offer ${String(at)} ends today`);
  }
  await openFile(page, 'mail.zip', Buffer.from(zipSync(files)));
  const dialog = page.getByRole('dialog', { name: 'Open mail.zip' });
  await expect(dialog.getByText('1 file can’t be read: mail/spam/empty.txt (empty)')).toBeVisible();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('60 rows').first()).toBeVisible();
  await expect(page.getByRole('gridcell', { name: /dear friend, meeting number 0/ })).toBeVisible();
});

test('a zip of recordings plays', async ({ page }) => {
  const files = Object.fromEntries(
    Array.from({ length: 8 }, (_, at) => [
      `${at % 2 ? 'yes' : 'no'}/${String(at)}.wav`,
      waveOf(2 + at, 8000, 1),
    ]),
  );
  await openFile(page, 'words.zip', Buffer.from(zipSync(files)));
  await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Play row 1', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop row 1', exact: true })).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Play row 1', exact: true })).toBeVisible();
  await expect(page.getByText('No model learns from audio yet', { exact: true })).toBeVisible();
  await page
    .getByText(/^Columns that aren’t used/)
    .first()
    .click();
  await expect(page.getByText(/^audio · no model learns from audio yet/)).toBeVisible();
});
