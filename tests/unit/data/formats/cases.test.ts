// Files as the world writes them, each the smallest with its fault: every one opens as the table that it is, or says what it is.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { faultOf, fileOf, readAll } from '../read';

const folder = 'tests/fixtures/cases';
const files = readdirSync(folder);
const bytesOf = (name: string) => Uint8Array.from(readFileSync(join(folder, name)));
const open = (name: string) => readAll(fileOf(bytesOf(name), name));

/** Names and number of rows, of those where finding them is the point. */
const tables: Record<string, [string, number]> = {
  '11-onecol-decimal-comma.csv': ['a', 24],
  '22-header-years.csv': ['country 2010 2011', 24],
  '23-header-equals-value.csv': ['class bruises odor', 24],
  '25-trailing-delimiter.csv': ['a b y', 24],
  '27-comment-lines.csv': ['a b y', 24],
  '28-title-lines.csv': ['a b y', 24],
  '29-two-headers.csv': ['age income default', 24],
  '30-footer-line.csv': ['a b y', 24],
  '33-cr-plus-lf.csv': ['a b y', 24],
  '35-cp1251.csv': ['город класс', 24],
  '36-euckr.csv': ['도시 값', 24],
  '38-utf16-no-bom.csv': ['a b y', 24],
  '51-apostrophe-quotes.csv': ['id name y', 24],
  '54-column-constructor.csv': ['driver constructor grid y', 60],
};

describe('files of the world', () => {
  it.each(files.filter((name) => name !== '49-saved-page.csv'))('%s opens', async (name) => {
    const { columns, rows, cells } = await open(name);
    const names = columns.map((column) => column.name).join(' ');
    if (tables[name]) expect([names, rows]).toEqual(tables[name]);
    expect(cells).toHaveLength(rows);
    expect(names).not.toMatch(/column_\d|\ufffd/);
  });

  test('a saved page says what it is', async () => {
    expect(await faultOf(open('49-saved-page.csv'))).toMatchObject({
      code: 'file_kind_unknown',
      params: { kind: 'html' },
    });
  });

  test('values come as they are meant', async () => {
    expect((await open('11-onecol-decimal-comma.csv')).cells[1]).toEqual([-9999.1]);
    expect((await open('51-apostrophe-quotes.csv')).cells[0]).toEqual([0, 'a, b', 0]);
    expect((await open('35-cp1251.csv')).cells[0]).toEqual(['Москва', 'да']);
    expect((await open('36-euckr.csv')).cells[0]).toEqual(['서울', 0]);
    expect((await open('29-two-headers.csv')).columns.map(({ type }) => type)).toEqual(
      Array(3).fill('number'),
    );
  });

  test('lines that are none of the table are told', async () => {
    const lines = async (name: string) => (await open(name)).reading.lines;
    expect(await lines('27-comment-lines.csv')).toMatchObject({
      titles: 2,
      titleTexts: ['# exported', '# by me'],
    });
    expect(await lines('28-title-lines.csv')).toMatchObject({
      titles: 2,
      titleTexts: ['Sales report', '2024'],
    });
    expect(await lines('29-two-headers.csv')).toMatchObject({ titles: 0, header: 2 });
    expect(await lines('30-footer-line.csv')).toMatchObject({
      rows: [{ row: 25, reason: 'footer', cells: 1, text: '24 rows selected' }],
      counts: [{ reason: 'footer', count: 1 }],
    });
  });
});
