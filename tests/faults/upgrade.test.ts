// The store between two versions of the app: an old tab gives way after a checkpoint, the newer one waits and goes on by itself; an
// older app leaves newer data alone and hands out a copy of it.
import type { Page } from '@playwright/test';
import { download, expect, openFile, storedRuns, test } from '../e2e/app';
import { beginLongRun, openBoxes } from './small-project';

/** Opens the store as an app with a newer layout would, keeps it open, and gives how the opening went. */
function openAsNewer(page: Page, version: number): Promise<{ blocked: boolean; runs: number }> {
  return page.evaluate(
    (newer) =>
      new Promise<{ blocked: boolean; runs: number }>((resolve, reject) => {
        let blocked = false;
        const request = indexedDB.open('hearth', newer);
        request.onblocked = () => (blocked = true);
        request.onerror = () => reject(request.error ?? new Error('the store does not open'));
        request.onupgradeneeded = () => request.result.createObjectStore('ofTheFuture', { keyPath: 'id' });
        request.onsuccess = () => {
          const count = request.result.transaction('runs').objectStore('runs').count();
          count.onsuccess = () => {
            request.result.close();
            resolve({ blocked, runs: count.result });
          };
        };
      }),
    version,
  );
}

test('an old tab that trains writes a checkpoint, gives the store to the newer app and says so; newer data is then refused, with a copy', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await openBoxes(page);
  await beginLongRun(page);
  const newer = await context.newPage();
  await newer.goto('./#/privacy'); // of this origin; its script stands for the newer app

  await test.step('the old tab gives way', async () => {
    const before = (await storedRuns(page))[1]?.step ?? 0;
    const { runs } = await openAsNewer(newer, 900);
    expect(runs).toBe(2);
    await expect(
      page.getByRole('heading', { name: 'A newer version of Hearth was opened in another tab' }),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
    const [, run] = await storedRuns(newer);
    expect(run).toMatchObject({ number: 2, status: 'paused' });
    expect(run?.step).toBeGreaterThanOrEqual(before);
  });

  const file = await test.step('the older app refuses the newer data and offers a copy', async () => {
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(
      page.getByRole('heading', { name: 'This data needs a newer version of Hearth' }),
    ).toBeVisible();
    const copy = await download(page, page.getByRole('button', { name: 'Save a copy of all data' }));
    expect(copy.name).toMatch(/^Hearth .*\.hearth$/);
    const version = await newer.evaluate(async () => {
      const known = await indexedDB.databases();
      return known.find(({ name }) => name === 'hearth')?.version;
    });
    expect(version, 'the layout is as it was').toBe(900);
    expect(await storedRuns(newer)).toHaveLength(2);
    return copy.bytes;
  });

  await test.step('and refuses the copy, which is of that newer layout', async () => {
    await newer.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const request = indexedDB.deleteDatabase('hearth');
          request.onsuccess = resolve;
          request.onerror = () => reject(request.error ?? new Error('not deleted'));
        }),
    );
    await openFile(page, 'copy.hearth', file, 'Open a project');
    await expect(page.getByRole('alert')).toContainText(
      /was created by a newer version of Hearth\. It uses format 90; this version supports formats up to \d\./,
    );
    await expect(page.getByText('No projects on this device yet.')).toBeVisible();
  });
});

test('an old tab that does not let go is waited for, with words, and the opening goes on by itself', async ({
  page,
  context,
}) => {
  const old = await context.newPage();
  await old.goto('./#/privacy');
  // An app of before this layout, which hears no versionchange.
  const held = await old.evaluateHandle(
    () =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('hearth', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('projects', { keyPath: 'id' });
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('the store does not open'));
      }),
  );
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Waiting for another tab' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('Hearth continues as soon as that tab releases it.');
  await held.evaluate((database) => database.close());
  await expect(page.getByText('No projects on this device yet.')).toBeVisible();
  await page.getByRole('button', { name: /Credit scoring/ }).click();
  await page.waitForURL(/#\/project\//);
});
