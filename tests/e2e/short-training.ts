// A short training by the screens: enough for everything that comes after one, without waiting for a good model.
import { expect, type Locator, type Page } from '@playwright/test';
import { chooseBackend, goTo } from './app';

/** Chooses the dense network in the model step, which is left open: tables begin with boosted trees, which have no epochs. */
export async function chooseNet(page: Page): Promise<void> {
  const family = page.getByLabel('Family', { exact: true });
  if ((await family.inputValue()) === 'trees') await family.selectOption('dense');
}

/** Sets the number of epochs of a net in the model step, which is left open; `toTheEnd` lets no run stop early. */
export async function setEpochs(page: Page, epochs: number, { toTheEnd = false } = {}): Promise<void> {
  await goTo(page, 'Model');
  await chooseNet(page);
  await page.getByRole('tab', { name: 'Training' }).click();
  const field = page.getByLabel('Epochs', { exact: true });
  await field.fill(String(epochs));
  await field.press('Enter');
  const early = page.getByRole('switch', { name: 'Early stopping' });
  if (toTheEnd && (await early.getAttribute('aria-checked')) === 'true') await early.click();
  if (toTheEnd) await expect(early).not.toBeChecked();
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
  await expect(runs.getByText('finished', { exact: true })).toHaveCount(2, { timeout: 150_000 });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled({ timeout: 60_000 });
}

/** Begins a training that would go on for minutes, and waits for a checkpoint of it; gives its row among the runs. */
export async function beginLongTraining(page: Page): Promise<Locator> {
  await trainShortly(page, 1); // the baseline is there then
  await setEpochs(page, 5000, { toTheEnd: true });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText('Model, run 3:')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/^epoch [1-9][\d,]*, step [\d,]+$/)).toBeVisible({ timeout: 60_000 });
  return page
    .getByRole('region', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: 'Open run 3', exact: true }) });
}

/** A resumed run takes its next checkpoint beyond the first epoch; then it is stopped and keeps its result. */
export async function expectGoesOn(page: Page, run: Locator): Promise<void> {
  await expect(page.getByText(/^epoch ([2-9]|[\d,]{2,}), step [\d,]+$/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(run).toContainText('stopped', { timeout: 60_000 });
}
