// A disk that is full: what cannot be stored is refused whole and said; with room again, work goes on from where it was.
import type { Page } from '@playwright/test';
import { download, expect, goTo, openFile, openScenario, pickFile, test } from './app';
import { beginLongTraining, expectGoesOn } from './short-training';

/** Gives the app's origin so many bytes of storage, or, with null, its usual amount again. */
async function setQuota(page: Page, quotaSize: number | null): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    ...(quotaSize === null ? {} : { quotaSize }),
  });
  if (quotaSize === null) await session.detach();
}

/** Numbers that do not repeat, so that they take the room that they look like. */
function table(rows: number): string {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  const lines = Array.from({ length: rows }, () =>
    [...Array.from({ length: 8 }, () => (next() / 7919).toFixed(4)), next() % 3 ? 'yes' : 'no'].join(','),
  );
  return `a,b,c,d,e,f,g,h,label\n${lines.join('\n')}\n`;
}

test('an import that does not fit is refused and leaves nothing; with room it is opened', async ({
  page,
}) => {
  const content = table(80_000);
  await page.goto('./');
  await setQuota(page, 2_000_000);
  await openFile(page, 'large.csv', content);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The browser’s storage is full, so this couldn’t be saved.');
  await expect(alert).toContainText('Delete projects or runs you no longer need');
  await expect(alert.getByRole('link', { name: 'Free up space' })).toHaveAttribute('href', '#/storage');
  await expect(page.getByRole('heading', { name: 'large.csv couldn’t be opened' })).toBeVisible();
  await expect(page.getByText('No projects on this device yet.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('No projects on this device yet.')).toBeVisible();

  await setQuota(page, null);
  await pickFile(page, page.getByRole('button', { name: 'Open a file' }).first(), 'large.csv', content);
  await page.waitForURL(/#\/project\/.*\/data/);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '80001');
});

test('a training pauses at the checkpoint that does not fit, says so, and goes on with room', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openScenario(page, /Credit scoring/);
  const run = await beginLongTraining(page);
  await setQuota(page, 1);
  const alert = page.getByRole('region', { name: 'Notifications' }).getByRole('alert');
  await expect(alert).toContainText('The browser’s storage is full, so this couldn’t be saved.', {
    timeout: 60_000,
  });
  await expect(run).toContainText(/paused|interrupted/);
  await setQuota(page, null);
  await page.reload();
  await expect(run).toContainText(/paused|interrupted/);
  await run.getByRole('button', { name: /^Resume/ }).click();
  await expectGoesOn(page, run);
});

test('with a full disk everything can still be read: the list, the screens, E, exports and a backup', async ({
  page,
}) => {
  await openFile(page, 'kept.csv', table(2000));
  await page.waitForURL(/#\/project\/.*\/data/);
  await expect(page.getByRole('grid')).toBeVisible();
  await setQuota(page, 1);
  await page.reload();
  await goTo(page, 'Evaluate');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await goTo(page, 'Deploy');
  const project = await download(page, page.getByRole('button', { name: 'Export project' }));
  expect(project.bytes.length).toBeGreaterThan(10_000);
  await page.goto('./#/storage');
  const all = await download(page, page.getByRole('button', { name: 'Save all projects' }));
  expect(all.bytes.length).toBeGreaterThan(10_000);
  await page.goto('./');
  await page.reload();
  await expect(page.getByRole('link', { name: 'kept', exact: true })).toBeVisible();
});
