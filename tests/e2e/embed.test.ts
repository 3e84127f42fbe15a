// Framed in a portal on another site, with storage partitioned: the form, the evaluation and the whole app; what the host asks and hears.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { pickFile } from './app';
import { makeChampion, type Champion } from './champion';
import { expect, framed, test, type Portal } from './portal';

interface Row {
  value: string | number;
  probabilities: number[];
}
interface Connection {
  predict(inputs: Record<string, unknown>): Promise<Row>;
  predict(inputs: Record<string, unknown>[]): Promise<Row[]>;
  models(): Promise<{ id: string; inputs: { name: string; example: unknown }[] }[]>;
  on(name: string, listener: (event: { height: number }) => void): () => void;
}
declare global {
  interface Window {
    connectHearth(
      frame: HTMLIFrameElement,
      options: { origin: string; timeoutMs?: number },
    ): Promise<Connection>;
  }
}

const rows = [24, 37, 58].map((age, index) => ({
  age,
  region: ['north', 'west', 'south'][index] ?? null,
  employment: 'permanent',
  months_employed: 12 * index,
  income: 18_000 + 9_000 * index,
  housing: 'rent',
  credit_history: ['poor', 'none', 'good'][index] ?? null,
  debt_ratio: 0.7 - 0.2 * index,
  loan_purpose: 'car',
  loan_amount: index === 1 ? null : 12_000,
}));

/** What the app itself says of the rows: its own client, in its own page. */
function insideTheApp(page: Page, versionId: string): Promise<Row[]> {
  return page.evaluate(
    async ({ versionId, rows }) => {
      interface Clients {
        engine: { call(method: 'predict', request: unknown): Promise<Row[]> };
      }
      const isClients = (each: unknown): each is Clients =>
        typeof each === 'object' && each !== null && 'engine' in each && 'data' in each;
      // Which part of the build they are in is the bundler's to say; those of workers are left alone.
      const parts = performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\/assets\/[\w.-]+\.js$/.test(name) && !/\/(?:engine|data|store)-/.test(name));
      let clients: Clients | undefined;
      for (const { name } of parts)
        clients ??= Object.values((await import(name)) as Record<string, unknown>).find(isClients);
      return (await clients?.engine.call('predict', { versionId, rows })) ?? [];
    },
    { versionId, rows },
  );
}

/** What a host page hears from the frame that it holds. */
function throughTheSdk(page: Page, origin: string): Promise<Row[]> {
  return page.evaluate(
    async ({ origin, rows }) => {
      const frame = document.querySelector('iframe');
      if (!frame) return [];
      const connection = await window.connectHearth(frame, { origin });
      const [first, ...others] = rows;
      return [await connection.predict(first ?? {}), ...(await connection.predict(others))];
    },
    { origin, rows },
  );
}

/** Runs in the frame: resolves once the new theme and size are painted. */
const twoFrames = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** Nothing that axe objects to in the host page or its frame, light and dark, wide and narrow. */
async function examine(page: Page, name: string): Promise<void> {
  for (const [colorScheme, width] of [
    ['light', 1440],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await expect(framed(page).locator('html')).toHaveAttribute('data-theme', colorScheme);
    await framed(page).locator('html').evaluate(twoFrames);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
    expect.soft(found, `${name}, ${colorScheme}, ${String(width)} wide`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

const portalAt = (portal: Portal, show: string, project: string, more = {}): string =>
  `${portal.portal}?${String(new URLSearchParams({ show, project, ...more }))}`;

test('a model that was trained in a tab works in a portal, once it was brought in as a file', async ({
  visit,
  host,
  portal,
}) => {
  test.setTimeout(400_000);
  const errors: string[] = [];
  visit.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  visit.on('weberror', (error) => errors.push(String(error.error())));
  const tab = await visit.newPage();
  const champion: Champion = await makeChampion(tab, portal.app);
  const { projectId, versionId, file } = champion;
  const frame = framed(host);
  const predictAt = `${portal.app}embed.html#/predict/`;
  const origin = new URL(portal.app).origin;

  await test.step('the frame has a store of its own, says so, and takes the project as a file', async () => {
    await host.goto(portalAt(portal, 'predict', projectId));
    await expect(
      frame.getByRole('heading', { name: 'Model not found in this frame’s storage' }),
    ).toBeVisible();
    await expect(
      frame.getByText(/^Inside portal\.localhost:\d+, Hearth uses separate storage\./),
    ).toBeVisible();
    await examine(host, 'missing model');
    const button = frame.getByRole('button', { name: 'Open a project file' });
    await pickFile(host, button, 'other.hearth', Buffer.from('no project'));
    await expect(frame.getByRole('alert')).toBeVisible();
    await pickFile(host, button, 'credit.hearth', file);
    await expect(frame.getByRole('heading', { name: 'Predict defaulted' })).toBeVisible({ timeout: 60_000 });
  });

  await test.step('a person predicts in the frame, and the portal hears of it and gives the height asked for', async () => {
    await expect(host.getByText('Connected', { exact: true })).toBeVisible();
    await frame.getByLabel('income').fill('90000');
    await frame.getByLabel('income').press('Enter');
    await expect(
      host
        .getByRole('listitem')
        .filter({ hasText: /^a person: / })
        .first(),
    ).toBeVisible({ timeout: 60_000 });
    await host.getByRole('button', { name: 'Predict a typical row' }).click();
    await expect(host.getByRole('listitem').filter({ hasText: /^the portal: / })).toBeVisible();
    await expect(frame.getByRole('navigation')).toHaveCount(0);
    const height = await host.locator('iframe').evaluate((element) => element.clientHeight);
    const content = await frame.locator('#app').evaluate((element) => element.scrollHeight);
    expect(Math.abs(height - content)).toBeLessThanOrEqual(2);
    await examine(host, 'prediction');
  });

  await test.step('language, theme and accent are as the portal asks', async () => {
    await host.getByLabel('Language').selectOption('zh-CN');
    await host.getByLabel('主题').selectOption('dark');
    await expect(frame.getByRole('heading', { name: '预测“defaulted”' })).toBeVisible();
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
    const accented = `${portal.app}embed.html?accent=%23ffe600&theme=system#/predict/${projectId}`;
    await host.goto(portal.framing(accented));
    await expect(frame.getByRole('heading', { name: 'Predict defaulted' })).toBeVisible();
    await expect(frame.getByText(/^Probability of “/)).toBeVisible({ timeout: 60_000 });
    const ember = await frame
      .locator('html')
      .evaluate((root) => getComputedStyle(root).getPropertyValue('--ember'));
    expect(ember).toMatch(/^#[0-9a-f]{6}$/);
    expect(ember).not.toBe('#b93a0b');
    await examine(host, 'prediction with a yellow accent');
  });

  await test.step('the host gets the same numbers as the app, for the champion and for a version', async () => {
    const own = await insideTheApp(tab, versionId);
    expect(own).toHaveLength(rows.length);
    for (const id of [projectId, versionId]) {
      await host.goto(portal.framing(predictAt + id));
      expect(await throughTheSdk(host, origin)).toEqual(own);
    }
  });

  await test.step('what cannot be answered is a coded error', async () => {
    await host.goto(portal.framing(predictAt + projectId));
    const codes = await host.evaluate(async (origin) => {
      const frame = document.querySelector('iframe');
      if (!frame) return [];
      const connection = await window.connectHearth(frame, { origin });
      const code = (promise: Promise<unknown>) =>
        promise.then(
          () => 'answered',
          (error: unknown) => (error as { code: string }).code,
        );
      const outcome = [
        await code(connection.predict({ income: 'a lot' })),
        await code(connection.predict({ income: 'x'.repeat(600_000) })),
        await code(connection.predict({ income: new Date() })),
        await code(connection.predict(Array.from({ length: 1_001 }, () => ({})))),
        await code(window.connectHearth(frame, { origin: 'not an origin' })),
      ];
      const many = await Promise.all(Array.from({ length: 400 }, () => code(connection.models())));
      return [...outcome, ...new Set(many)];
    }, origin);
    expect(codes).toEqual([
      'input_invalid',
      'too_large',
      'request_invalid',
      'too_large',
      'origin_invalid',
      'answered',
      'too_many',
    ]);
  });

  await test.step('E and its evidence show, and nothing can be changed', async () => {
    await host.goto(portalAt(portal, 'evaluate', projectId));
    await expect(frame.getByText('read-only')).toBeVisible();
    // By keyboard: the portal is still giving the frame its height, which moves everything under a pointer.
    await frame.getByRole('button', { name: /Gain over the simplest baseline/ }).press('Enter');
    await expect(frame.getByRole('table', { name: 'Evidence' })).toBeVisible();
    await expect(frame.getByRole('link')).toHaveCount(0);
    await expect(
      frame.getByRole('button', { name: /^(Mark not applicable…|Recompute|Weights|Save)$/ }),
    ).toHaveCount(0);
    await examine(host, 'evaluation');
  });

  await test.step('the whole app works below #/app, and says that its store is its own', async () => {
    await host.goto(portalAt(portal, 'app', ''));
    await expect(frame.getByRole('complementary').getByText(/Hearth uses separate storage\./)).toBeVisible();
    await frame.getByRole('link', { name: /Credit scoring/ }).click();
    await expect(frame.getByRole('navigation', { name: 'Steps' })).toBeVisible();
    await frame.getByRole('button', { name: 'Hide this note' }).click();
    await expect(frame.getByText(/Hearth uses separate storage/)).toHaveCount(0);
    await host.goto(portal.framing(`${portal.app}embed.html#/app/project/${projectId}/team`));
    await expect(frame.getByText('0 of 7 assigned')).toBeVisible();
  });

  await test.step('an address that names nothing, or an unknown id, is told', async () => {
    await host.goto(portal.framing(`${predictAt}nothing`));
    await expect(frame.getByRole('heading', { name: 'This frame’s address is incomplete' })).toBeVisible();
    await host.goto(portal.framing(`${portal.app}embed.html#/evaluate/${'0'.repeat(26)}`));
    await expect(
      frame.getByRole('heading', { name: 'Project not found in this frame’s storage' }),
    ).toBeVisible();
  });
  expect(errors).toEqual([]);
});
