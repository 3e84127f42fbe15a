// Takes the README's pictures from the real app: the credit scenario, run whole. `node scripts/pictures.mjs [--dark] [--locale zh-CN] [--width 390]`
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { browserPath, chromiumArgs } from './browser.mjs';
import { startServer } from './static-server.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/pictures' },
    dark: { type: 'boolean', default: false },
    locale: { type: 'string', default: 'en-GB' },
    width: { type: 'string', default: '1440' },
    steps: { type: 'string', default: 'model,evaluate' },
  },
});
const server = await startServer();
const browser = await chromium.launch({ executablePath: browserPath() ?? '', args: chromiumArgs() });
try {
  const context = await browser.newContext({
    viewport: { width: Number(values.width), height: 900 },
    locale: values.locale,
    colorScheme: values.dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator('button', { hasText: /Credit scoring|信用评分/ }).click();
  await page.waitForURL(/#\/project\//);
  const project = page.url().replace(/\/[a-z]+$/, '');
  await page.getByRole('button', { name: /Run all steps|运行全部/ }).click();
  await page.getByText(/is registered|已登记|已注册/).waitFor({ state: 'attached', timeout: 600_000 });
  await page.getByRole('button', { name: /^(Dismiss|关闭|忽略)/ }).click();
  mkdirSync(values.out, { recursive: true });
  for (const step of values.steps.split(',')) {
    await page.goto(`${project}/${step}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    await page.screenshot({ path: `${values.out}/${step}.png` });
  }
} finally {
  await browser.close();
  await server.close();
}
