// The app as every end-to-end test gets it: opened, in English, and watched. A request to another origin, a policy violation
// or an error on the console fails the test, whatever else it tests.
import { readFile } from 'node:fs/promises';
import {
  test as base,
  expect,
  type BrowserContext,
  type Download,
  type FileChooser,
  type Locator,
  type Page,
} from '@playwright/test';
import { watchPolicy } from './policy-watch';

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
    if (/Content Security Policy|Trusted ?(Type|HTML|Script)/i.test(message.text()))
      seen.violations.push(message.text());
    else if (message.type() === 'error') seen.errors.push(message.text());
  });
  watchPolicy(context, (violation) => seen.violations.push(violation));
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

/** Opens a file as a person would who clicks *Open a file*, or another button that asks for one. */
export async function openFile(
  page: Page,
  name: string,
  content: string | Buffer,
  button = 'Open a file',
): Promise<void> {
  await page.goto('./');
  await pickFile(page, page.getByRole('button', { name: button }).first(), name, content);
}

const typeByEnding: Record<string, string> = { csv: 'text/csv', png: 'image/png', jpg: 'image/jpeg' };

/** Clicks a button that asks for a file; again where the click fell as work began that disables it. */
async function askForFile(page: Page, button: Locator, tries = 4): Promise<FileChooser> {
  const timeout = tries > 1 ? 4000 : 20_000;
  const asked = page.waitForEvent('filechooser', { timeout }).catch((error: Error) => error);
  await button.click();
  const chooser = await asked;
  if (!(chooser instanceof Error)) return chooser;
  if (tries === 1) throw chooser;
  return askForFile(page, button, tries - 1);
}

/** Clicks a button that asks for a file, and chooses one. */
export async function pickFile(
  page: Page,
  button: Locator,
  name: string,
  content: string | Buffer,
): Promise<void> {
  const chooser = await askForFile(page, button);
  const mimeType = typeByEnding[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  await chooser.setFiles({ name, mimeType, buffer: Buffer.from(content) });
}

/** Goes to a step by the rail. */
export async function goTo(page: Page, step: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(step) })
    .click();
  await expect(page).toHaveURL(new RegExp(`/${step.toLowerCase()}$`));
}

/** Sets the project's backend in the architecture step and leaves it, which ends the measuring of all the others. */
export async function chooseBackend(page: Page, backend: 'webgpu' | 'webgl' | 'wasm' | 'cpu'): Promise<void> {
  await goTo(page, 'Architecture');
  await page.getByLabel('Backend for this project').selectOption(backend);
  await expect(page.getByText(/^Selected manually\./)).toBeVisible();
  await goTo(page, 'Goals');
}

/** Presses *Run all steps* and waits until they have run. */
export async function runAll(page: Page, timeout: number): Promise<void> {
  await page.getByRole('button', { name: 'Run all steps' }).click();
  await expectAllRun(page, timeout);
}

/** The steps that *Run all* began have run, and were heard of. */
export async function expectAllRun(page: Page, timeout: number): Promise<void> {
  await expect(
    page.getByText(/^All steps finished\. Version \d+ is (registered; E is 0|the linear baseline)/),
  ).toBeVisible({
    timeout,
  });
}

/** E on the rail: its stage, its value where enough is measured, its interval, its coverage. */
export function railScore(page: Page): Locator {
  return page.getByRole('link', {
    name: /^E (Explore|Pilot|Production) (0\.\d\d )?0\.\d\d – 0\.\d\d \d+\s?% measured$/,
  });
}

/** A button that hands out a file: its name and its bytes. */
export async function download(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const begun = page.waitForEvent('download', { timeout: 60_000 });
  await button.click();
  return received(await begun);
}

/** A file that the browser was given to keep. */
export async function received(file: Download): Promise<{ name: string; bytes: Buffer }> {
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** A figure of the test result as the evaluate step shows it: the model's, the baseline's. */
export async function testFigure(page: Page, metric: string): Promise<{ model: number; baseline: number }> {
  // The primary metric's head holds its interval too.
  const head = page.getByRole('rowheader', { name: new RegExp(`^${metric}( 90% interval.*)?$`) });
  const row = page.getByRole('row').filter({ has: head });
  const cells = row.getByRole('cell');
  return {
    model: Number(await cells.nth(0).textContent()),
    baseline: Number(await cells.nth(1).textContent()),
  };
}

/** Opens the evidence of the gain over the baseline; it stays open while E is computed again. */
export async function openEvidence(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Gain over the simplest baseline/ }).click();
  await expect(page.getByRole('table', { name: 'Evidence' })).toBeVisible();
}

/** What the store keeps of the runs, oldest first: the weights' hashes name every bit of them. */
export async function storedRuns(
  page: Page,
): Promise<{ number: number; status: string; step: number; recipe: string; weights: string[] }[]> {
  return page.evaluate(async () => {
    interface StoredRun {
      number: number;
      status: string;
      step: number;
      recipeSha256: string;
      /** `state`: of a model that is no net. */
      artifact: { weights?: { sha256: string }[]; state?: { sha256: string }[] } | null;
    }
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('hearth');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('the store does not open'));
    });
    const runs = await new Promise<StoredRun[]>((resolve, reject) => {
      const request: IDBRequest<StoredRun[]> = database.transaction('runs').objectStore('runs').getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('the runs cannot be read'));
    });
    database.close();
    return runs
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, status, step, recipeSha256, artifact }) => ({
        number,
        status,
        step,
        recipe: recipeSha256,
        weights: (artifact?.weights ?? artifact?.state ?? []).map(({ sha256 }) => sha256),
      }));
  });
}

/** Opens all that is known of a column of the table, from the menu of its head. */
export async function openColumn(page: Page, name: string): Promise<void> {
  await page.getByRole('columnheader', { name }).first().click();
  await page.getByRole('menuitem', { name: 'Details…' }).click();
}
