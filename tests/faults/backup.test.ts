// Everything as one file and back: whole, verified by its hashes, nothing overwritten; a damaged one is refused whole.
import { download, expect, goTo, openFile, pickFile, storedRuns, test } from '../e2e/app';
import { rowsOf } from '../e2e/store';
import { openBoxes, trainBoxes } from './small-project';

test('all projects travel as one file; damage to it is refused whole, with place and remedy', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openFile(page, 'few.csv', 'a,b\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n');
  await page.waitForURL(/#\/project\/.*\/data/);
  await openBoxes(page);
  await trainBoxes(page, 2);

  await test.step('a reminder says that the work is here alone, until it is saved', async () => {
    const reminder = page.getByRole('region', { name: 'Reminder to save' });
    await expect(reminder).toContainText('1 version is stored only in this browser.');
    const saved = await download(page, reminder.getByRole('button', { name: 'Save a project file' }));
    expect(saved.name).toBe('boxes.hearth');
    await expect(reminder).toHaveCount(0);
  });

  const before = await storedRuns(page);
  await page.goto('./#/storage');
  const boxes = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /boxes/ }) });
  await expect(boxes).toContainText('with 1 version');
  const card = page.getByRole('region', { name: 'Full backup' });
  const { name, bytes } = await download(page, card.getByRole('button', { name: 'Save all projects' }));
  expect(name).toMatch(/^Hearth .*\.hearth$/);

  await test.step('projects that are here come in as copies, named as such', async () => {
    await pickFile(page, card.getByRole('button', { name: 'Restore a backup' }), name, bytes);
    await expect(page.getByText('2 projects restored')).toBeVisible();
    const names = async () =>
      (await rowsOf<{ name: string }>(page, 'projects')).map((project) => project.name).toSorted();
    expect(await names()).toEqual(['boxes', 'boxes (copy)', 'few', 'few (copy)']);
    await expect(boxes.first()).toContainText('shared with another project');
  });

  await test.step('the browser forgets everything', async () => {
    const devtools = await page.context().newCDPSession(page);
    const { origin } = new URL(page.url());
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await page.getByRole('button', { name: 'Continue with empty storage' }).click();
    await expect(page.getByText('No projects on this device yet.')).toBeVisible();
  });

  const changed = Buffer.from(bytes);
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  for (const [what, file, message] of [
    ['changed in one bit', changed, /was changed after it was exported/],
    ['cut short', bytes.subarray(0, Math.floor(bytes.length * 0.7)), /is incomplete/],
  ] as const)
    await test.step(`refused whole: ${what}`, async () => {
      await openFile(page, 'backup.hearth', file, 'Open a project');
      const alert = page.getByRole('alert');
      await expect(alert).toContainText(message);
      await expect(alert).toContainText('backup.hearth');
      await expect(alert).toContainText('Nothing was imported.');
      expect(await rowsOf(page, 'projects')).toEqual([]);
    });

  await test.step('the whole file brings everything back', async () => {
    await openFile(page, name, bytes, 'Open a project');
    await expect(page.getByText('2 projects restored')).toBeVisible();
    expect(await storedRuns(page)).toEqual(before);
    await page.getByRole('link', { name: 'boxes', exact: true }).click();
    await goTo(page, 'Deploy');
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(page.getByText('hash verified').first()).toBeVisible();
  });
});
