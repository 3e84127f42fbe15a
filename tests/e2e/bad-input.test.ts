// Files and targets that cannot be used: what is said, where it points to, what to do; and that nothing is left behind.
import type { Page } from '@playwright/test';
import { download, expect, goTo, openFile, pickFile, test } from './app';

// Nothing here is about being kept on the device: no test has to fill the cache, which is a second's work.
test.use({ serviceWorkers: 'block' });

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

interface Refused {
  name: string;
  content: string | Buffer;
  what: string;
  /** The place, as it is pointed at. */
  where: string;
  remedy: string;
}

const tables: Refused[] = [
  {
    name: 'empty.csv',
    content: '',
    what: 'The file is empty.',
    where: 'file empty.csv',
    remedy: 'Open a file with a header row and at least one data row.',
  },
  {
    name: 'blank.csv',
    content: '\r\n\r\n  \r\n',
    what: 'The file is empty.',
    where: 'file blank.csv',
    remedy: 'Open a file with a header row and at least one data row.',
  },
  {
    name: 'header.csv',
    content: 'age,income,label\n',
    what: 'The file has a header row but no data rows.',
    where: 'file header.csv',
    remedy: 'Add rows below the header, then open the file again.',
  },
  {
    name: 'quote.csv',
    content: `name,label\nAnn,yes\n"Bob,no\n${rows(40, (i) => `P${String(i)},yes`)}\n`,
    what: 'A quoted value is never closed.',
    where: 'file quote.csv · row 2',
    remedy: 'Add the closing quote, then open the file again.',
  },
  {
    name: 'encoding.csv',
    // UTF-8 by its mark and its first rows, and then bytes that no UTF-8 has.
    content: Buffer.concat([
      Buffer.from(`\uFEFFcity,label\n${rows(20, () => 'Zürich,yes')}\n`),
      Buffer.from([0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68, 0x2c, 0x6e, 0x6f, 0x0a]),
    ]),
    what: 'The text can’t be read. Some bytes don’t belong to its encoding.',
    where: 'file encoding.csv · row 21',
    remedy: 'Save the file as UTF-8, then open it again.',
  },
  {
    name: 'picture.csv',
    content: Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex'),
    what: 'This isn’t a text table. The file contains binary data.',
    where: 'file picture.csv',
    remedy:
      'Export it as CSV, TSV, JSON, NDJSON, Excel, Parquet, Arrow or Feather from the program that created it, then open that file.',
  },
  {
    name: 'people.json',
    content: '[{"age": 31, "label": "yes"}, {"age": 32, "lab',
    what: 'The file is damaged or incomplete.',
    where: 'file people.json',
    remedy: 'Export it again from its source, or save it as CSV.',
  },
  {
    name: 'people.csv',
    content: '{\\rtf1\\ansi age\\par 31\\par\n}\n',
    what: 'This is a text document (RTF), not a table.',
    where: 'file people.csv',
    remedy: 'Convert it to CSV, TSV, JSON, NDJSON, Excel, Parquet, Arrow or Feather, then open that file.',
  },
];

/** The refusal of a file on the start screen, whole. */
async function expectRefusal(page: Page, { name, what, where, remedy }: Omit<Refused, 'content'>) {
  await expect(page.getByRole('heading', { name: `${name} couldn’t be opened` })).toBeVisible();
  const alert = page.getByRole('alert');
  await expect(alert).toHaveCount(1);
  await expect(alert).toContainText(what);
  await expect(alert).toContainText(where);
  await expect(alert).toContainText(remedy);
}

for (const refused of tables) {
  test(`${refused.name} is refused with place and remedy, and leaves nothing`, async ({ page }) => {
    await openFile(page, refused.name, refused.content);
    await expectRefusal(page, refused);
    await expect(page.getByText('No projects on this device yet.')).toBeVisible();
    await page.reload();
    await expect(page.getByText('No projects on this device yet.')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}

test('the app is usable at once after a refusal', async ({ page }) => {
  await openFile(page, 'header.csv', 'age,label\n');
  await expect(page.getByRole('alert')).toBeVisible();
  const content = `age,label\n${rows(60, (i) => `${String(i)},${i % 3 ? 'yes' : 'no'}`)}\n`;
  await pickFile(page, page.getByRole('button', { name: 'Open a file' }).first(), 'header.csv', content);
  await page.waitForURL(/#\/project\/.*\/data/);
  await expect(page.getByRole('grid')).toBeVisible();
});

test('a cut and a changed project file are refused whole', async ({ page }) => {
  await openFile(
    page,
    'small.csv',
    `age,label\n${rows(80, (i) => `${String(i)},${i % 3 ? 'yes' : 'no'}`)}\n`,
  );
  await page.waitForURL(/#\/project\/.*\/data/);
  await expect(page.getByRole('grid')).toBeVisible();
  await goTo(page, 'Deploy');
  const { bytes: whole } = await download(page, page.getByRole('button', { name: 'Export project' }));
  expect(whole.length).toBeGreaterThan(1000);

  const open = (name: string, content: Buffer) => openFile(page, name, content, 'Open a project');
  await open('cut.hearth', whole.subarray(0, Math.floor(whole.length * 0.7)));
  await expectRefusal(page, {
    name: 'cut.hearth',
    what: 'The project file is incomplete.',
    where: 'file cut.hearth',
    remedy: 'Nothing was imported.',
  });

  const changed = Buffer.from(whole);
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  await open('changed.hearth', changed);
  await expectRefusal(page, {
    name: 'changed.hearth',
    what: 'The project file was changed after it was exported: a checksum doesn’t match.',
    where: 'file changed.hearth',
    remedy: 'Nothing was imported.',
  });

  await open('foreign.hearth', Buffer.from('no zip at all, but a line of text\n'));
  await expectRefusal(page, {
    name: 'foreign.hearth',
    what: 'This isn’t a Hearth project file.',
    where: 'file foreign.hearth',
    remedy: 'Choose a .hearth file: a saved project or a backup of all projects.',
  });

  const recent = page.getByRole('region', { name: 'Recent projects' });
  await expect(recent.getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await expect(recent.getByRole('listitem')).toHaveCount(1);
});

test('a target with one class is refused, with the class and the column named', async ({ page }) => {
  await openFile(
    page,
    'one.csv',
    `age,city,answer\n${rows(90, (i) => `${String(i)},${i % 2 ? 'A' : 'B'},yes`)}\n`,
  );
  await page.waitForURL(/#\/project\/.*\/data/);
  await page.getByLabel('Target (column to predict)').selectOption('answer');
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('The target has only one class, “yes”, so there’s nothing to predict.');
  await expect(alert).toContainText('column “answer”');
  await expect(alert).toContainText('Choose another target, or add rows of other classes.');
  // Another target, and all is well.
  await page.getByLabel('Target (column to predict)').selectOption('city');
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('Test rows also in the training set').first()).toBeVisible();
});

test('a target without any value is refused, with the column named', async ({ page }) => {
  await openFile(
    page,
    'gap.csv',
    `age,city,answer\n${rows(90, (i) => `${String(i)},${i % 2 ? 'A' : 'B'},`)}\n`,
  );
  await page.waitForURL(/#\/project\/.*\/data/);
  await page.getByLabel('Target (column to predict)').selectOption('answer');
  const alert = page.getByRole('main').getByRole('alert').filter({ hasText: 'column “answer”' });
  await expect(alert).toContainText('This column is empty.');
  await expect(alert).toContainText('choose another column');
});
