// A store that a failing disk altered: the damage is found and told, and the checkpoint before is used.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../e2e/app';
import { flipBit, rowsOf } from '../e2e/store';
import { beginLongRun, openBoxes, stopResumed } from './small-project';

// Nothing here is about being kept on the device: no test has to fill the cache, which is a second's work.
test.use({ serviceWorkers: 'block' });

interface StoredCheckpoint {
  runId: string;
  generation: number;
  step: number;
  state: { sha256: string }[];
}

const newestFirst = async (page: Page) =>
  (await rowsOf<StoredCheckpoint>(page, 'checkpoints')).toSorted((a, b) => b.generation - a.generation);

/** A paused run of at least two generations; gives its row and them. */
async function pausedRun(
  page: Page,
): Promise<{ run: Locator; newest: StoredCheckpoint; before: StoredCheckpoint }> {
  await openBoxes(page);
  const run = await beginLongRun(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(run).toContainText('paused', { timeout: 60_000 });
  const [newest, before] = await newestFirst(page);
  if (!newest || !before) throw new Error('two generations are to be kept');
  return { run, newest, before };
}

/** What the record of run 2 tells. */
async function storedNotices(page: Page): Promise<{ code: string; params: object }[]> {
  const runs = await rowsOf<{ number: number; notices: { code: string; params: object }[] }>(page, 'runs');
  return runs.filter(({ number }) => number === 2).flatMap((each) => each.notices);
}

test('a byte flipped in the newest checkpoint is found, told, and the one before is used', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const { run, newest } = await pausedRun(page);
  await flipBit(page, newest.state[0]?.sha256 ?? '');

  await run.getByRole('button', { name: /^Resume/ }).click();
  await expect(
    page.getByText('The latest checkpoint was damaged, so the run resumed from the previous one.'),
  ).toBeVisible({ timeout: 60_000 });
  await stopResumed(page, run);
  expect(await storedNotices(page)).toContainEqual({
    code: 'checkpoint_damaged',
    params: { generation: newest.generation },
  });
});

test('a byte flipped in every checkpoint is found, and the run says that it begins again', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const { run, newest, before } = await pausedRun(page);
  for (const { state } of [newest, before]) await flipBit(page, state[0]?.sha256 ?? '');

  await run.getByRole('button', { name: /^Resume/ }).click();
  await expect(
    page.getByText(/^All checkpoints were damaged, so the run restarted from the beginning\./),
  ).toBeVisible({ timeout: 60_000 });
  await expect
    .poll(async () => (await newestFirst(page))[0]?.generation ?? 0)
    .toBeGreaterThan(newest.generation);
  expect((await newestFirst(page))[0]?.step).toBeLessThan(newest.step);
  await stopResumed(page, run);
  expect(await storedNotices(page)).toContainEqual({
    code: 'checkpoints_all_damaged',
    params: { generation: newest.generation },
  });
});
