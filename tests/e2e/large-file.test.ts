// A project file that unpacks to much is asked about wherever one can be opened; who would rather not has lost nothing.
import { largeProjectFile } from '../faults/heavy-files';
import { expect, goTo, openFile, pickFile, test } from './app';

test.use({ serviceWorkers: 'block' });

test('on the start screen, in Storage and in Deploy', async ({ page }) => {
  const large = largeProjectFile();
  await openFile(page, 'few.csv', 'a,b\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n');
  await page.waitForURL(/#\/project\/.*\/data/);
  const places: [string, () => Promise<unknown>][] = [
    ['Open a project file', () => goTo(page, 'Deploy')],
    ['Restore a backup', () => page.goto('./#/storage')],
    ['Open a project', () => page.goto('./#/')],
  ];
  for (const [button, go] of places)
    await test.step(button, async () => {
      await go();
      await pickFile(page, page.getByRole('button', { name: button, exact: true }), 'large.hearth', large);
      const dialog = page.getByRole('dialog', { name: 'Open large.hearth?' });
      await expect(dialog).toContainText('Size when unpacked: 1.02 GB.');
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('alert')).toHaveCount(0);
    });
  await expect(page.getByRole('link', { name: 'few', exact: true })).toBeVisible();
});
