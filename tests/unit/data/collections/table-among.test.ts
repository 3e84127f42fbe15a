// A table in a zip or a folder is opened as that table; files of which each becomes a row are not taken for notes beside one.
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { GivenFolder } from '../../../../src/contract/data/opening/given';
import { tablesAmong } from '../../../../src/data/collections/table-among';
import { readFile, readTextFile } from '../../../../src/data/formats/registry';
import type { FileReadOptions } from '../../../../src/data/formats/format';
import { faultOf, fileOf, readAll } from '../read';
import { zipOf } from './archives';

const table = (rows: number, first = 0): Uint8Array =>
  strToU8(
    `id,city\n${Array.from({ length: rows }, (_, row) => `${String(first + row)},${['Bonn', 'Ulm'][row % 2] ?? ''}`).join('\n')}\n`,
  );
const options = { signal: new AbortController().signal, onProgress: () => undefined };
const zip = (entries: Record<string, Uint8Array>): File =>
  fileOf(zipSync(entries) as Uint8Array<ArrayBuffer>, 'data.zip');
const opened = async (file: File | GivenFolder, more: Partial<FileReadOptions> = {}) => {
  const { format, reading } = await readFile(file, { ...options, ...more });
  let rows = 0;
  for await (const batch of reading.groups()) rows += batch.rows;
  return { format, rows, entry: reading.entry, columns: reading.columns.map(({ name }) => name) };
};

describe('a table in an archive', () => {
  it('is opened as the table that it is', async () => {
    expect(await opened(zip({ 'sub/cities.csv': table(20) }))).toEqual({
      format: 'delimited',
      rows: 20,
      entry: { name: 'sub/cities.csv', all: ['sub/cities.csv'] },
      columns: ['id', 'city'],
    });
    const records = strToU8(JSON.stringify([{ a: 1 }, { a: 2 }, { a: 3 }]));
    expect(await opened(zip({ 'a.json': records }))).toMatchObject({ format: 'json', rows: 3 });
    expect(await opened(zip({ 'cities.txt': table(9) }))).toMatchObject({ format: 'delimited', rows: 9 });
  });

  it('is found beside notes and what systems leave', async () => {
    const { entry, rows } = await opened(
      zip({
        ...{ 'readme.txt': strToU8('About'), 'LICENSE.md': strToU8('Free') },
        ...{ '__MACOSX/._cities.csv': strToU8('x'), 'cities.csv': table(12) },
      }),
    );
    expect([entry?.name, rows]).toEqual(['cities.csv', 12]);
  });

  it('is the largest of several, or the one that a person chooses', async () => {
    const file = zip({ 'a.csv': table(3), 'b.csv': table(30), 'c.tsv': strToU8('x\ty\n1\t2\n3\t4\n') });
    expect(await opened(file)).toMatchObject({
      rows: 30,
      entry: { name: 'b.csv', all: ['b.csv', 'a.csv', 'c.tsv'] },
    });
    expect(await opened(file, { entry: 'c.tsv' })).toMatchObject({ rows: 2, columns: ['x', 'y'] });
    expect(await faultOf(opened(file, { entry: 'd.csv' }))).toMatchObject({
      code: 'entry_unknown',
      place: { file: 'data.zip' },
      params: { entry: 'd.csv', entries: 'b.csv, a.csv, c.tsv' },
    });
  });

  it('is found in a folder, too', async () => {
    const files = [
      { path: 'notes.md', file: new Blob(['x']) },
      { path: 'cities.csv', file: new File([table(8) as Uint8Array<ArrayBuffer>], 'cities.csv') },
    ];
    expect(await opened({ name: 'mine', files })).toMatchObject({ rows: 8, entry: { name: 'cities.csv' } });
  });

  it('is scored as its lines are', async () => {
    const { names, rows } = await readTextFile(zip({ 'cities.csv': table(2) }), options, ['id']);
    const lines: string[] = [];
    for await (const block of rows()) lines.push(...(block.lines ?? []));
    expect([names, lines]).toEqual([
      ['id', 'city'],
      ['0,Bonn\n', '1,Ulm\n'],
    ]);
  });

  it('is nothing among images, recordings or many texts, which become a row each', () => {
    const placed = (...paths: string[]) => paths.map((path) => ({ path, bytes: 1 }));
    expect(tablesAmong(placed('labels.csv', 'a/1.png'))).toEqual([]);
    expect(tablesAmong(placed('labels.csv', '1.wav'))).toEqual([]);
    expect(
      tablesAmong(placed('index.csv', ...Array.from({ length: 6 }, (_, at) => `${String(at)}.txt`))),
    ).toEqual([]);
    expect(tablesAmong(placed('only/1.txt'))).toEqual([]);
    expect(tablesAmong(placed('mail/labels.csv', 'mail/ham/1.txt'))).toEqual([]);
    expect(tablesAmong(placed('readme.txt', 'data/a.csv'))).toHaveLength(1);
    expect(tablesAmong(placed('a.bin', 'b.pdf'))).toEqual([]);
  });
});

describe('refused is', () => {
  const refused = (...entries: Parameters<typeof zipOf>[0]) =>
    faultOf(opened(fileOf(zipOf(entries), 'data.zip')));

  it('a table whose bytes are not what the archive says, with its name', async () => {
    expect(await refused({ name: 'a.csv', content: table(5), says: { crc: 1 } })).toMatchObject({
      code: 'file_damaged',
      place: { file: 'data.zip' },
      params: { entry: 'a.csv', format: 'ZIP' },
    });
    expect((await refused({ name: 'a.csv', content: table(500), says: { bytes: 10 } })).code).toBe(
      'archive_excessive',
    );
  });

  it('one outside of its folder, with a password, or another archive under its name', async () => {
    expect((await refused({ name: '../a.csv', content: table(5) })).code).toBe('archive_unsafe');
    expect((await refused({ name: 'a.csv', content: table(5), flags: 1 })).code).toBe('archive_encrypted');
    const inner = zipSync({ 'b.csv': table(5) });
    expect(await refused({ name: 'a.csv', content: inner })).toMatchObject({
      code: 'archive_nested',
      place: { file: 'data.zip/a.csv' },
    });
  });

  it('a row that cannot be read, by its number in the table', async () => {
    const ragged = strToU8(`a,b,c\n1,2,3\n${'3,4\n'.repeat(40)}`);
    expect(await faultOf(readAll(zip({ 'a.csv': ragged })))).toMatchObject({
      code: 'row_ragged',
      place: { file: 'data.zip/a.csv', row: 2 },
    });
  });
});
