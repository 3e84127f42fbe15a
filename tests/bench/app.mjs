// The app itself: what a first visit costs, whether training leaves the page free, a million rows, and a project with many runs.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLargeTable } from '../../scripts/large-table.mjs';
import { firstResults } from './app/first-result.mjs';
import { projectSizes } from './app/projects.mjs';

const rows = 1_000_000;

export const groups = {
  visit: firstVisit,
  training: trainingTasks,
  table: largeTable,
  projects: projectSizes,
  'first-result': firstResults,
};

export async function measure({ browser, url, only }) {
  const figures = [];
  for (const [group, take] of Object.entries(groups))
    if (only?.includes(group) ?? true) figures.push(...(await take(browser, url)));
  return figures;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function firstVisit(browser, url) {
  const shown = [];
  let bytes = 0;
  for (let i = 0; i < 5; i += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'networkidle' });
    bytes = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter(({ name }) => /(\.js|\.css|\.html|\/)$/.test(new URL(name).pathname))
        .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
    );
    shown.push(
      await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime),
    );
    await context.close();
  }
  return [
    { id: 'first-load', value: bytes / 1000, unit: 'kB gz', bar: 90 },
    { id: 'first-contentful-paint', value: median(shown), unit: 'ms', samples: shown },
  ];
}

/**
 * Watches for long tasks of the main thread from now on; the returned call gives the longest before and after the address changed.
 * Tasks under 50 ms are not reported by browsers and count as 0.
 */
async function watchTasks(page) {
  await page.evaluate(() => {
    window.tasks = [];
    window.movedAt = Infinity;
    addEventListener('hashchange', () => (window.movedAt = performance.now()), { once: true });
    window.watcher = new PerformanceObserver((list) => window.tasks.push(...list.getEntries()));
    window.watcher.observe({ type: 'longtask' });
  });
  return () =>
    page.evaluate(() => {
      window.tasks.push(...window.watcher.takeRecords());
      window.watcher.disconnect();
      const longest = (found) => Math.max(0, ...found.map(({ duration }) => duration));
      return {
        before: longest(
          window.tasks.filter(({ startTime, duration }) => startTime + duration <= window.movedAt),
        ),
        after: longest(
          window.tasks.filter(({ startTime, duration }) => startTime + duration > window.movedAt),
        ),
      };
    });
}

/**
 * The longest task of the page while a run trains on wasm, from its second epoch on. The least of three: what else the machine does
 * only adds to it.
 */
async function trainingTasks(browser, url) {
  const samples = [];
  for (let i = 0; i < 3; i += 1) {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole('button', { name: /Credit scoring/ }).click();
    await page.waitForURL(/#\/project\//);
    const steps = page.getByRole('navigation', { name: 'Steps' });
    await steps.getByRole('link', { name: /Architecture/ }).click();
    await page.getByLabel('Backend for this project').selectOption('wasm');
    await page.getByText(/^Selected manually\./).waitFor();
    await steps.getByRole('link', { name: /Model/ }).click();
    await page.getByRole('tab', { name: 'Training' }).click();
    const epochs = page.getByLabel('Epochs', { exact: true });
    await epochs.fill('5000');
    await epochs.press('Enter');
    await page.getByRole('switch', { name: 'Early stopping' }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const progress = page.getByRole('progressbar', { name: 'Training progress' });
    await progress.waitFor({ timeout: 120_000 });
    await page
      .getByText(/^Epoch ([2-9]|\d{2,}) of/)
      .first()
      .waitFor({ timeout: 120_000 });
    const share = Number(await progress.getAttribute('aria-valuenow')); // one in a hundred is 50 epochs
    const end = await watchTasks(page);
    await progress.and(page.locator(`[aria-valuenow="${share + 2}"]`)).waitFor({ timeout: 240_000 });
    samples.push((await end()).before);
    await context.close();
  }
  return [{ id: 'longest-task-while-training', value: Math.min(...samples), unit: 'ms', bar: 50, samples }];
}

async function largeTable(browser, url) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const path = join(folder, 'million.csv');
  try {
    await writeLargeTable(path, rows);
    const megabytes = statSync(path).size / 1e6;
    const imports = [];
    let scrolling;
    for (let i = 0; i < 3; i += 1) {
      const context = await browser.newContext({ locale: 'en-GB' });
      const page = await context.newPage();
      imports.push(await importTable(page, url, path));
      if (i === 2) scrolling = await scrollTable(page);
      await context.close();
    }
    const of = (name) => imports.map((one) => one[name]);
    const least = (samples) => ({ value: Math.min(...samples), samples });
    const seconds = median(of('seconds'));
    return [
      { id: 'import-1m-rows', value: rows / seconds, unit: 'rows/s' },
      { id: 'import-1m-rows-rate', value: megabytes / seconds, unit: 'MB/s' },
      { id: 'longest-task-while-importing', unit: 'ms', bar: 50, ...least(of('task')) },
      { id: 'longest-task-showing-the-table', unit: 'ms', bar: 200, ...least(of('showing')) },
      { id: 'scroll-1m-rows-frame', unit: 'ms', bar: 34, ...least(scrolling.frames) },
      { id: 'longest-task-while-scrolling', unit: 'ms', bar: 100, ...least(scrolling.tasks) },
      {
        id: 'page-heap-growth',
        value: Math.max(...of('heapMegabytes')),
        unit: 'MB',
        bar: 30,
        samples: of('heapMegabytes'),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Opens the table from the start screen: how long until its first rows show, the longest tasks, the growth of the page's heap. */
async function importTable(page, url, path) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1e6;
  };
  await page.goto(url, { waitUntil: 'networkidle' });
  const before = await heap();
  const startedAt = Date.now();
  const end = await watchTasks(page);
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.waitForURL(/#\/project\/.*\/data/, { timeout: 300_000 });
  await page.getByRole('grid').getByRole('gridcell', { name: '1', exact: true }).first().waitFor();
  const seconds = (Date.now() - startedAt) / 1000;
  const tasks = await end();
  return { seconds, task: tasks.before, showing: tasks.after, heapMegabytes: (await heap()) - before };
}

/** Three times through all rows of the table that is open. */
async function scrollTable(page) {
  const frames = [];
  const tasks = [];
  for (let i = 0; i < 3; i += 1) {
    const end = await watchTasks(page);
    frames.push(median(await page.evaluate(scrollThrough)));
    tasks.push((await end()).before);
  }
  return { frames, tasks };
}

/** Runs in the page: scrolls the table from its first to its last row in 200 steps; returns the time between frames, ms. */
async function scrollThrough() {
  const grid = document.querySelector('[role=grid]');
  const scroller = [grid, ...grid.querySelectorAll('*'), grid.parentElement].find(
    (element) => element.scrollHeight > element.clientHeight + 1000,
  );
  const frames = [];
  let last = performance.now();
  for (let step = 0; step <= 200; step += 1) {
    scroller.scrollTop = ((scroller.scrollHeight - scroller.clientHeight) * step) / 200;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  return frames;
}
