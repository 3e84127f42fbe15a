// A project leaves as one file and comes back whole; a file that is cut short or changed leaves nothing behind.
import {
  chooseBackend,
  download,
  expect,
  goTo,
  openFile,
  openScenario,
  railScore,
  runAll,
  storedRuns,
  test,
} from './app';

test('a project travels as one file, and damaged files are refused', async ({ page }) => {
  test.setTimeout(300_000);
  await openScenario(page, /Credit scoring/);
  await chooseBackend(page, 'wasm');
  await runAll(page, 200_000);
  const before = await storedRuns(page);
  await goTo(page, 'Deploy');
  const hash = page.getByText(/^[0-9a-f]{64}$/);
  const version = await hash.textContent();
  const e = await railScore(page).getAttribute('aria-label');
  const { name, bytes } = await download(page, page.getByRole('button', { name: 'Export project' }));
  expect(name).toBe('Credit scoring.hearth');

  await test.step('deleted, with nothing left of it', async () => {
    await page.getByRole('link', { name: 'Hearth', exact: true }).click();
    await page.getByRole('button', { name: 'Delete Credit scoring' }).click();
    await page.getByRole('button', { name: 'Dismiss' }).last().click();
    await expect(page.getByText('No projects on this device yet.')).toBeVisible();
    await expect.poll(() => storedRuns(page)).toEqual([]);
  });

  const changed = Buffer.from(bytes);
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  for (const [what, file, message] of [
    [
      'cut short',
      bytes.subarray(0, Math.floor(bytes.length * 0.7)),
      /is incomplete|isn’t a Hearth project file/,
    ],
    ['changed in one bit', changed, /was changed after it was exported/],
    ['no project at all', Buffer.from('a,b\n1,2\n'), /isn’t a Hearth project file|is incomplete/],
  ] as const)
    await test.step(`refused: ${what}`, async () => {
      await openFile(page, 'other.hearth', file, 'Open a project');
      await expect(page.getByRole('alert').or(page.getByRole('status')).getByText(message)).toBeVisible();
      await expect(page.getByText('No projects on this device yet.')).toBeVisible();
      expect(await storedRuns(page)).toEqual([]);
    });

  await test.step('the whole file brings everything back', async () => {
    await openFile(page, name, bytes, 'Open a project');
    await page.waitForURL(/#\/project\//);
    expect(await storedRuns(page)).toEqual(before);
    expect(await railScore(page).getAttribute('aria-label')).toBe(e);
    await goTo(page, 'Deploy');
    await expect(hash).toHaveText(version ?? '');
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(page.getByText('hash verified').first()).toBeVisible();
    await goTo(page, 'Evaluate');
    await page.getByRole('button', { name: /rows: actual yes, predicted yes$/ }).click();
    await expect(page.getByRole('dialog').getByRole('row').nth(1)).toBeVisible();
  });
});
