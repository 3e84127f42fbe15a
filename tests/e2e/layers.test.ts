// A transformer put together in the layer editor, over a table of token ids, and trained.
import { expect, goTo, openFile, test } from './app';
import { chooseNet, trainShortly } from './short-training';

/** 240 sequences of six tokens; what is asked is whether token 7 is among them. 0 is padding. */
function tokenTable(): string {
  let state = 17;
  const below = (n: number): number => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
  const lines = ['t1,t2,t3,t4,t5,t6,answer'];
  for (let row = 0; row < 240; row++) {
    const length = 3 + below(4);
    const tokens = Array.from({ length: 6 }, (_, at) => (at < length ? 1 + below(9) : 0));
    lines.push([...tokens, tokens.includes(7) ? 'yes' : 'no'].join(','));
  }
  return `${lines.join('\n')}\n`;
}

test('layers are added, set, joined, moved and removed; the net they make trains', async ({ page }) => {
  await openFile(page, 'tokens.csv', tokenTable());
  await page.getByLabel('Scale numbers').selectOption({ label: 'no scaling' });
  await goTo(page, 'Model');
  await chooseNet(page);
  await page.getByRole('tab', { name: 'Layers' }).click();
  const list = page.getByRole('list', { name: 'Layers' });
  const layer = (name: string) =>
    list.getByRole('listitem').filter({
      has: page.getByRole('button', { name: new RegExp(`^${name.replace(/[()]/g, '\\$&')} \\d+: Remove$`) }),
    });
  while ((await list.getByRole('button', { name: /: Remove$/ }).count()) > 0) {
    const left = await list.getByRole('button', { name: /: Remove$/ }).count();
    await list
      .getByRole('button', { name: /: Remove$/ })
      .first()
      .click();
    await expect(list.getByRole('button', { name: /: Remove$/ })).toHaveCount(left - 1);
  }
  const add = async (label: string) => {
    await page.getByLabel('Add a layer…').selectOption({ label });
    await expect(layer(label)).toBeVisible();
  };

  // What cannot follow is not offered, and says why.
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const offer = page.getByLabel('Add a layer…').locator('option', { hasText: 'Self-attention' });
  await expect(offer).toHaveText('Self-attention – needs steps × channels');
  await expect(offer).toBeDisabled();
  await add('Embedding');
  await add('Self-attention');
  await list.getByRole('button', { name: 'Embedding 1: Move down' }).click();
  await expect(list.getByText('Self-attention needs steps × channels but receives 6.')).toBeVisible();
  await expect(train).toBeDisabled();
  await expect(page.getByText('Train is off: Self-attention needs steps × channels')).toBeVisible();
  await list.getByRole('button', { name: 'Embedding 2: Move up' }).click();
  await expect(layer('Self-attention')).toContainText('6×32');
  await list.getByLabel('Vocabulary size').fill('10');
  await list.getByLabel('Vocabulary size').press('Enter');
  await layer('Self-attention').getByRole('switch', { name: 'Mask padding (token 0)' }).click();
  await add('Add (residual)');
  const from = layer('Add (residual)').getByLabel('Add output of');
  await expect(from).toHaveValue('0');
  await expect(from.locator('option')).toHaveText(['1 Embedding (6×32)', '2 Self-attention (6×32)']);

  // What is put in before it moves along; the join goes on adding the embedding.
  await add('Positional embedding');
  await list.getByRole('button', { name: 'Positional embedding 4: Move up' }).click();
  await list.getByRole('button', { name: 'Positional embedding 3: Move up' }).click();
  await expect(from).toHaveValue('0');
  await from.selectOption({ label: '2 Positional embedding (6×32)' });
  const misfit = 'The output layer needs a list of numbers but receives 6 × 32.';
  await expect(page.getByRole('alert').filter({ hasText: misfit })).toBeVisible();
  await add('Global average pooling (1D)');
  await layer('Global average pooling (1D)')
    .getByRole('button', { name: /What it does/ })
    .press('Enter');
  await expect(page.getByText('turning a sequence into a list')).toBeVisible();
  await expect(page.getByText(/[\d,]+ parameters total/)).toBeVisible();

  await page.getByRole('tab', { name: 'Optimizer' }).click();
  await page.getByRole('combobox', { name: 'Optimizer', exact: true }).selectOption({ label: 'RMSprop' });
  await expect(page.getByLabel('Squared-gradient decay (ρ)')).toHaveValue('0.99');
  await trainShortly(page, 2);
});
