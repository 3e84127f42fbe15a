// Texts of a folder or a zip as rows: whole, with their labels, in the encodings that they have.
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readFile } from '../../../../src/data/formats/registry';
import { fileOf, readAll } from '../read';

const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

it('a zip of texts by folder', async () => {
  const zip = zipSync({
    'mail/ham/1.txt': strToU8('see you at five\nin the park'),
    'mail/spam/2.md': strToU8('win\nmoney'),
    'mail/.DS_Store': strToU8('x'),
    '__MACOSX/mail/ham/._1.txt': strToU8('x'),
    'mail/labels.csv': strToU8('a,b'),
  });
  const { columns, cells, collected, reading } = await readAll(fileOf(zip, 'mail.zip'));
  expect(columns.map(({ name, type }) => [name, type])).toEqual([
    ['text', 'text'],
    ['label', 'category'],
    ['file', 'text'],
  ]);
  expect(cells).toEqual([
    ['see you at five\nin the park', 'ham', 'mail/ham/1.txt'],
    ['win\nmoney', 'spam', 'mail/spam/2.md'],
  ]);
  expect(reading).toMatchObject({ format: 'texts', kind: 'table', encoding: 'utf-8' });
  expect(collected).toMatchObject({ kind: 'texts', files: 2, others: 1, otherFiles: ['mail/labels.csv'] });
});

it('a folder gives the rows of its zip', async () => {
  const files = { 'a/1.txt': strToU8('one'), 'b/2.txt': strToU8('two') };
  const inZip = await readAll(fileOf(zipSync(files), 'x.zip'));
  const { reading } = await readFile(
    {
      name: 'x',
      files: Object.entries(files).map(([path, content]) => ({ path, file: new Blob([content]) })),
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  const rows = [];
  for await (const group of reading.groups()) rows.push(group);
  expect(rows).toEqual(inZip.groups);
});

it('texts of other encodings are read in them, each UTF-8 beside them as it is', async () => {
  const german = 'Die Straße führt über die Brücke, und dahinter stehen große alte Bäume.';
  const utf16 = Uint8Array.from([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from('été', (sign) => sign.charCodeAt(0)).buffer),
  ]);
  const zip = zipSync({ 'a/1.txt': latin1(german), 'a/2.txt': strToU8('naïve'), 'b/3.txt': utf16 });
  const { cells, reading } = await readAll(fileOf(zip, 'x.zip'));
  expect(cells.map(([text]) => text)).toEqual([german, 'naïve', 'été']);
  expect(reading.encoding).toBe('windows-1252');
  const chosen = await readAll(fileOf(zip, 'x.zip'), { text: { encoding: 'windows-1251' } });
  expect(chosen.cells[0]?.[0]).not.toBe(german);
});

it('a look takes files from the first to the last', async () => {
  const entries = Array.from(
    { length: 500 },
    (_, at) => [`${at < 250 ? 'a' : 'b'}/${String(1000 + at)}.txt`, strToU8('text')] as const,
  );
  const { reading } = await readFile(fileOf(zipSync(Object.fromEntries(entries)), 'x.zip'), {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    sampleRows: 2000,
  });
  const labels = new Set<number>();
  for await (const { values } of reading.groups())
    if (values[1]?.type === 'category') for (const code of values[1].codes) labels.add(code);
  expect([...labels]).toEqual([0, 1]);
});
