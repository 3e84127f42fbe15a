// The network is gone after the first visit: the whole job goes on, a reload works, and so does a cold start.
import { chooseBackend, expect, goTo } from '../e2e/app';
import { setEpochs } from '../e2e/short-training';
import { openAndKeep, test } from './host';
import { registerRun } from '../e2e/champion';

test('first visit, then no network: digits train, are evaluated and deployed, predict; reload and cold start work', async ({
  page,
  context,
  host,
}) => {
  test.setTimeout(600_000);
  await openAndKeep(page);
  await page.getByRole('button', { name: /^Works offline/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Offline use and updates' });
  await dialog.getByRole('button', { name: /^Make available offline \(1\.\d+ MB\)$/ }).click();
  await expect(dialog.getByText(/^All sample data/)).toBeVisible();
  await page.keyboard.press('Escape');

  await host.goAway();
  await context.setOffline(true);
  await page.getByRole('button', { name: /Handwritten digits/ }).click();
  await page.waitForURL(/#\/project\//);
  await chooseBackend(page, 'wasm');
  await setEpochs(page, 1);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const runs = page.getByRole('region', { name: 'Runs' });
  await expect(runs.getByText('finished', { exact: true })).toHaveCount(2, { timeout: 240_000 });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled({ timeout: 60_000 });

  await goTo(page, 'Deploy');
  await registerRun(page, 2);
  await expect(page.getByRole('button', { name: 'Promote without approval…' })).toBeVisible({
    timeout: 60_000,
  });
  await goTo(page, 'Evaluate');
  await expect(page.getByRole('region', { name: 'Confusion matrix' }).first()).toBeVisible();

  await page.reload();
  await expect(page.getByRole('region', { name: 'Confusion matrix' }).first()).toBeVisible();

  const cold = await context.newPage();
  await cold.goto('./');
  await cold.getByRole('link', { name: 'Handwritten digits' }).click();
  await goTo(cold, 'Deploy');
  const pad = cold.getByRole('application', { name: 'Drawing area' });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('there is no square to draw in');
  await cold.mouse.move(box.x + box.width * 0.52, box.y + box.height * 0.15);
  await cold.mouse.down();
  await cold.mouse.move(box.x + box.width * 0.48, box.y + box.height * 0.85, { steps: 12 });
  await cold.mouse.up();
  await expect(cold.getByText(/^Confidence: .*%$/)).toBeVisible({ timeout: 60_000 });
});
