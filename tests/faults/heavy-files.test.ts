// Files made to exhaust a page: each is refused, or asked about, at little cost, and never takes a worker for hung.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FileChooser, type Page } from '@playwright/test';
import { browserPath, chromiumArgs } from '../../scripts/browser.mjs';
import { expect, test as base } from '../e2e/app';
import { largeProjectFile, pack, packable, writeRepeated, zipOf } from './heavy-files';
import { hasPeaks, risesBy } from './renderer-memory';

/** For refusing a file, or asking about it. */
const mostMegabytes = 300;
/** For a table that opens: besides the reading, its 10,000 profiles are stored, sent to the page and shown, and the file is kept: 440 to 530 MB. */
const mostMegabytesOpened = 600;

/** A browser whose only page is the test's, and a folder for its files. */
const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-heavy-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  context: async ({ baseURL }, use) => {
    const browser = await chromium.launch({ executablePath: browserPath() ?? '', args: chromiumArgs() });
    await use(await browser.newContext({ baseURL: baseURL ?? '', locale: 'en-GB', serviceWorkers: 'block' }));
    await browser.close();
  },
});

async function choose(page: Page, file: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).first().click();
  await (await chooser).setFiles(file);
}

/** Opens a file of the disk on the start screen and waits for what is shown. A small table was opened before: the app is loaded, its workers run. */
async function opened(
  page: Page,
  path: string,
  shown: () => Promise<void>,
  most = mostMegabytes,
): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the context has no browser');
  await page.goto('./');
  const small = `a,b\n${'1,x\n2,y\n'.repeat(40)}`;
  await choose(page, { name: 'small.csv', mimeType: 'text/csv', buffer: Buffer.from(small) });
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.getByRole('link', { name: 'Hearth', exact: true }).click();
  await expect(page.getByRole('link', { name: 'small', exact: true }).first()).toBeVisible();
  let ended = 0;
  for (const worker of page.workers()) worker.on('close', () => (ended += 1));
  const from = performance.now();
  const rise = await risesBy(browser, async () => {
    await choose(page, path);
    await shown();
  });
  const cost = `${rise.toFixed(0)} MB, ${((performance.now() - from) / 1000).toFixed(1)} s`;
  test.info().annotations.push({ type: 'cost', description: cost });
  expect(ended, 'workers that were taken for hung').toBe(0);
  expect(rise).toBeLessThan(most);
}

const refused = (page: Page, words: string | RegExp) => () =>
  expect(page.getByRole('main').getByRole('alert')).toContainText(words, { timeout: 60_000 });

test.skip(!hasPeaks, 'the peak of a process is read from /proc');

const jsonLines: [string, (letters: string) => string][] = [
  ['long texts', (letters) => `"${letters}${'-'.repeat(7200)}",`],
  ['numbers', (letters) => `1${letters.replaceAll(/\D/g, '1').slice(0, 14)},${'1,'.repeat(600)}`],
  ['small records', (letters) => `{"${letters}":{}},${'{"a":{}},'.repeat(700)}`],
];
const listOf = (line: (letters: string) => string, bytes: number) =>
  Buffer.concat([Buffer.from('['), packable(bytes, line), Buffer.from('0]')]);

for (const [what, line] of jsonLines) {
  test(`243 MB of JSON in a small backup are asked about: ${what}`, async ({ page, folder }) => {
    const path = join(folder, 'bomb.hearth');
    const half = pack(listOf(line, 121_500_000));
    await writeFile(
      path,
      zipOf({ format: 4, layout: 1, tables: { projects: 1, runs: 1 } }, [
        ['tables/projects.json', half],
        ['tables/runs.json', half],
      ]),
    );
    const dialog = page.getByRole('dialog', { name: 'Open bomb.hearth?' });
    await opened(page, path, () => expect(dialog).toContainText('243 MB'));
    await dialog.getByRole('button', { name: 'Don’t open' }).click();
    await expect(dialog).toBeHidden();
  });

  test(`as much JSON as is read unasked is refused at little cost: ${what}`, async ({ page, folder }) => {
    const path = join(folder, 'bomb.hearth');
    const bytes = what === 'long texts' ? 63_000_000 : 3_900_000; // just below the most bytes, the most values
    await writeFile(
      path,
      zipOf({ format: 4, layout: 1, tables: { projects: 1 } }, [
        ['tables/projects.json', pack(listOf(line, bytes))],
      ]),
    );
    await opened(page, path, refused(page, 'A record in the file isn’t valid.'));
    const records = pack(Buffer.concat([Buffer.from('{"project":'), listOf(line, bytes), Buffer.from('}')]));
    await writeFile(path, zipOf({ format: 1, recordsSha256: records.sha256 }, [['records.json', records]]));
    await opened(page, path, refused(page, 'A record in the file isn’t valid.'));
  });
}

test('12 MB that unpack to 1 GB are asked about, and refused where they are not what they say', async ({
  page,
  folder,
}) => {
  const path = join(folder, 'large.hearth');
  await writeFile(path, largeProjectFile());
  const dialog = page.getByRole('dialog', { name: 'Open large.hearth?' });
  await opened(page, path, () => expect(dialog).toContainText('1.02 GB'));
  await dialog.getByRole('button', { name: 'Open anyway' }).click();
  await refused(page, 'A record in the file')();
});

const tables: [string, string, string, RegExp][] = [
  ['50 MB behind an open quote', 'a,b\n1,x\n2,"', 'no end, ', /A quoted value is never closed/],
  ['a line of 200 MB', '', 'no end ', /A row exceeds the maximum length/],
  ['a line of 200 MB with commas', '', '7,', /A row exceeds the maximum length/],
  ['a second line of 200 MB', 'a,b\n1,', 'no end ', /A row exceeds the maximum length/],
  ['a second line of 200 MB with commas', 'a,b\n1,', '7,', /A row exceeds the maximum length/],
];
for (const [what, start, piece, words] of tables)
  test(`${what} is refused`, async ({ page, folder }) => {
    const path = join(folder, 'endless.csv');
    await writeRepeated(path, start, piece, what.includes('50') ? 50_000_000 : 200_000_000);
    await opened(page, path, refused(page, words));
  });

test('10,000 columns open at little cost', async ({ page, folder }) => {
  test.setTimeout(300_000);
  const path = join(folder, 'wide.csv');
  const row = (cell: (column: number) => string) =>
    `${Array.from({ length: 10_000 }, (_, at) => cell(at)).join()}\n`;
  const rows = Array.from({ length: 300 }, (_, at) => row((column) => String((column * 31 + at * 17) % 101)));
  await writeFile(path, row((column) => `c${String(column)}`) + rows.join(''));
  const shown = () => expect(page.getByRole('gridcell').first()).toBeVisible({ timeout: 200_000 });
  await opened(page, path, shown, mostMegabytesOpened);
});
