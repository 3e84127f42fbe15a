// A short training by the screens: enough for everything that comes after one, without waiting for a good model.
import { expect, type Page } from '@playwright/test';
import { chooseBackend, goTo } from './app';

/** Sets the number of epochs in the model step, which is left open. */
export async function setEpochs(page: Page, epochs: number): Promise<void> {
  await goTo(page, 'Model');
  await page.getByRole('tab', { name: 'Training' }).click();
  const field = page.getByLabel('Epochs', { exact: true });
  await field.fill(String(epochs));
  await field.press('Enter');
}

/** Trains the baseline and the model on wasm for so many epochs, and waits until both are judged. */
export async function trainShortly(page: Page, epochs: number): Promise<void> {
  await chooseBackend(page, 'wasm');
  await setEpochs(page, epochs);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expectTrained(page);
}

/** Both runs are done and judged, and nothing trains. */
export async function expectTrained(page: Page): Promise<void> {
  const runs = page.getByRole('region', { name: 'Runs' }).getByRole('row');
  await expect(runs.getByText('done', { exact: true })).toHaveCount(2, { timeout: 150_000 });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled({ timeout: 60_000 });
}
