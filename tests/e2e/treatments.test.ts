// What a model learns from each column: free text at once, a treatment of one's own for a column, and the columns that aren't used.
import { chooseBackend, expect, goTo, openFile, runAll, test } from './app';

test.use({ serviceWorkers: 'block' });

/** 200 orders; what the customer wrote says whether it is a complaint, and a code says nothing. */
function orders(): Buffer {
  const [bad, good] = [
    ['broken', 'late', 'damaged'],
    ['great', 'perfect', 'intact'],
  ] as const;
  const lines = ['code,shop,review,complaint'];
  for (let row = 0; row < 200; row++) {
    const isBad = (row * 7) % 5 < 2;
    const word = (isBad ? bad : good)[row % 3] ?? '';
    const order = String(1000 + ((row * 37) % 1000));
    lines.push(
      `X-${order},${['Ulm', 'Bonn', 'Kiel'][(row * 11) % 3] ?? ''},the parcel ${order} was ${word} again,${isBad ? 'yes' : 'no'}`,
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

test('text is learnt from, a column is treated otherwise, and one that isn’t used comes in', async ({
  page,
}) => {
  await openFile(page, 'orders.csv', orders());
  await expect(page.getByRole('columnheader', { name: /review/ })).toContainText('text');
  await page.getByText('Columns that aren’t used (1)').click();
  await expect(page.getByText('identifier: names rows, says nothing about them')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use code' })).toBeVisible();
  await chooseBackend(page, 'wasm');
  await runAll(page, 150_000);
  await goTo(page, 'Deploy');
  await expect(page.getByLabel('review').first()).toBeVisible();
  await goTo(page, 'Data');
  await page.getByText('Columns that aren’t used (1)').click();
  await page.getByRole('button', { name: 'Use code' }).click();
  await expect(page.getByText('The model uses 3 of 4 columns')).toBeVisible();
});
