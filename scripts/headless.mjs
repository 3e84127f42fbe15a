// npm run headless: the same engine, in a headless browser, for schedules and servers. Writes report.json, predictions.csv, recipe.json, model/.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
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
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new UsageError('The build failed; see above.');
}

async function main(options) {
  ensureBuild();
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: chromiumArgs({ software: !hasGpu() }),
  });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'info') console.log(message.text());
    });
    await page.goto(`${server.url}headless.html`);
    await page.waitForFunction(() => window.hearth !== undefined);
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
  } finally {
    await browser.close();
    await server.close();
  }
}

const registries = await readRegistries();
try {
  const options = readOptions(process.argv.slice(2), registries);
  if (options === null) console.log(usage(registries));
  else if (options === 'list') console.log(registries.scenarios.join('\n'));
  else process.exitCode = await main(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`hearth: ${error.message}\n\n${usage(registries)}`);
  process.exitCode = 2;
}
