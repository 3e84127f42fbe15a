// A tab, or its worker, that goes away between a training and its judgement: nothing stays unjudged, nothing is made twice.
import type { Page } from '@playwright/test';
import { Philox } from '../../src/domain/random';
import { expect, test } from '../e2e/app';
import { setEpochs } from '../e2e/short-training';
import { rowsOf } from '../e2e/store';
import { openBoxes } from './small-project';

interface StoredRun {
  id: string;
  role: string;
  status: string;
}

/** Each run with how often it was judged, oldest first. */
async function judgedRuns(page: Page): Promise<string[]> {
  const runs = await rowsOf<StoredRun>(page, 'runs');
  const judgements = await rowsOf<{ runId: string }>(page, 'judgements');
  return runs
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, role, status }) => {
      const times = judgements.filter(({ runId }) => runId === id).length;
      return `${role} ${status}, judged ${String(times)}`;
    });
}

const bothJudged = ['baseline done, judged 1', 'model done, judged 1'];

/** What the engine's worker does once the page was told that the model's training ended: stand still, or fail. */
async function afterTraining(page: Page, then: 'stand still' | 'throw'): Promise<void> {
  // The worker starts with the first call that needs it: the estimate of the recipe.
  const isEngine = (url: string) => new URL(url).pathname.includes('/engine-');
  const engine =
    page.workers().find((worker) => isEngine(worker.url())) ??
    (await page.waitForEvent('worker', { predicate: (worker) => isEngine(worker.url()) }));
  await engine.evaluate((harm) => {
    interface Told {
      event?: { kind: string; event?: { kind: string; run?: { role: string } } };
    }
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (this: MessagePort, message: Told | null, ...given: []) {
      post.call(this, message, ...given);
      const training = message?.event?.kind === 'train' ? message.event.event : undefined;
      if (training?.kind !== 'ended' || training.run?.role !== 'model') return;
      MessagePort.prototype.postMessage = post;
      if (harm === 'stand still') for (;;);
      setTimeout(() => {
        throw new Error('thrown on purpose');
      });
    };
  }, then);
}

/** Kills the tab's renderer, its workers with it. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  devtools.send('Page.crash').catch(() => undefined); // a page that crashed does not answer
  await crashed;
}

test('a tab that is killed between training and judgement: the run is judged when the app is opened again', async ({
  page,
  context,
}) => {
  test.setTimeout(200_000);
  await openBoxes(page);
  await setEpochs(page, 2);
  await afterTraining(page, 'stand still');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const runs = page.getByRole('region', { name: 'Runs' }).getByRole('row');
  await expect(runs.getByText('finished', { exact: true })).toHaveCount(2, { timeout: 60_000 });
  expect(await judgedRuns(page)).toEqual([bothJudged[0], 'model done, judged 0']);
  await crash(page);

  const again = await context.newPage();
  await again.goto('./'); // no project is opened
  await expect.poll(() => judgedRuns(again), { timeout: 60_000 }).toEqual(bothJudged);
  await expect(again.getByRole('region', { name: 'Notifications' }).getByRole('alert')).toHaveCount(0);
  await again.reload();
  await expect(again.getByRole('link', { name: 'boxes' })).toBeVisible();
  expect(await judgedRuns(again)).toEqual(bothJudged);
});

test('tabs that are killed at random moments: no waiting job is lost, and none is carried out twice', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await openBoxes(page);
  await setEpochs(page, 30, { toTheEnd: true });
  const address = page.url();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  for (let waiting = 1; waiting <= 3; waiting++) {
    await page.getByRole('button', { name: 'Queue training', exact: true }).click();
    await expect(page.getByText(new RegExp(`: ${String(waiting + 1)} of \\d `)).first()).toBeVisible();
  }
  const jobs = async (tab: Page) =>
    (await rowsOf<{ id: string; status: string }>(tab, 'jobs')).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ids = (await jobs(page)).map(({ id }) => id);
  expect(ids).toHaveLength(4);

  const random = new Philox(30);
  let tab = page;
  for (const after of [300 + 2_000 * random.uniform(), 4_000 + 4_000 * random.uniform()]) {
    await tab.waitForTimeout(after);
    await crash(tab);
    tab = await context.newPage();
    await tab.goto(address);
    expect((await jobs(tab)).map(({ id }) => id)).toEqual(ids);
  }
  // What waited goes on by itself; what was cut off is continued by hand.
  const open = () => jobs(tab).then((all) => all.filter(({ status }) => status !== 'done'));
  await expect
    .poll(async () => (await open()).every(({ status }) => status === 'interrupted'), { timeout: 120_000 })
    .toBe(true);
  expect((await open()).length).toBeLessThanOrEqual(2);
  if ((await open()).length > 0) {
    await tab.getByRole('button', { name: /^Job queue: / }).click();
    const held = tab.getByRole('button', { name: /^Continue: / });
    for (let left = (await open()).length; left > 0; left--) {
      await held.first().click();
      await expect(held).toHaveCount(left - 1);
    }
  }
  await expect.poll(async () => (await open()).length, { timeout: 120_000 }).toBe(0);
  expect((await jobs(tab)).map(({ id }) => id)).toEqual(ids);
  const models = (await judgedRuns(tab)).filter((run) => run.startsWith('model'));
  expect(models).toEqual(ids.map(() => bothJudged[1]));
});

test.describe('a worker that fails between training and judgement', () => {
  test.use({ allowErrors: /thrown on purpose/ });
  test('is replaced, and Run all goes on to its end', async ({ page }) => {
    test.setTimeout(200_000);
    await openBoxes(page);
    await setEpochs(page, 2);
    await afterTraining(page, 'throw');
    await page.getByRole('button', { name: 'Run all steps' }).click();
    await expect(
      page.getByText(/^All steps finished\. Version 1 is (registered;|the linear baseline)/),
    ).toBeVisible({
      timeout: 120_000,
    });
    expect(await judgedRuns(page)).toEqual(bothJudged);
    expect(await rowsOf(page, 'versions')).toHaveLength(1);
  });
});
