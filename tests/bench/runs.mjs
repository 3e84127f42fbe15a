// Many runs in the Model step: the longest task of the page while 10,000 runs of 50 columns are filtered, ordered, grouped, scrolled through, selected
// and tagged; and how soon 20 curves of 100,000 points are drawn. Records are written straight into the browser's store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { fillStore } from './app/fill.mjs';

const runs = Number(process.env['HEARTH_RUNS'] ?? 10_000);
const rounds = Number(process.env['HEARTH_ROUNDS'] ?? 3);
/** ms; what is shorter is no long task, and counts as 0. */
const taskBar = 50;
const settleMs = 1500;

const metrics = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'auc',
  'prAuc',
  'logLoss',
  'brier',
  'brierSkill',
  'ece',
];
const runColumns = [
  ...[
    'model',
    'status',
    'family',
    'tags',
    'note',
    'size',
    'training_time',
    'data',
    'split',
    'backend',
    'role',
    'target',
  ],
  ...['started', 'ended', 'parameters', 'best_epoch'],
  ...['validation', 'test', 'train'].flatMap((part) => metrics.map((metric) => `${part}_${metric}`)),
  ...['optimizer.learningRate', 'batchSize', 'epochs', 'seed'],
];

export const groups = { table: measureTable, curves: measureCurves };

export async function measure({ launch, url, only }) {
  const figures = [];
  for (const [name, group] of Object.entries(groups))
    if (only?.includes(name) ?? true) figures.push(...(await group({ launch, url })));
  return figures;
}

/** A profile with a filled store, whose app shows its runs. */
async function opened({ launch, url }, { shownRuns, ...size }, use) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...launch,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    page.on('pageerror', (error) => console.error(error));
    await page.goto(url);
    const projectId = await page.evaluate(fillStore, { snapshots: 1, name: 'Many runs', ...size });
    await page.goto('about:blank');
    await page.addInitScript(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longTasks.push(duration);
      }).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(url);
    await page.getByRole('link', { name: 'Many runs' }).waitFor();
    // What bringing the store up to date leaves to do is no part of what is measured.
    await page.goto(`${url}#/project/${projectId}/model`);
    const grid = page.getByRole('grid', { name: 'Runs' });
    await page.locator(`table[aria-rowcount="${String(shownRuns + 1)}"]`).waitFor();
    await page
      .getByRole('search', { name: 'Filter runs' })
      .getByText(/ of [\d,]+ runs$/)
      .waitFor();
    await page.waitForTimeout(5 * settleMs);
    return await use(page, grid);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Of each act the longest task in the round that had the shortest: what else the machine does only adds to it. */
async function longestTasks(page, acts, suffix) {
  const figures = [];
  for (const [id, act] of Object.entries(acts)) {
    const samples = [];
    for (let round = 0; round < rounds; round += 1) {
      await page.evaluate(() => (window.longTasks.length = 0));
      await act(round);
      await page.waitForTimeout(settleMs);
      samples.push(await page.evaluate(() => Math.max(0, ...window.longTasks)));
    }
    figures.push({
      id: `longest-task-${id}-${suffix}`,
      value: Math.min(...samples),
      unit: 'ms',
      bar: taskBar,
      samples,
    });
  }
  return figures;
}

function measureTable(bench) {
  return opened(bench, { runs, runColumns, shownRuns: runs }, async (page, grid) => {
    const tools = page.getByRole('search', { name: 'Filter runs' });
    const head = (name) => grid.getByRole('columnheader', { name, exact: true }).getByRole('button');
    const grouping = tools.getByLabel('Group by');
    const acts = {
      search: (round) => tools.getByRole('searchbox').fill(['dense network 40', '77', 'wasm'][round % 3]),
      condition: async (round) => {
        await tools.getByRole('searchbox').fill('');
        const text = [
          'test_auc >= 0.8',
          'test_auc < 0.75 and contains(model, "48")',
          '[optimizer.learningRate] < 1',
        ];
        await tools.getByLabel('Condition').fill(text[round % 3]);
      },
      'sort-numbers': async () => {
        await tools.getByLabel('Condition').fill('');
        await grid.evaluate((table) => (table.parentElement.scrollLeft = 0));
        await head('Size').click();
      },
      'sort-texts': () => head('Model').click(),
      group: (round) => grouping.selectOption(['data', 'status', 'family'][round % 3]),
      ungroup: () => grouping.selectOption('none'),
      scroll: () => grid.evaluate(scrollThrough),
      'scroll-across': () => grid.evaluate(scrollAcross),
      'select-all': async () => {
        await grid.focus();
        await page.keyboard.press('Control+a');
      },
    };
    const figures = await longestTasks(page, acts, '10k-runs');
    const frames = await grid.evaluate(scrollThrough);
    const middle = [...frames].sort((a, b) => a - b)[Math.floor(frames.length / 2)];
    return [...figures, { id: 'scroll-10k-runs-frame', value: middle, unit: 'ms', bar: 34 }];
  });
}

/** Runs in the page: from the first line to the last in 200 steps; returns the times between frames, ms. */
async function scrollThrough(table) {
  const scroller = table.parentElement;
  const frames = [];
  let last = performance.now();
  for (let step = 0; step <= 200; step += 1) {
    scroller.scrollTop = ((scroller.scrollHeight - scroller.clientHeight) * step) / 200;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames;
}

/** Runs in the page: from the first column to the last and back. */
async function scrollAcross(table) {
  const scroller = table.parentElement;
  const width = scroller.scrollWidth - scroller.clientWidth;
  for (let step = 0; step <= 120; step += 1) {
    scroller.scrollLeft = width * Math.sin((Math.PI * step) / 120);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

function measureCurves(bench) {
  return opened(bench, { runs: 20, epochs: 100_000, shownRuns: 20 }, async (page, grid) => {
    await grid.focus();
    await page.keyboard.press('Control+a');
    await page.evaluate(() => (window.longTasks.length = 0));
    const began = Date.now();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Compare runs' });
    await dialog.getByRole('img', { name: /^Validation loss/ }).waitFor();
    const first = Date.now() - began;
    await page.waitForTimeout(settleMs);
    const task = await page.evaluate(() => Math.max(0, ...window.longTasks));
    const acts = {
      smooth: (round) => dialog.getByLabel(/^Smoothing/).fill(String(0.5 + round / 10)),
      'log-scale': () => dialog.getByRole('switch', { name: 'Logarithmic scale' }).click(),
    };
    return [
      { id: '20-curves-of-100k-first-drawn', value: first, unit: 'ms' },
      // The five whole records beside the curves are among it.
      { id: 'longest-task-opening-20-curves', value: task, unit: 'ms' },
      ...(await longestTasks(page, acts, '20-curves')),
    ];
  });
}
