// A store that a failing disk altered: the damage is found and told, and the checkpoint before is used.
import type { Page } from '@playwright/test';
import { expect, test } from '../e2e/app';
import { flipBit, rowsOf } from '../e2e/store';
import { beginLongRun, openBoxes, stopResumed } from './small-project';

interface StoredCheckpoint {
  runId: string;
  generation: number;
  step: number;
  state: { sha256: string }[];
}

const newestFirst = async (page: Page) =>
  (await rowsOf<StoredCheckpoint>(page, 'checkpoints')).toSorted((a, b) => b.generation - a.generation);

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
