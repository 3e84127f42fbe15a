// A store that a crash or a failing disk left half written: the checkpoint before is used, and what belongs to nothing goes.
import type { Page } from '@playwright/test';
import { expect, storedRuns, test } from '../e2e/app';
import { flipBit, orphans, rowsOf } from '../e2e/store';
import { beginLongRun, openBoxes, runRow, stopResumed } from './small-project';

interface StoredCheckpoint {
  runId: string;
  generation: number;
  step: number;
  state: { sha256: string }[];
}

const newestFirst = async (page: Page) =>
  (await rowsOf<StoredCheckpoint>(page, 'checkpoints')).toSorted((a, b) => b.generation - a.generation);

/**
 * Keeps every commit of a checkpoint waiting, while chunks can still be written: a transaction over the heads that stays open. Gives
 * a way to let go.
 */
async function holdHeads(page: Page): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('hearth');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('the store does not open'));
    });
    const hold = { on: true, database };
    const heads = database.transaction('checkpoints', 'readwrite').objectStore('checkpoints');
    await new Promise<void>((resolve) => {
      const again = () => {
        resolve();
        if (hold.on) heads.count().onsuccess = again;
      };
      heads.count().onsuccess = again;
    });
    return hold;
  });
  return () =>
    held.evaluate((hold) => {
      hold.on = false;
      hold.database.close();
    });
}

/**
 * Whether a commit waits for the heads: its chunks are written and verified then. It has asked for the runs as well, so that whoever
 * reads them now waits behind it.
 */
function headWaits(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('hearth');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('the store does not open'));
    });
    const answered = new Promise<boolean>((resolve) => {
      database.transaction('runs').objectStore('runs').count().onsuccess = () => resolve(false);
    });
    const patience = AbortSignal.timeout(5_000);
    const waited = new Promise<boolean>((resolve) => {
      patience.addEventListener('abort', () => resolve(true));
    });
    const waits = await Promise.race([answered, waited]);
    database.close();
    return waits;
  });
}

test('killed between the chunks and the head: the checkpoint before is used, orphans are collected', async ({
  page,
  context,
}) => {
  test.setTimeout(300_000);
  await openBoxes(page);
  const address = page.url();
  await beginLongRun(page);
  const other = await context.newPage();
  await other.goto('./#/privacy'); // a tab that only looks on
  const letGo = await holdHeads(other);
  await expect.poll(() => headWaits(other), { timeout: 60_000 }).toBe(true);

  const crashed = page.waitForEvent('crash');
  const devtools = await context.newCDPSession(page);
  devtools.send('Page.crash').catch(() => undefined); // a page that crashed does not answer
  await crashed;
  await letGo();
  const [newest] = await newestFirst(other);
  expect(await orphans(other)).toBeGreaterThan(0);

  await other.goto(address);
  await other.getByRole('navigation').getByRole('link', { name: /Model/ }).click();
  const run = runRow(other, 2);
  await expect(run).toContainText('cut off', { timeout: 60_000 });
  expect((await storedRuns(other))[1]).toMatchObject({ status: 'interrupted', step: newest?.step });
  await expect.poll(() => orphans(other), { timeout: 60_000 }).toBe(0);
  expect((await newestFirst(other))[0]).toMatchObject({ generation: newest?.generation });
  await run.getByRole('button', { name: /^Resume/ }).click();
  await stopResumed(other, run);
});

test('a byte flipped in the newest checkpoint is found, told, and the one before is used', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openBoxes(page);
  const run = await beginLongRun(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(run).toContainText('paused', { timeout: 60_000 });
  const [newest, before] = await newestFirst(page);
  if (!newest || !before) throw new Error('two generations are to be kept');
  await flipBit(page, newest.state[0]?.sha256 ?? '');

  await run.getByRole('button', { name: /^Resume/ }).click();
  await expect(
    page.getByText('Its newest checkpoint was damaged and not used: it went on from the one before.'),
  ).toBeVisible({ timeout: 60_000 });
  await stopResumed(page, run);
  const notices = (
    await rowsOf<{ number: number; notices: { code: string; params: object }[] }>(page, 'runs')
  )
    .filter(({ number }) => number === 2)
    .flatMap((each) => each.notices);
  expect(notices).toContainEqual({ code: 'checkpoint_damaged', params: { generation: newest.generation } });
});
