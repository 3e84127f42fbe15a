// A table of one's own, as files really are, from *Open a file* to E without a setting touched.
import { chooseBackend, expect, goTo, openFile, railScore, runAll, test } from './app';

// Nothing here is about being kept on the device: no test has to fill the cache, which is a second's work.
test.use({ serviceWorkers: 'block' });

/** A small generator of its own: the app must not know where the rows are from. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}

/** 300 patients with an id, gaps, dates, a free text, and a column that nobody ever filled. */
function germanTable(): Buffer {
  const random = numbers(11);
  const next = () => random.next().value;
  const comma = (value: number) => value.toFixed(1).replace('.', ',');
  const lines = ['patient_id;alter;gewicht;station;aufnahme;leer;bemerkung;diagnosis'];
  for (let row = 1; row <= 300; row++) {
    const age = 20 + 60 * next();
    const weight = next() < 0.05 ? null : 50 + 50 * next();
    const ward = ['innere', 'chirurgie', 'augen'][Math.floor(3 * next())] ?? '';
    const day = `${String(1 + Math.floor(28 * next())).padStart(2, '0')}.03.2024`;
    const ill = age / 80 + (weight ?? 75) / 100 + 0.4 * next() > 1.55;
    const remark = next() < 0.3 ? `"sagt; ""gut"" Nr. ${String(row)}"` : '';
    const cells = [4000 + row, comma(age), weight === null ? '' : comma(weight), ward, day, '', remark];
    lines.push([...cells, ill ? 'krank' : 'gesund'].join(';'));
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
}

/** 姓名 … as GB18030 writes them; Node has no encoder for it, and these are all that the table needs. */
const gb18030: Record<string, readonly number[]> = {
  面: [0xc3, 0xe6],
  积: [0xbb, 0xfd],
  楼: [0xc2, 0xa5],
  层: [0xb2, 0xe3],
  房: [0xb7, 0xbf],
  价: [0xbc, 0xdb],
  空: [0xbf, 0xd5],
  区: [0xc7, 0xf8],
  东: [0xb6, 0xab],
  西: [0xce, 0xf7],
};

function chineseTable(): Buffer {
  const random = numbers(5);
  const next = () => random.next().value;
  const lines = ['面积,楼层,区,空,房价'];
  for (let row = 0; row < 120; row++) {
    const area = Math.round(40 + 100 * next());
    const floor = 1 + Math.floor(20 * next());
    const east = next() < 0.5;
    const price = (area * (east ? 3.1 : 2.4) + floor + 5 * next()).toFixed(2);
    lines.push(`${String(area)},${String(floor)},${east ? '东' : '西'},,${price}`);
  }
  const bytes = [...`${lines.join('\n')}\n`].flatMap((sign) => gb18030[sign] ?? [sign.charCodeAt(0)]);
  return Buffer.from(bytes);
}

test('a table of one’s own, semicolons and decimal commas, goes to E untouched', async ({ page }) => {
  await openFile(page, 'patienten.csv', germanTable());
  await expect(page).toHaveURL(/\/data$/);
  await expect(page.getByLabel('Target (column to predict)')).toHaveValue('diagnosis');
  await expect(page.getByRole('columnheader', { name: /leer/ })).toContainText('ignored');
  await expect(page.getByRole('columnheader', { name: /patient_id/ })).toContainText('identifier');
  await expect(page.getByRole('columnheader', { name: /alter/ })).toContainText('number');
  await expect(page.getByRole('columnheader', { name: /aufnahme/ })).toContainText('date');
  await chooseBackend(page, 'wasm');
  await runAll(page, 150_000);
  // Nobody chose a recipe: the best of a short search was trained, and the message says which it is.
  const found = page.getByText(/^All steps finished\. .*Best: .*, ROC AUC 0\.\d+.*\. 14 models were tried\./);
  await expect(found).toBeVisible();
  await goTo(page, 'Model');
  await expect(page.getByRole('heading', { name: /^Best: / })).toBeVisible();
  await expect(page.getByText('of 14 models in')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Open the run of/ })).toHaveCount(1);
  await goTo(page, 'Evaluate');
  await expect(page.getByRole('heading', { name: /^Test results \(\d+ rows\)/ })).toBeVisible();
  await expect(railScore(page)).toBeVisible();
});

test('a Chinese table in GB18030 with a number to predict goes to E untouched', async ({ page }) => {
  await openFile(page, '房价.csv', chineseTable());
  await expect(page.getByLabel('Target (column to predict)')).toHaveValue('房价');
  await expect(page.getByRole('columnheader', { name: /空/ })).toContainText('ignored');
  await expect(page.getByText('GB18030').first()).toBeVisible();
  await chooseBackend(page, 'wasm');
  await runAll(page, 150_000);
  await goTo(page, 'Evaluate');
  const r2 = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'R²' }) });
  expect(Number(await r2.getByRole('cell').first().textContent())).toBeGreaterThan(0.5);
  await page.getByRole('button', { name: 'Show the largest' }).click();
  await expect(page.getByRole('dialog', { name: 'Largest residuals' }).getByRole('row').nth(1)).toBeVisible();
});

test('what of a file is no row of its table is listed in Data', async ({ page }) => {
  const body = Array.from(
    { length: 60 },
    (_, row) => `${String(row)},${['a', 'b'][row % 2] ?? ''},${String(row % 3)}`,
  );
  body.splice(20, 0, '7,a', '8,b,1,9');
  const text = `Visits of 2024\n\nage,ward,stay\n${body.join('\n')}\nSource: the clinic\n`;
  await openFile(page, 'visits.csv', Buffer.from(text));
  const card = page.locator('section', { hasText: 'How the file was read' }).last();
  await expect(card).toContainText('1 line above the header was skipped:');
  await expect(card).toContainText('Visits of 2024');
  await expect(card).toContainText('1 row has too few cells; those it lacks are missing.');
  await expect(card).toContainText('1 row has more cells than the header and was skipped.');
  await expect(card).toContainText('1 line below the table was skipped.');
  await card.getByText('Show the first 3').click();
  await expect(card.getByRole('row', { name: /22.*too many cells.*8 b 1 9/ })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /age/ })).toContainText('integer');
});
