// npm run bench -- NAME: runs tests/bench/<name>.mjs in a real browser, prints its figures, writes bench/results/NAME.json, exits 1 where a bar is missed.
// With --only GROUP,… it runs a part of those that have groups, and writes nothing; with --keep too, its figures take the place of
// those of an earlier run on the same adapter, and the others stay as they are, with the commit and the time that they were taken at.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { chromiumArgs } from './browser.mjs';
import { ensureBrowser } from './setup-tests.mjs';
import { dist, startServer } from './static-server.mjs';

const folder = new URL('../tests/bench/', import.meta.url);
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.slice(0, -4));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, keep: { type: 'boolean', default: false } },
});
const [name] = positionals;
const only = values.only?.split(',') ?? null;
if (!known.includes(name)) {
  console.error(`npm run bench -- NAME, where NAME is one of: ${known.join(', ')}`);
  process.exit(2);
}
if (!existsSync(`${dist}/index.html`)) {
  console.error('npm run build first: the benchmark measures the built app.');
  process.exit(2);
}

/** The installed version of a package. */
const installed = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

const launch = { executablePath: ensureBrowser(), args: chromiumArgs() };
const { measure, groups = {} } = await import(new URL(`${name}.mjs`, folder).href);
if (only?.some((group) => !(group in groups))) {
  console.error(
    `--only GROUP,…, where GROUP is one of: ${Object.keys(groups).join(', ') || '(it has none)'}`,
  );
  process.exit(2);
}
const server = await startServer();
const browser = await chromium.launch(launch);
let figures;
let adapter;
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  adapter = await page.evaluate(async () => {
    const info = (await navigator.gpu?.requestAdapter())?.info;
    return info ? [info.vendor, info.architecture, info.description].filter(Boolean).join(' ') : 'none';
  });
  await page.close();
  figures = await measure({ browser, launch, url: server.url, only });
} finally {
  await browser.close();
  await server.close();
}

const { version, dependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const result = {
  adapter,
  browser: browser.version(),
  versions: {
    hearth: version,
    node: process.version,
    tfjs: dependencies['@tensorflow/tfjs-core'],
    ...(name === 'train' ? { 'jax-js': installed('@jax-js/jax') } : {}),
  },
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim(),
  takenAt: new Date().toISOString(),
  // A bar is the most allowed, or with `atLeast` the least.
  figures: figures.map(({ id, value, unit, bar = null, atLeast = false, samples = [value] }) => ({
    id,
    value,
    unit,
    bar,
    holds: bar === null || (atLeast ? value >= bar : value <= bar),
    samples,
  })),
};
const file = `bench/results/${name}.json`;
if (!only || values.keep) {
  mkdirSync('bench/results', { recursive: true });
  const kept = only ? earlierFigures() : [];
  const written = { ...result, figures: [...kept, ...result.figures] };
  writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`);
}

/** What stands in the file and was not measured anew. */
function earlierFigures() {
  if (!existsSync(file)) return [];
  const { adapter: on, commit, takenAt, figures: before } = JSON.parse(readFileSync(file, 'utf8'));
  if (on !== result.adapter) return [];
  const isNew = ({ id }) => result.figures.some((figure) => figure.id === id);
  return before.filter((figure) => !isNew(figure)).map((figure) => ({ commit, takenAt, ...figure }));
}
console.table(
  Object.fromEntries(
    result.figures.map(({ id, value, unit, bar, holds }) => [
      id,
      { value: Number(value.toPrecision(4)), unit, bar, holds },
    ]),
  ),
);
process.exit(result.figures.every(({ holds }) => holds) ? 0 : 1);
