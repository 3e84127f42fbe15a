// The memory of a page's process, its workers' included, as the system counts it. On Linux alone: elsewhere there is nothing to read.
import { readFile, writeFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';

/** Whether this system tells the peak of a process, and lets it be counted anew. */
export const hasPeaks = process.platform === 'linux';

/** Ids of the processes that draw pages. */
async function renderers(browser: Browser): Promise<number[]> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** Megabytes of a line of /proc/<id>/status. */
async function megabytes(id: number, line: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${String(id)}/status`, 'utf8');
  return Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
}

/** How far the memory of the browser's pages rises above what it is now, in megabytes, while the work is done. */
export async function risesBy(browser: Browser, work: () => Promise<void>): Promise<number> {
  const before = new Map<number, number>();
  for (const id of await renderers(browser)) {
    before.set(id, await megabytes(id, 'VmRSS'));
    await writeFile(`/proc/${String(id)}/clear_refs`, '5'); // the peak is counted from now on
  }
  await work();
  let most = 0;
  for (const [id, idle] of before) most = Math.max(most, (await megabytes(id, 'VmHWM')) - idle);
  return most;
}
