// The app itself: what a first visit costs, whether training leaves the page free, and a million rows.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLargeTable } from '../../scripts/large-table.mjs';

const rows = 1_000_000;

export async function measure({ browser, url }) {
  return [
    ...(await firstVisit(browser, url)),
    ...(await trainingTasks(browser, url)),
    ...(await largeTable(browser, url)),
  ];
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

/** Watches for long tasks of the main thread between `begin` and the returned call. */
async function watchTasks(page) {
  await page.evaluate(() => {
    window.longest = 0;
    window.watcher = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    });
    window.watcher.observe({ type: 'longtask' });
  });
  return () =>
    page.evaluate(() => {
      window.watcher.disconnect();
      return window.longest;
    });
}

/**
 * The longest task of the page while a run trains on wasm, from its second epoch on; tasks under 50 ms are not reported and count
 * as 0. The least of three: what else the machine does only adds to it.
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
    await page.getByText('Chosen by a person.').waitFor();
    await steps.getByRole('link', { name: /Model/ }).click();
    await page.getByRole('tab', { name: 'Training' }).click();
    const epochs = page.getByLabel('Epochs', { exact: true });
    await epochs.fill('5000');
    await epochs.press('Enter');
    await page.getByRole('switch', { name: 'Stop early' }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const progress = page.getByRole('progressbar', { name: 'Training progress' });
    await progress.waitFor({ timeout: 120_000 });
    await page
      .getByText(/^Epoch ([2-9]|\d{2,}) of/)
      .first()
      .waitFor({ timeout: 120_000 });
    const end = await watchTasks(page);
    await page.waitForTimeout(8_000);
    if (!(await progress.isVisible())) throw new Error('the training ended before it was measured');
    samples.push(await end());
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
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const heap = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1e6;
    };
    await page.goto(url, { waitUntil: 'networkidle' });
    const before = await heap();
    const startedAt = Date.now();
    const endImport = await watchTasks(page);
    await page.locator('input[type=file]').first().setInputFiles(path);
    await page.waitForURL(/#\/project\/.*\/data/, { timeout: 300_000 });
    await page.getByRole('grid').waitFor();
    const seconds = (Date.now() - startedAt) / 1000;
    const importTask = await endImport();
    const endScroll = await watchTasks(page);
    const frames = await page.evaluate(scrollThrough);
    const scrollTask = await endScroll();
    const after = await heap();
    await context.close();
    return [
      { id: 'import-1m-rows', value: rows / seconds, unit: 'rows/s' },
      { id: 'import-1m-rows-rate', value: megabytes / seconds, unit: 'MB/s' },
      { id: 'longest-task-while-importing', value: importTask, unit: 'ms', bar: 50 },
      { id: 'scroll-1m-rows-frame', value: median(frames), unit: 'ms', bar: 34, samples: [median(frames)] },
      { id: 'longest-task-while-scrolling', value: scrollTask, unit: 'ms', bar: 100 },
      { id: 'page-heap-growth', value: after - before, unit: 'MB', bar: 30 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
