// A project with a champion, made as quickly as a person could, and its file.
import { expect, type Page } from '@playwright/test';
import { download, goTo, openEvidence } from './app';
import { trainShortly } from './short-training';

export interface Champion {
  projectId: string;
  versionId: string;
  file: Buffer;
}

/** Trains the credit scenario for two epochs at `url`, promotes the version with a waiver, and exports the project. */
export async function makeChampion(page: Page, url: string): Promise<Champion> {
  await page.goto(url);
  await page.getByRole('button', { name: /Credit scoring/ }).click();
  await page.waitForURL(/#\/project\//);
  const projectId = /#\/project\/(\w+)/.exec(page.url())?.[1] ?? '';
  await trainShortly(page, 2);
  await promoteRun2(page);
  await goTo(page, 'Evaluate');
  // E was computed from the run that was just judged.
  await openEvidence(page);
  await goTo(page, 'Deploy');
  const { bytes } = await download(page, page.getByRole('button', { name: 'Export project' }));
  return { projectId, versionId: await storedVersionId(page), file: bytes };
}

/** Chooses a finished run on Deploy, whichever is proposed, and registers it. */
export async function registerRun(page: Page, number: number): Promise<void> {
  const runs = page.getByLabel('Finished run');
  const option = runs.getByRole('option', { name: new RegExp(`^run ${String(number)}\\b`, 'i') });
  await runs.selectOption((await option.getAttribute('value')) ?? '');
  await page.getByRole('button', { name: `Register run ${String(number)}` }).click();
}

/** Registers run 2 and makes it the champion with a waiver; the deploy step is left open. */
export async function promoteRun2(page: Page): Promise<void> {
  await goTo(page, 'Deploy');
  await registerRun(page, 2);
  await page.getByRole('button', { name: 'Promote without approval…' }).click();
  await page.getByLabel('Reason for waiving approval').fill('A trial.');
  await page.getByRole('button', { name: 'Promote version 1 to champion' }).click();
  await expect(page.getByRole('heading', { name: 'Version 1 is the champion' })).toBeVisible();
}

/** The id of the one version in the store. */
function storedVersionId(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('hearth');
        opening.onerror = () => reject(opening.error ?? new Error('the store does not open'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('versions').objectStore('versions').getAllKeys();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(String(reading.result[0]));
          };
        };
      }),
  );
}
