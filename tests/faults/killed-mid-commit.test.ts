// Killed after a checkpoint's chunks were written and before its head: the checkpoint before is the one to go on from, and what
// belongs to nothing goes.
import type { Page } from '@playwright/test';
import type { Run } from '../../src/contract/model/run';
import { pause, runsOf, smallProject } from '../../scripts/soak/small-training.mjs';
import { readStore } from '../../scripts/soak/read-store.mjs';
import { expect, test } from '../e2e/app';
import { HeadlessPage, heard } from './headless-page';

/**
 * Keeps the head of every checkpoint from being written, while chunks can be: a transaction over the heads that stays open for as
 * long as the page lives.
 */
async function holdHeads(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('hearth');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('the store does not open'));
    });
    const heads = database.transaction('checkpoints', 'readwrite').objectStore('checkpoints');
    await new Promise<void>((resolve) => {
      const again = () => {
        resolve();
        heads.count().onsuccess = again;
      };
      heads.count().onsuccess = again;
    });
  });
}

/** Chunks that no record needs: only a write that is under way, or that never ended, refers to them. */
function unclaimed(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('the store does not answer'));
      });
    const database = await answer(indexedDB.open('hearth'));
    const store = database.transaction(['chunks', 'references']);
    const names = await answer(store.objectStore('chunks').getAllKeys());
    const references = await answer<{ owner: string; sha256: string }[]>(
      store.objectStore('references').getAll(),
    );
    database.close();
    const claimed = new Set(
      references.filter(({ owner }) => !owner.startsWith('session:')).map(({ sha256 }) => sha256),
    );
    return names.map(String).filter((name) => !claimed.has(name));
  });
}

/** The commit asked for everything that it will write, so that a reader may wait behind it: an answer that does not come says so too. */
async function isBetween(page: Page): Promise<boolean> {
  const patience = new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 4_000));
  return Promise.race([unclaimed(page).then((names) => names.length > 0), patience]);
}

async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  devtools.send('Page.crash').catch(() => undefined); // a page that crashed does not answer
  await crashed;
}

test('killed between the chunks and the head: the checkpoint before is used, orphans are collected', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const cut = await HeadlessPage.open(page);
  const project = await smallProject(page, { epochs: 5_000 });
  const saved = heard(cut, (event) => event.kind === 'checkpoint' && event.generation >= 3);
  const training = cut.train({ kind: 'new', role: 'model', backend: 'wasm', ...project });
  const gone = training.catch(() => 'gone');
  await saved;

  const holder = await context.newPage();
  await holder.goto('./headless.html');
  await holdHeads(holder);
  const onlooker = await context.newPage();
  await onlooker.goto('./headless.html');
  await expect.poll(() => isBetween(onlooker), { timeout: 60_000 }).toBe(true);
  await crash(page);
  expect(await gone).toBe('gone');
  await crash(holder); // its transaction ends with it: nobody is left to write the head

  const before = await readStore(onlooker);
  const newest = Math.max(...before.checkpoints.map(({ generation }) => generation));
  expect(await unclaimed(onlooker)).not.toEqual([]);

  const opened = await HeadlessPage.open(await context.newPage());
  const [run] = (await runsOf(opened.page, project.projectId)) as [Run];
  expect(run).toMatchObject({ status: 'interrupted' });
  expect(before.checkpoints.find(({ generation }) => generation === newest)).toMatchObject({
    step: run.step,
    missing: [],
  });
  await expect.poll(() => unclaimed(onlooker), { timeout: 60_000 }).toEqual([]);

  const started = heard(opened, ({ kind }) => kind === 'started');
  const resumed = opened.train({ kind: 'resume', runId: run.id, backend: 'wasm' });
  expect(await started).toMatchObject({ run: { id: run.id, step: run.step } });
  await heard(opened, (event) => event.kind === 'checkpoint' && event.generation === newest + 1);
  await pause(opened.page, run);
  expect((await resumed).status).toBe('paused');
});
