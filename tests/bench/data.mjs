// What it costs to open a table: file → typed, profiled, hashed, stored, read back and verified version, against papaparse that only parses
// the same file in a worker. Both take turns in one browser whose profile lies on disk; without one IndexedDB would lie in memory.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { writeLargeTable } from '../../scripts/large-table.mjs';
import { startServer } from '../../scripts/static-server.mjs';
import { measureImages, measureTexts } from './data/files.mjs';
import { measureLongTasks } from './data/long-tasks.mjs';
import { peakRendererMegabytes } from './shared/renderers.mjs';
import { measureSteps } from './data/steps.mjs';
import { buildPage } from './shared/build-page.mjs';

const typedBar = 0.4;
const storedBar = 0.45;
const memoryBar = 400;
/** Of the memory at a million rows: three times as many may take so much. */
const growthBar = 1.2;
const parquetBar = 0.4;

/**
 * The table in several sizes: the most that an import may take of papaparse's time, and how often both are measured. Of a short one what has to be
 * found out beforehand is most of the typing, which is told without a bar.
 */
const sizes = {
  '100k': { rows: 100_000, bar: 1.3, rounds: 9, isShort: true },
  '1m': { rows: 1_000_000, bar: 0.8, rounds: 5 },
  '3m': { rows: 3_000_000, bar: 0.7, rounds: 3 },
};

export const groups = {
  ...Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => [name, (bench) => opening(bench, name, size)]),
  ),
  steps: measureSteps,
  view: looking,
  page: measureLongTasks,
  parquet: (bench) => fromParquet(bench, { rows: 1_000_000, rounds: 3 }),
  images: measureImages,
  texts: measureTexts,
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function measure({ launch, url, only }) {
  const server = await startServer({ root: await buildPage('data'), headers: {} });
  const figures = [];
  try {
    for (const [name, group] of Object.entries(groups))
      if (only?.includes(name) ?? true) figures.push(...(await group({ launch, url, rivals: server.url })));
  } finally {
    await server.close();
  }
  const [less, more] = ['1m', '3m'].map((name) => figures.find(({ id }) => id === `peak-memory-${name}`));
  return less && more
    ? [...figures, ratio('peak-memory-3m-over-1m', more.value / less.value, growthBar)]
    : figures;
}

/** The table from Parquet, as the app writes it, against the same one from CSV. */
async function fromParquet(bench, { rows, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const paths = { csv: join(folder, 'table.csv'), parquet: join(folder, 'table.parquet') };
  const taken = { csv: [], parquet: [] };
  try {
    await writeLargeTable(paths.csv, rows);
    await inOwnProfile(bench, folder, async (context) => {
      const page = await openApp(bench, context, paths.csv);
      const { datasetId } = await page.evaluate(importOnce);
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 0 }),
        page.evaluate(exportOnce, datasetId),
      ]);
      await download.saveAs(paths.parquet);
    });
    for (let round = 0; round < rounds; round += 1)
      await inOwnProfile(bench, folder, async (context) => {
        for (const name of round % 2 ? ['csv', 'parquet'] : ['parquet', 'csv']) {
          const page = await openApp(bench, context, paths[name]);
          taken[name].push((await page.evaluate(importOnce)).ms);
          await page.close();
        }
      });
    return [
      { id: 'import-parquet-1m', value: median(taken.parquet), unit: 'ms', samples: taken.parquet },
      ratio(
        'parquet-over-csv-1m',
        median(taken.parquet) / median(taken.csv),
        parquetBar,
        taken.parquet.map((ms, index) => ms / taken.csv[index]),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function opening(bench, name, { rows, bar, rounds, isShort = false }) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const path = join(folder, 'table.csv');
  try {
    await writeLargeTable(path, rows);
    const taken = { papaparse: [], typed: [], import: [], memory: [], stored: [] };
    // Every import into a store of its own, as a first file meets it; who begins changes, so that a drift falls on all alike.
    for (let round = 0; round < rounds; round += 1)
      await oneRound(bench, { folder, path, rows, round, taken });
    const csvBytes = statSync(path).size;
    const ratioOf = (samples) => median(samples) / median(taken.papaparse);
    const each = (samples) => samples.map((ms, index) => ms / taken.papaparse[index]);
    return [
      { id: `papaparse-${name}`, value: median(taken.papaparse), unit: 'ms', samples: taken.papaparse },
      { id: `typed-${name}`, value: median(taken.typed), unit: 'ms', samples: taken.typed },
      { id: `import-${name}`, value: median(taken.import), unit: 'ms', samples: taken.import },
      ratio(
        `typed-over-papaparse-${name}`,
        ratioOf(taken.typed),
        isShort ? undefined : typedBar,
        each(taken.typed),
      ),
      ratio(`import-over-papaparse-${name}`, ratioOf(taken.import), bar, each(taken.import)),
      ratio(`stored-over-csv-${name}`, taken.stored[0] / csvBytes, storedBar),
      ...(taken.memory.length > 0
        ? [{ id: `peak-memory-${name}`, value: Math.max(...taken.memory), unit: 'MB', bar: memoryBar }]
        : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

const ratio = (id, value, bar, samples = [value]) => ({ id, value, unit: '×', bar, samples });

/** In a browser whose store is new. */
async function inOwnProfile({ launch }, folder, work) {
  const profile = mkdtempSync(join(folder, 'profile-'));
  const context = await chromium.launchPersistentContext(profile, { ...launch, locale: 'en-GB' });
  try {
    await work(context, profile);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

const openApp = ({ url }, context, path) =>
  openWith(context, `${url}headless.html`, path, () => 'hearth' in window);

async function oneRound(bench, { folder, path, rows, round, taken }) {
  const { rivals } = bench;
  await inOwnProfile(bench, folder, async (context, profile) => {
    const timed = async (name) => {
      const page = await openWith(context, rivals, path, () => 'time' in window);
      const { ms, rows: read } = await page.evaluate((reader) => window.time(reader), name);
      if (read !== rows) throw new Error(`${name} read ${read} rows of ${rows}`);
      taken[name].push(ms);
      await page.close();
    };
    const turns = [
      () => timed('papaparse'),
      () => timed('typed'),
      async () => {
        const page = await openApp(bench, context, path);
        const { ms, stored } = await page.evaluate(importOnce);
        taken.import.push(ms);
        taken.stored.push(stored);
        const megabytes = peakRendererMegabytes(profile);
        if (megabytes !== null) taken.memory.push(megabytes);
        await page.close();
      },
    ];
    for (let turn = 0; turn < turns.length; turn += 1) await turns[(turn + round) % turns.length]();
  });
}

/** Most that the worker may take for a filter, an order or the distributions of what a brush leaves; ms. */
const viewBar = 300;
const viewRounds = 7;

/** What it costs to look at a million rows: filters, orders, a brush with its distributions, charts; and a full profile against the import. */
async function looking({ launch, url }) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const path = join(folder, 'table.csv');
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...launch,
    locale: 'en-GB',
  });
  try {
    await writeLargeTable(path, 1_000_000);
    const page = await openWith(context, `${url}headless.html`, path, () => 'hearth' in window);
    const { taken, importMs, profileMs } = await page.evaluate(lookAround, viewRounds);
    return [
      ...Object.entries(taken).map(([id, { first, samples, bar }]) => ({
        id: `${id}-1m`,
        value: median(samples),
        unit: 'ms',
        samples,
        first,
        ...(bar ? { bar: viewBar } : {}),
      })),
      ratio('profile-over-import-1m', profileMs / importMs, 1),
    ];
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Runs in the app without its face. Each round asks for another range, so that nothing is answered from what was kept of the last. */
async function lookAround(rounds) {
  const [file] = document.querySelector('input').files;
  const { data } = window.hearth.clients;
  const about = { name: file.name, scenarioId: null, locale: 'en' };
  const { projectId } = await data.call('createProject', about);
  const timed = async (run) => {
    const startedAt = performance.now();
    const value = await run();
    return { value, ms: performance.now() - startedAt };
  };
  const imported = await timed(() => data.call('importTable', { projectId, file }));
  const { id: datasetId, columns } = imported.value;
  const names = columns.map(({ name }) => name);
  const range = (round) => ({ kind: 'range', column: 'measure_9', low: 1 + round / 50, high: 7 });
  const filter = (round) => ({ conditions: [range(round)], search: '', sort: [] });
  const sorted = (column) => (round) => ({
    ...filter(round),
    sort: [{ column, descending: round % 2 === 0 }],
  });
  const ask = (method, more) => data.call(method, { datasetId, ...more });
  const level = { kind: 'levels', column: 'region', levels: ['north', 'west'] };
  const scatter = { kind: 'scatter', x: 'measure_3', y: 'measure_9', colour: 'label' };
  const map = {
    kind: 'map',
    columns: names.filter((name) => name !== 'label' && name !== 'id'),
    colour: 'label',
  };
  const asks = {
    filter: [true, (round) => ask('findRows', { view: filter(round) })],
    'filter-two': [
      true,
      (round) => ask('findRows', { view: { ...filter(round + 20), conditions: [range(round + 20), level] } }),
    ],
    'sort-number': [true, (round) => ask('findRows', { view: sorted('measure_4')(round + 40) })],
    'sort-level': [true, (round) => ask('findRows', { view: sorted('region')(round + 60) })],
    // In the cells of all columns: a part of a number, of a date, and digits that may be anywhere in either.
    'search-number': [
      true,
      (round) => ask('findRows', { view: { conditions: [], sort: [], search: `${round}.2` } }),
    ],
    'search-date': [
      true,
      (round) => ask('findRows', { view: { conditions: [], sort: [], search: `201${round}-03` } }),
    ],
    'search-digits': [
      true,
      (round) => ask('findRows', { view: { conditions: [], sort: [], search: `3${round}7` } }),
    ],
    brush: [true, (round) => ask('distributions', { view: filter(round + 80), columns: names })],
    scatter: [false, (round) => ask('chart', { view: filter(round + 100), question: scatter })],
    map: [false, (round) => ask('chart', { view: filter(round + 120), question: map })],
  };
  const taken = {};
  for (const [id, [bar, run]] of Object.entries(asks)) {
    const samples = [];
    // The first reads the columns from the store; what follows is what a person waits for while brushing.
    const first = (await timed(() => run(0))).ms;
    for (let round = 1; round <= rounds; round += 1) samples.push((await timed(() => run(round))).ms);
    taken[id] = { first, samples, bar };
  }
  const profiled = await timed(async () => {
    await ask('associations', {});
    await data.call('preparePartition', { projectId });
  });
  return { taken, importMs: imported.ms, profileMs: profiled.ms };
}

/** A page of its own, and so a renderer of its own, with the file chosen. */
async function openWith(context, address, path, isReady) {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(address);
  await page.waitForFunction(isReady);
  await page.locator('input[type=file]').setInputFiles(path);
  return page;
}

/** Runs in the app without its face: one import into a new project. The worker is started before. */
async function importOnce() {
  const [file] = document.querySelector('input').files;
  const { data } = window.hearth.clients;
  const small = new File(['a,b\n1,2\n3,4\n'], 'small.csv');
  const open = async (table) => {
    const about = { name: table.name, scenarioId: null, locale: 'en' };
    const { projectId } = await data.call('createProject', about);
    const startedAt = performance.now();
    const { id, groups } = await data.call('importTable', { projectId, file: table });
    const ms = performance.now() - startedAt;
    return { ms, datasetId: id, stored: groups.reduce((sum, { chunk }) => sum + chunk.bytes, 0) };
  };
  await open(small);
  return open(file);
}

/** Runs there too: the table as a file that the browser saves. */
async function exportOnce(datasetId) {
  const blob = await window.hearth.clients.data.call('exportTable', { datasetId, format: 'parquet' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'table.parquet';
  link.click();
}
