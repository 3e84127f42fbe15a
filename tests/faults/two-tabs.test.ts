// Two tabs of one browser: one trains, the other shows it as it goes; where the first dies, the other offers its run at once.
import type { Page } from '@playwright/test';
import { expect, storedRuns, test } from '../e2e/app';
import { setEpochs } from '../e2e/short-training';
import { beginLongRun, openBoxes, runRow, stopResumed } from './small-project';

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
const queueTraining = (page: Page) => page.getByRole('button', { name: 'Queue training', exact: true });
const elsewhere = (page: Page) => page.getByRole('main').getByText('Running in another tab', { exact: true });

/** A second tab on the model step of the project that the first shows. */
async function secondTab(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  return other;
}

/** Milliseconds since the dead tab's training lock fell free. */
interface TakeOver {
  /** Until its run was marked, and all tabs told. */
  marked: number;
  /** Until a person could press *Resume*. */
  offered: number;
}

/** Begins to watch; later gives how long a take-over took. */
async function watchTakeOver(page: Page, resume: string): Promise<() => Promise<TakeOver>> {
  const watch = await page.evaluateHandle((resume) => {
    let free = Infinity;
    void navigator.locks.request('training', { mode: 'shared' }, () => {
      free = performance.now();
    });
    const since = () => performance.now() - free;
    const channel = new BroadcastChannel('hearth-changes');
    const marked = new Promise<number>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<{ table: string }>) => {
        // The training's own commits come before; the first one after is the mark.
        if (data.table === 'runs' && free < Infinity) resolve(since());
      };
    });
    const offered = new Promise<number>((resolve) => {
      const look = () => {
        const found = [...document.querySelectorAll('button')].some(
          (button) =>
            (button.ariaLabel ?? button.innerText) === resume && !button.disabled && button.checkVisibility(),
        );
        if (found) resolve(since());
        else requestAnimationFrame(look);
      };
      look();
    });
    return { marked, offered };
  }, resume);
  return () =>
    watch.evaluate(async ({ marked, offered }) => ({ marked: await marked, offered: await offered }));
}

/** Crashes the tab's renderer, its workers with it. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  devtools.send('Page.crash').catch(() => undefined); // a page that crashed does not answer
  await crashed;
}

test('a training is shown live in the other tab and cannot be ended there; a crash hands its run over within a second', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openBoxes(page);
  await beginLongRun(page);
  const other = await secondTab(page);

  await test.step('live, and read-only', async () => {
    await expect(elsewhere(other)).toBeVisible();
    await expect(other.getByText('Model, run 2:')).toBeVisible();
    const epoch = other.getByText(/^epoch [\d,]+, step [\d,]+$/);
    const saved = await epoch.textContent();
    await expect(epoch).not.toHaveText(saved ?? '');
    await expect(other.getByText('boxes is training in another tab of this browser.')).toBeVisible();
    await expect(other.getByRole('button', { name: 'Pause' })).toHaveCount(0);
    await expect(other.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
    await expect(train(other)).toHaveCount(0);
    await expect(queueTraining(other)).toBeEnabled();
    await expect(other.getByRole('progressbar', { name: 'Run all steps' })).toBeVisible();
    await expect(other.getByRole('button', { name: 'Run all steps' })).toHaveCount(0);
  });

  await test.step('taken over', async () => {
    const takenOver = await watchTakeOver(other, 'Resume run 2');
    await crash(page);
    const { marked, offered } = await takenOver();
    expect(marked, 'ms from the lock set free to the run marked').toBeLessThan(1_000);
    expect(offered, 'ms from the lock set free to the run offered').toBeLessThan(1_000);
    const resume = other.getByRole('button', { name: 'Resume run 2' }).first();
    await expect(resume).toBeEnabled();
    await expect(other.getByText('The tab that was training run 2 was closed.')).toBeVisible();
    expect((await storedRuns(other))[1]).toMatchObject({ number: 2, status: 'interrupted' });
    await resume.click();
    await stopResumed(other, runRow(other, 2));
  });
});

test('two tabs that begin together: one trains, what the other asked for waits its turn', async ({
  page,
}) => {
  test.setTimeout(200_000);
  await openBoxes(page);
  await setEpochs(page, 3000, { toTheEnd: true });
  const other = await secondTab(page);
  await expect(train(page)).toBeEnabled();
  await expect(train(other)).toBeEnabled();
  // Pressed at the same millisecond. Until then both tabs do nothing else, so that neither hears of the other: each button is enabled, and
  // only the lock can decide.
  const together = Date.now() + 4_000;
  const press = (tab: Page) =>
    train(tab).evaluate((element, at) => {
      const waited = at - Date.now();
      while (Date.now() < at);
      const button = element as HTMLButtonElement;
      const wasEnabled = !button.disabled;
      button.click();
      return { waited, wasEnabled };
    }, together);
  for (const { waited, wasEnabled } of await Promise.all([press(page), press(other)])) {
    expect(wasEnabled).toBe(true);
    expect(waited, 'ms that both stood still').toBeGreaterThan(0);
  }

  const follows = await Promise.any(
    [page, other].map(async (tab) => {
      await elsewhere(tab).waitFor({ timeout: 60_000 });
      return tab;
    }),
  );
  const leads = follows === page ? other : page;
  const stop = (tab: Page) => tab.getByRole('button', { name: 'Stop', exact: true });
  await expect(stop(leads)).toBeEnabled();
  await expect(elsewhere(leads)).toHaveCount(0);
  await expect(stop(follows)).toHaveCount(0);
  await expect(follows.getByText('boxes is training in another tab.')).toBeVisible();
  // What it asked for waits, and is carried out by the tab that leads once the first is over; each once.
  const stored = async () => (await storedRuns(page)).filter(({ number }) => number > 1);
  await expect(follows.getByText(/2 of 2 · starts after/).first()).toBeVisible();
  await expect(leads.getByText('Model, run 2:')).toBeVisible({ timeout: 60_000 });
  await stop(leads).click();
  await expect.poll(async () => (await stored()).length, { timeout: 60_000 }).toBe(2);
  await expect(leads.getByText('Model, run 3:')).toBeVisible({ timeout: 60_000 });
  await expect(follows.getByText('Model, run 3:')).toBeVisible({ timeout: 60_000 });
  await expect(stop(leads)).toBeEnabled();
  await stop(leads).click();
  await expect(train(leads)).toBeEnabled({ timeout: 60_000 });
  await expect(train(follows)).toBeEnabled({ timeout: 60_000 });
  await expect(elsewhere(follows)).toHaveCount(0);
  expect((await stored()).map(({ status }) => status)).toEqual(['stopped', 'stopped']);
  const running = (await storedRuns(page)).filter(({ status }) => status === 'running');
  expect(running).toEqual([]);
});
