// npm run size: what a first visit loads before any click, what the engine adds when it is first needed, and what a host page loads to
// frame the app; gzip bytes against their bars.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { browserPath, chromiumArgs } from './browser.mjs';
import { dist, startServer } from './static-server.mjs';

const bars = { firstLoad: 90_000, engine: 610_000, onDemand: 260_000, sdk: 5_000 };
/**
 * Parts that are fetched only where they are asked for, by the names of their modules: readers and writers of files, the model card, near duplicates,
 * expectations of scored rows, what computes with trees, forests and neighbors, calibrators, searches for a model, models of other programs, runs for other
 * programs, a look at one tree, what more data would help.
 */
const part =
  /^(?:(read|write)-(\w+)|guess-encoding|code-pages|table-among|near-parts|compare-parts|scored-expectations|boosted-trees|calibrated-model|grown-forests|nearest-neighbors|lane|search|import-model|look-at-tree|export-runs|learning-curve)-.*\.js$/;

const gz = (path) => gzipSync(readFileSync(path), { level: 9 }).length;
const fileOf = (url, base) =>
  join(dist, decodeURIComponent(new URL(url).pathname.slice(new URL(base).pathname.length)) || 'index.html');

/** Opens the start screen for the first time in a new profile; returns what was fetched, by file. */
async function firstVisit() {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: browserPath() ?? '', args: chromiumArgs() });
  try {
    const page = await browser.newPage();
    const urls = new Set();
    page.on('request', (request) => urls.add(request.url()));
    await page.goto(server.url, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return [...urls].map((url) => fileOf(url, server.url)).filter((path) => /\.(html|js|css)$/.test(path));
  } finally {
    await browser.close();
    await server.close();
  }
}

const assets = join(dist, 'assets');

/** Scripts and all that they import, by the build's file names; those that `skip` says are left aside. */
function reachable(entries, skip) {
  const seen = new Set();
  const follow = (name) => {
    if (seen.has(name) || !existsSync(join(assets, name))) return;
    seen.add(name);
    const text = readFileSync(join(assets, name), 'utf8');
    for (const [, found] of text.matchAll(/["'`](?:\.\/)?(?:assets\/)?([\w.-]+\.js)["'`]/g))
      if (!skip(found)) follow(found);
  };
  entries.forEach(follow);
  return seen;
}

/** The engine worker's own script and all that it imports; the wasm binary counts, other backends and parts on demand do not. */
function engineFiles() {
  const entry = readdirSync(assets).find((name) => /^engine-.*\.js$/.test(name));
  if (!entry) throw new Error('dist/assets has no engine worker');
  return reachable([entry], (name) => /webgl|webgpu/i.test(name) || part.test(name));
}

/** What these parts add to that. Both workers have one of their own: the larger set counts. */
function partFiles(engine) {
  const text = [...engine].map((name) => readFileSync(join(assets, name), 'utf8')).join('\n');
  const parts = readdirSync(assets).filter((name) => part.test(name) && text.includes(name));
  return [...reachable(parts, () => false)].filter((name) => !engine.has(name));
}

if (!existsSync(join(dist, 'index.html'))) throw new Error('npm run build first');
const first = await firstVisit();
const engine = engineFiles();
const inAssets = (names) => [...names].map((name) => join(assets, name));
const rows = [
  ['first load', first, bars.firstLoad],
  ['engine', inAssets(engine), bars.engine],
  ['parts on demand', inAssets(partFiles(engine)), bars.onDemand],
  ['SDK for host pages', [join(dist, 'hearth-embed.js')], bars.sdk],
].map(([name, files, bar]) => ({ name, files, bytes: files.reduce((sum, path) => sum + gz(path), 0), bar }));
for (const { name, files, bytes, bar } of rows) {
  console.log(
    `${bytes <= bar ? 'ok  ' : 'OVER'} ${name}: ${(bytes / 1000).toFixed(1)} kB gz of ${bar / 1000} kB (${files.length} files)`,
  );
  if (process.argv.includes('--files'))
    for (const path of files)
      console.log(`       ${(gz(path) / 1000).toFixed(1).padStart(7)}  ${path.slice(dist.length + 1)}`);
}
process.exit(rows.every(({ bytes, bar }) => bytes <= bar) ? 0 : 1);
