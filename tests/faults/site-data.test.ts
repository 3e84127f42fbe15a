// What the browser may do to a site's data: take it away while the app runs, or not promise to keep it.
import { strFromU8, unzipSync } from 'fflate';
import { download, expect, goTo, openFile, test } from '../e2e/app';
import { openBoxes, trainBoxes } from './small-project';

test('site data cleared live: said at once, what is in memory is saved, and the app goes on without a reload', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await openBoxes(page);
  await trainBoxes(page, 2);
  await goTo(page, 'Deploy');
  await page.getByRole('button', { name: 'Use a test row' }).click(); // its weights are in memory from now on
  await expect(page.getByText('Fill in the form to get a prediction.')).toHaveCount(0, {
    timeout: 30_000,
  });
  await expect(page.getByText(/^Test row \d/)).toBeVisible(); // nothing is on its way as the site's data goes
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'all',
  });
  await expect(page.getByRole('heading', { name: 'This site’s data was cleared' })).toBeVisible();

  const { name, bytes } = await download(page, page.getByRole('button', { name: 'Save what’s left' }));
  expect(name).toBe('boxes.zip');
  const files = unzipSync(new Uint8Array(bytes));
  const records = JSON.parse(strFromU8(files['records.json'] ?? new Uint8Array())) as {
    project: { name: string };
    runs: { history: unknown[]; convergence?: unknown }[];
    versions: { artifact: { bytes: number } }[];
  };
  expect(records.project.name).toBe('boxes');
  expect(
    records.runs.every(({ history, convergence }) => history.length > 0 || convergence !== undefined),
  ).toBe(true);
  // Where the linear model is as good, it is the version.
  const weights = files['version-1/group1-shard1of1.bin']?.length ?? coefficientBytes(files);
  expect(weights).toBe(records.versions[0]?.artifact.bytes);

  await page.getByRole('button', { name: 'Continue with empty storage' }).click();
  await expect(page.getByText('No projects on this device yet.')).toBeVisible();
  await openFile(page, 'again.csv', 'a,b\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n');
  await page.waitForURL(/#\/project\/.*\/data/);
});

/** Bytes of a linear version's coefficients as the store keeps them, in float64, each with its standard error. */
function coefficientBytes(files: Record<string, Uint8Array>): number {
  const { coefficients, intercepts } = JSON.parse(strFromU8(files['version-1/coefficients.json']!)) as {
    coefficients: number[][];
    intercepts: number[];
  };
  return 16 * (coefficients.flat().length + intercepts.length);
}

test('persistence is asked for after a file was opened; a refusal is shown with what it means and what to do', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('link', { name: 'Storage on this device' }).click();
  const card = page.getByRole('region', { name: 'Persistent storage' });
  await expect(card.getByText('Not granted')).toBeVisible();
  await openFile(page, 'few.csv', 'a,b\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n');
  await page.waitForURL(/#\/project\/.*\/data/);
  expect(await page.evaluate(() => navigator.storage.persisted()), 'this browser refuses').toBe(false);
  await page.goto('./');
  await expect(
    page.getByText(
      'Your projects are stored only in this browser, which may delete them when space runs low.',
    ),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Storage on this device' }).click();
  await expect(card).toContainText('it may delete all of this site’s data without asking');
  await expect(card).toContainText('Save your projects as files.');
  await card.getByRole('button', { name: 'Request again' }).click();
  await expect(card.getByRole('status')).toHaveText('The browser declined again.');
});
