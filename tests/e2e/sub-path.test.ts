// `npm run preview -- --base /tools/hearth/`: a portal may mount the app anywhere, and the app stays inside.
import { test as base, expect, goTo, openScenario } from './app';
import { preview, type Served } from './served';

const mount = '/tools/hearth/';
const test = base.extend<{ served: Served }>({
  served: async ({}, use) => {
    const served = await preview('--base', mount);
    await use(served);
    await served.close();
  },
  baseURL: async ({ served }, use) => use(served.url),
});

test('under a sub-path the app starts, opens a scenario, and reloads deep inside without a request beyond', async ({
  page,
  context,
  served,
}) => {
  expect(new URL(served.url).pathname).toBe(mount);
  const asked: string[] = [];
  context.on('request', (request) => {
    const { protocol, pathname } = new URL(request.url());
    if (protocol.startsWith('http')) asked.push(pathname);
  });
  await openScenario(page, /Credit scoring/);
  await goTo(page, 'Data');
  await expect(page.getByRole('grid', { name: /^Rows of/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('grid', { name: /^Rows of/ })).toBeVisible();
  await expect(page).toHaveURL(/\/tools\/hearth\/#\/project\/.+\/data$/);
  await page.goto('/tools/hearth'); // as people type it
  await expect(page.getByRole('link', { name: 'Credit scoring' })).toBeVisible();
  expect(asked.some((path) => /\/assets\/data-.*\.js$/.test(path))).toBe(true);
  expect(asked.filter((path) => !path.startsWith(mount) && path !== '/tools/hearth')).toEqual([]);
});
