// A newer version of the app: offered and never forced, it waits for trainings in any tab; where it cannot be kept, the one before
// stays whole; and a page whose parts are gone is loaded anew once.
import type { Page } from '@playwright/test';
import { expect, goTo, openScenario } from '../e2e/app';
import { beginLongTraining, expectGoesOn } from '../e2e/short-training';
import { expectVersion, openAndKeep, test } from './host';

const pill = (page: Page, state: RegExp) => page.getByRole('button', { name: state });
const messages = (page: Page) => page.getByRole('region', { name: 'Notifications' });

test('an update while a training runs waits for it in both tabs; paused, both load the new version and the run goes on', async ({
  page,
  context,
  host,
}) => {
  test.setTimeout(300_000);
  await openAndKeep(page);
  await openScenario(page, /Credit scoring/);
  const run = await beginLongTraining(page);
  await host.publish(2);
  const other = await context.newPage(); // the browser looks for a newer version when a page is opened
  await other.goto('./');
  await expect(pill(page, /^Update ready/)).toBeVisible({ timeout: 120_000 });
  await pill(other, /^Update ready/).click();
  const dialog = other.getByRole('dialog', { name: 'Offline use and updates' });
  // What trains in the other tab cannot be paused from here.
  await expect(dialog.getByRole('button', { name: 'Pause training and install' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Install after training' }).click();
  const waits = 'The new version will be installed when training ends.';
  await expect(dialog.getByText(waits)).toBeVisible();
  await expect(messages(page).getByText(waits)).toBeVisible();

  await test.step('the run is unaffected, and both tabs stay as they are', async () => {
    const step = page.getByText(/^epoch [\d,]+, step [\d,]+$/);
    const before = await step.textContent();
    await expect(step).not.toHaveText(before ?? '', { timeout: 120_000 });
    await expect(run).toContainText('running');
    await expectVersion(page, 1);
    await expectVersion(other, 1);
  });

  await pill(page, /^Update pending/).click();
  await page.getByRole('button', { name: 'Pause training and install' }).click();
  await expectVersion(page, 2);
  await expectVersion(other, 2);
  await expect(run).toContainText('paused');
  await run.getByRole('button', { name: /^Resume/ }).click();
  await expectGoesOn(page, run);
});

test('an update with nothing under way is installed in both tabs at once, and works offline', async ({
  page,
  context,
  host,
}) => {
  test.setTimeout(400_000);
  await openAndKeep(page);
  await host.publish(2);
  const other = await context.newPage();
  await other.goto('./#/privacy');
  await expect(messages(other).getByText('A new version of Hearth is ready.')).toBeVisible({
    timeout: 150_000, // a busy machine takes long to keep some 500 files
  });
  await expectVersion(page, 1);
  await messages(other).getByRole('button', { name: 'Install…' }).click();
  await other.getByRole('button', { name: 'Install now' }).click();
  await expectVersion(page, 2);
  await expectVersion(other, 2);
  await host.goAway();
  await page.reload();
  await expectVersion(page, 2);
  await pill(page, /^Works offline/).click();
  await expect(page.getByRole('dialog').getByText(/^Hearth is saved on this device/)).toBeVisible();
});

test.describe('a version that cannot be fetched whole', () => {
  test.use({ allowErrors: /Failed to load resource|net::ERR|precach/i });

  test('the network goes in the middle of it: told, and the version before stays whole, offline too', async ({
    page,
    context,
    host,
  }) => {
    await openAndKeep(page);
    await host.publish(2);
    let asked = 0;
    const inTheMiddle = new Promise<void>((resolve) => {
      context.on('request', (request) => {
        if (request.serviceWorker() && (asked += 1) === 40) resolve();
      });
    });
    await page.reload();
    await inTheMiddle;
    await host.goAway();
    await expect(pill(page, /^Update failed/)).toBeVisible({ timeout: 120_000 });
    await expect(messages(page).getByText(/A newer version couldn’t be fully downloaded/)).toBeVisible();
    await page.reload();
    await expectVersion(page, 1);
    await page.getByRole('button', { name: /Credit scoring/ }).click();
    await page.waitForURL(/#\/project\//);
    await goTo(page, 'Evaluate'); // a part of the app that was not loaded before

    await host.comeBack();
    await page.reload();
    await expect(pill(page, /^Update ready/)).toBeVisible({ timeout: 120_000 });
  });

  test('there is no room for it: told with what to do, and the version before works, offline too', async ({
    page,
    context,
    host,
  }) => {
    await openAndKeep(page);
    const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate());
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(host.url).origin,
      quotaSize: usage + 1_000_000,
    });
    await host.publish(2);
    await page.reload();
    await expect(pill(page, /^Update failed/)).toBeVisible({ timeout: 120_000 });
    await pill(page, /^Update failed/).click();
    const dialog = page.getByRole('dialog', { name: 'Offline use and updates' });
    await expect(dialog.getByRole('alert')).toContainText('the browser’s storage is full');
    await expect(dialog.getByRole('alert')).toContainText('Free up disk space');
    await host.goAway();
    await page.reload();
    await expectVersion(page, 1);
    await page.getByRole('link', { name: /bytes sent to other hosts$/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: '0 bytes sent to other hosts' })).toBeVisible();

    await test.step('with room it is kept', async () => {
      await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(host.url).origin });
      await host.comeBack();
      await page.reload();
      await expect(pill(page, /^Update ready/)).toBeVisible({ timeout: 120_000 });
    });
  });
});

test.describe('a page whose parts are no longer at the host', () => {
  // Without a service worker, as in a private window of some browsers: nothing keeps the parts of the version that runs.
  test.use({
    serviceWorkers: 'block',
    allowErrors: /Failed to load resource|dynamically imported module|Refused to apply style/,
  });

  const reloads = (page: Page) => {
    const seen = { count: 0 };
    page.on('load', () => (seen.count += 1));
    return seen;
  };

  test('is loaded anew once, and goes on in the newer version where the person wanted to go', async ({
    page,
    host,
  }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const seen = reloads(page);
    await host.publish(2);
    await page.getByRole('link', { name: '0 bytes sent to other hosts' }).click();
    await expectVersion(page, 2);
    await expect(page.getByRole('heading', { level: 1, name: '0 bytes sent to other hosts' })).toBeVisible();
    await expect.poll(() => seen.count).toBe(1);
  });

  test('that even the newer version lacks: said, without going round in a circle', async ({ page, host }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const seen = reloads(page);
    await host.remove('PrivacyScreen');
    await page.getByRole('link', { name: '0 bytes sent to other hosts' }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('Part of the app couldn’t be loaded');
    await expect.poll(() => seen.count).toBe(1);
    await expect(alert).toContainText('Part of the app couldn’t be loaded');
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(alert).toContainText('Part of the app couldn’t be loaded');
    expect(seen.count).toBe(2); // the person's own
  });

  test('while a training runs: said, and the training goes on', async ({ page, host }) => {
    test.setTimeout(300_000);
    await openScenario(page, /Credit scoring/);
    await beginLongTraining(page);
    const seen = reloads(page);
    await host.remove('PrivacyScreen');
    await page.getByRole('link', { name: '0 bytes sent to other hosts' }).click();
    await expect(page.getByRole('alert').first()).toContainText('Part of the app couldn’t be loaded');
    await page.goBack();
    const step = page.getByText(/^epoch [\d,]+, step [\d,]+$/);
    const before = await step.textContent();
    await expect(step).not.toHaveText(before ?? '', { timeout: 120_000 });
    expect(seen.count).toBe(0);
  });
});
