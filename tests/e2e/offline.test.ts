// Keeping everything on the device, with a way to stop; and that the count of requests covers the service worker, each once.
import { expect, test } from './app';

test('the sample data is fetched with progress, stopped, and fetched again; then everything is here', async ({
  page,
  context,
}) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: /^Works offline/ })).toBeVisible({ timeout: 120_000 });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const slow = { offline: false, latency: 0, uploadThroughput: -1 };
  await devtools.send('Network.emulateNetworkConditions', { ...slow, downloadThroughput: 50_000 });

  await page.getByRole('button', { name: 'Search or run a command' }).click();
  await page.getByRole('combobox').fill('make available');
  await page.getByRole('option', { name: /Make available offline/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Offline use and updates' });
  const bar = dialog.getByRole('progressbar', { name: 'Downloading sample data' });
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/, { timeout: 60_000 });
  await expect(dialog.getByText(/^[\d.]+ [kM]?B of 1\.\d+ MB$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(
    dialog.getByText(
      /^The sample data \(1\.\d+ MB\) isn’t available offline yet\.|of sample data isn’t available offline yet\./,
    ),
  ).toBeVisible();
  await expect(bar).toBeHidden();

  await devtools.send('Network.emulateNetworkConditions', { ...slow, downloadThroughput: -1 });
  await dialog.getByRole('button', { name: /^Make available offline/ }).click();
  await expect(dialog.getByText(/^All sample data \(1\.\d+ MB\) is available offline\.$/)).toBeVisible({
    timeout: 60_000,
  });
  await page.reload();
  await page.getByRole('button', { name: /^Works offline/ }).click();
  await expect(dialog.getByText(/^All sample data/)).toBeVisible();
});

test('what the service worker fetches is listed as its own; a request that it lets go is listed once', async ({
  page,
}) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: /^Works offline/ })).toBeVisible({ timeout: 120_000 });
  await page.getByRole('link', { name: '0 bytes sent to other hosts' }).click();
  const rows = page.getByRole('table', { name: 'Recorded requests' }).getByRole('row');
  await expect(rows.filter({ hasText: 'service worker' }).filter({ hasText: /\.wasm/ })).toHaveCount(2);

  await page.evaluate(async () => (await fetch('./samples/NOTICE?not=kept')).text());
  await expect(rows.filter({ hasText: 'samples/NOTICE' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'samples/NOTICE' })).toContainText(/page.*this app/);

  await page.reload(); // from what is kept: no request at all
  await expect(page.getByText(/more were? served from the offline copy/)).toBeVisible();
  await expect(rows.filter({ hasText: 'page' }).filter({ hasText: 'this app' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'page' }).filter({ hasText: 'this device' }).first()).toBeVisible();
});

test.describe('with the policy off', () => {
  test.use({ bypassCSP: true });

  test('a request elsewhere is counted once, though page and service worker both saw it', async ({
    browser,
    baseURL,
  }) => {
    // A context of its own: the one of the fixture fails the test at such a request, as it should.
    const context = await browser.newContext({
      bypassCSP: true,
      ...(baseURL ? { baseURL } : {}),
      locale: 'en-GB',
    });
    await context.route('https://elsewhere.example/**', (route) =>
      route.fulfill({ status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'heard' }),
    );
    const page = await context.newPage();
    await page.goto('./');
    await expect(page.getByRole('button', { name: /^Works offline/ })).toBeVisible({ timeout: 120_000 });
    const address = 'https://elsewhere.example/collect?name=Ann';
    expect(await page.evaluate(async (url) => (await fetch(url)).text(), address)).toBe('heard');
    const count = `${String(address.length)} bytes sent to other hosts`;
    await page.getByRole('link', { name: count }).click();
    const row = page
      .getByRole('table', { name: 'Recorded requests' })
      .getByRole('row')
      .filter({ hasText: 'another host' });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('page');
    await expect(page.getByRole('heading', { level: 1, name: count })).toBeVisible();
    await context.close();
  });
});
