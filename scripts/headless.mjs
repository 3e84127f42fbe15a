// npm run headless: the same engine, in a headless browser, for schedules and servers. Writes report.json, predictions.csv, recipe.json, model/;
// with --describe one JSON object that says what a file is taken for.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs, hasGpu } from './browser.mjs';
import { UsageError, readOptions, usage } from './headless-options.mjs';
import { readRegistries } from './registries.mjs';
import { ensureBrowser } from './setup-tests.mjs';
import { dist, startServer } from './static-server.mjs';

function ensureBuild() {
  if (existsSync(join(dist, 'headless.html'))) return;
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    // Its words are none of the answer, which stands alone on the standard output.
    { stdio: ['ignore', 2, 2] },
  );
  if (status !== 0) throw new UsageError('The build failed; see above.');
}

/** Does something in the page of a headless browser that has the app open. */
async function inBrowser(work) {
  ensureBuild();
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: chromiumArgs({ software: !hasGpu() }),
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}headless.html`);
    await page.waitForFunction(() => window.hearth !== undefined);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function run(page, options) {
  page.on('console', (message) => {
    if (message.type() === 'info') console.log(message.text());
  });
  if (options.data !== undefined) await page.getByLabel('Data').setInputFiles(options.data);
  const { fault, files } = await page.evaluate(
    (given) => window.hearth.run(given, document.querySelector('input')?.files?.[0] ?? null),
    options,
  );
  if (fault) {
    console.error(`hearth: ${fault.text} [${fault.code}]`);
    if (fault.code === 'internal') console.error(fault.detail);
    return 1;
  }
  for (const { name, base64 } of files) {
    const path = join(options.out, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, Buffer.from(base64, 'base64'));
  }
  console.log(`written to ${options.out}: ${files.map(({ name }) => name).join(', ')}`);
  return 0;
}

/** One JSON object on the standard output, whatever happens; the status tells whether the file could be read. */
async function describe(options) {
  const answer =
    existsSync(options.data) && statSync(options.data).isFile()
      ? await inBrowser(async (page) => {
          await page.getByLabel('Data').setInputFiles(options.data);
          return page.evaluate(
            (choices) => window.hearth.describe(document.querySelector('input').files[0], choices),
            options.choices,
          );
        })
      : unreadable(options.data);
  console.log(JSON.stringify(answer, null, 2));
  return answer.error ? 1 : 0;
}

function unreadable(path) {
  const text = `There is no file ${path}.`;
  return { error: { code: 'file_unreadable', place: { file: path }, params: {}, text } };
}

const registries = await readRegistries();
try {
  const options = readOptions(process.argv.slice(2), registries);
  if (options === null) console.log(usage(registries));
  else if (options === 'list') console.log(registries.scenarios.join('\n'));
  else if (options.describe) process.exitCode = await describe(options);
  else process.exitCode = await inBrowser((page) => run(page, options));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`hearth: ${error.message}\n\n${usage(registries)}`);
  process.exitCode = 2;
}
