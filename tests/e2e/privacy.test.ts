// What leaves the device: nothing, over the whole job; and the count that says so counts.
import { expect, goTo, openScenario, test } from './app';
import { trainShortly } from './short-training';
import { registerRun } from './champion';

test('the whole job makes no request elsewhere, and the requests of every thread are listed', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openScenario(page, /Credit scoring/);
  await trainShortly(page, 2);
  await goTo(page, 'Deploy');
  await registerRun(page, 2);
  await expect(page.getByText(/^Probability of “/)).toBeVisible();
  await goTo(page, 'Evaluate');
  await expect(page.getByRole('region', { name: 'Confusion matrix' }).first()).toBeVisible();

  await page.getByRole('link', { name: '0 bytes sent to other hosts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '0 bytes sent to other hosts' })).toBeVisible();
  const table = page.getByRole('table', { name: 'Recorded requests' });
  for (const thread of ['page', 'data worker', 'engine worker'])
    await expect(table.getByRole('cell', { name: thread, exact: true }).first()).toBeVisible();
  const wasm = table.getByRole('row').filter({ hasText: /\.wasm/ });
  await expect(wasm.filter({ hasText: 'engine worker' })).toHaveCount(1);
  await expect(table.getByText('another host')).toHaveCount(0);
  await page.getByRole('switch', { name: 'Other hosts only' }).click();
  await expect(table.getByRole('cell', { name: 'No requests' })).toBeVisible();
});

test.describe('with the policy off', () => {
  test.use({ bypassCSP: true });

  test('a request elsewhere is counted and listed', async ({ browser, baseURL }) => {
    // A context of its own: the one of the fixture fails the test at such a request, as it should.
    const context = await browser.newContext({
      bypassCSP: true,
      ...(baseURL ? { baseURL } : {}),
      locale: 'en-GB',
    });
    const page = await context.newPage();
    await page.route('https://elsewhere.example/**', (route) =>
      route.fulfill({ status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'heard' }),
    );
    await page.goto('./');
    await expect(page.getByRole('link', { name: '0 bytes sent to other hosts' })).toBeVisible();
    const address = 'https://elsewhere.example/collect?name=Ann';
    expect(await page.evaluate(async (url) => (await fetch(url)).text(), address)).toBe('heard');
    const count = new RegExp(`^${String(address.length)} bytes sent to other hosts$`);
    await page.getByRole('link', { name: count }).click();
    await expect(page.getByRole('heading', { level: 1, name: count })).toBeVisible();
    const row = page
      .getByRole('table', { name: 'Recorded requests' })
      .getByRole('row')
      .filter({ hasText: 'another host' });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('elsewhere.example/collect');
    await context.close();
  });
});

test.describe('with the policy on', () => {
  test('the browser itself refuses a request elsewhere', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: 'en-GB' });
    const page = await context.newPage();
    const sent: string[] = [];
    await page.route('https://elsewhere.example/**', (route) => {
      sent.push(route.request().url());
      return route.fulfill({ status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'heard' });
    });
    await page.goto('./');
    const outcome = await page.evaluate(() =>
      fetch('https://elsewhere.example/collect?name=Ann').then(
        () => 'sent',
        () => 'refused',
      ),
    );
    expect(outcome).toBe('refused');
    expect(sent).toEqual([]);
    await context.close();
  });
});
