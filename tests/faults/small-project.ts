// A table so small that its training is over in a moment, or goes on for as long as a test needs one.
import { expect, type Locator, type Page } from '@playwright/test';
import { chooseBackend, openFile, runAll } from '../e2e/app';
import { setEpochs } from '../e2e/short-training';

/** 160 rows of two numbers and a label that mostly follows from them. */
function smallTable(): string {
  let state = 11;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const rows = Array.from({ length: 160 }, () => {
    const [width, height] = [next(), next()];
    return `${width.toFixed(3)},${height.toFixed(3)},${width + 0.2 * next() > height ? 'wide' : 'tall'}`;
  });
  return `width,height,shape\n${rows.join('\n')}\n`;
}

/** Opens the table as a project called *boxes*, set to wasm. */
export async function openBoxes(page: Page): Promise<void> {
  await openFile(page, 'boxes.csv', smallTable());
  await page.waitForURL(/#\/project\/.*\/data/);
  await chooseBackend(page, 'wasm');
}

/** A run's row on the model step. */
export function runRow(page: Page, number: number): Locator {
  return page
    .getByRole('region', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Open run ${String(number)}`, exact: true }) });
}

/** Presses *Run all steps*, which on a chosen backend measures no other, and waits until model and version are there. */
export async function trainBoxes(page: Page, epochs: number): Promise<void> {
  await setEpochs(page, epochs);
  await runAll(page, 120_000);
}

/** Begins run 2, which would go on for many minutes, and waits until a checkpoint of some epochs is saved. */
export async function beginLongRun(page: Page): Promise<Locator> {
  await setEpochs(page, 9_000, { toTheEnd: true });
  await page.getByRole('button', { name: 'Run all steps' }).click();
  await expect(page.getByText('Model, run 2:')).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/^epoch ([3-9]|[\d,]{2,}), step [\d,]+$/)).toBeVisible({ timeout: 90_000 });
  return runRow(page, 2);
}

/** A resumed run trains; then it is stopped and keeps its result. */
export async function stopResumed(page: Page, run: Locator): Promise<void> {
  await expect(page.getByText('Model, run 2:')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^epoch [\d,]+, step [\d,]+$/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(run).toContainText('stopped', { timeout: 60_000 });
}
