// A snapshot of E that was edited in the store: named on opening, marked in the history, and not shown as E.
import { expect, goTo, openFile, test } from './app';
import { changeRows, rowsOf } from './store';

test('an edited snapshot is named, left out of the curve and not shown as E', async ({ page }) => {
  await openFile(page, 'loans.csv', 'age,kind\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n');
  await page.waitForURL(/#\/project\/.*\/data/);
  await goTo(page, 'Evaluate');
  await expect(page.getByText(/Altered: 0\./)).toBeVisible();
  await expect.poll(async () => (await rowsOf<{ id: string }>(page, 'snapshots')).length).toBeGreaterThan(0);
  const snapshots = await rowsOf<{ id: string }>(page, 'snapshots');
  const last = snapshots.at(-1)!;
  await changeRows(page, 'snapshots', last.id, { headline: 0.97, provisional: 0.97, coverage: 1 });
  await page.reload();
  const note = page.getByRole('alert').filter({ hasText: 'don’t match the hash' });
  await expect(note).toContainText('Snapshot of E, ');
  await expect(page.getByText(/was altered after it was saved\. It isn’t drawn or compared\./)).toHaveCount(
    1,
  );
  await expect(page.getByText(/Altered: 1\./)).toBeVisible();
  await expect(page.getByText('0.97')).toHaveCount(0);
});
