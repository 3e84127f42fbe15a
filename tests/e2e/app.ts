// The app as every end-to-end test gets it: opened, in English, and watched. A request to another origin, a policy violation
// or an error on the console fails the test, whatever else it tests.
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';

export { expect };

interface Watch {
  foreign: string[];
  violations: string[];
  errors: string[];
}

/** Records what must never happen on any page of the context. */
function watch(context: BrowserContext, origin: string): Watch {
  const seen: Watch = { foreign: [], violations: [], errors: [] };
  context.on('request', (request) => {
    const { protocol, origin: from } = new URL(request.url());
    if (!['blob:', 'data:'].includes(protocol) && from !== origin) seen.foreign.push(request.url());
  });
  context.on('console', (message) => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) seen.violations.push(message.text());
    else if (message.type() === 'error') seen.errors.push(message.text());
  });
  context.on('weberror', (error) => seen.errors.push(String(error.error())));
  return seen;
}

export const test = base.extend<{ watched: Watch; allowErrors: RegExp | null }>({
  /** Console errors that a test provokes on purpose. */
  allowErrors: [null, { option: true }],
  watched: [
    async ({ context, baseURL, allowErrors }, use) => {
      const seen = watch(context, new URL(baseURL ?? '').origin);
      await use(seen);
      expect(seen.foreign, 'requests to other origins').toEqual([]);
      expect(seen.violations, 'policy violations').toEqual([]);
      expect(
        seen.errors.filter((text) => !allowErrors?.test(text)),
        'errors on the console',
      ).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a scenario by its card and waits for the project. */
export async function openScenario(page: Page, title: string | RegExp): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: title }).click();
  await page.waitForURL(/#\/project\//);
}

/** Opens a file as a person would who clicks *Open a file*. */
export async function openFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.goto('./');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).first().click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

/** Goes to a step by the rail. */
export async function goTo(page: Page, step: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(step) })
    .click();
}
