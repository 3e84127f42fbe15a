import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../../src/data/formats/delimited/read-table';
import { faultOf, fileOf, readAll } from '../../read';

const types = async (text: string): Promise<string[]> =>
  (await readAll(text)).columns.map(({ type }) => type);

describe('reading a table', () => {
  it('infers types and reads cells', async () => {
    const { columns, cells, rows } = await readAll(
      'id,born,city,income,defaulted\n1,1980-02-29,Köln,1200.5,yes\n2,1999-12-31,Bonn,NA,no\n3,,Köln,-3e2,yes\n',
    );
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'number'],
      ['born', 'datetime'],
      ['city', 'category'],
      ['income', 'number'],
      ['defaulted', 'category'],
    ]);
    expect(columns[2]?.categories).toEqual(['Bonn', 'Köln']);
    expect(rows).toBe(3);
    expect(cells).toEqual([
      [1, Date.UTC(1980, 1, 29), 'Köln', 1200.5, 'yes'],
      [2, Date.UTC(1999, 11, 31), 'Bonn', null, 'no'],
      [3, null, 'Köln', -300, 'yes'],
    ]);
  });

  it.each([
    ['semicolons and decimal commas', 'a;b\n1.234,5;x\n2,25;y\n', ';', 1234.5],
    ['tabs', 'a\tb\n1,234.5\tx, y\n2\tz\n', '\t', 1234.5],
    ['bars', 'a|b\n1234.5|x,y\n2|z,w\n', '|', 1234.5],
    ['commas beside quoted semicolons', 'a,b\n1234.5,"x;y"\n2,"z;w"\n', ',', 1234.5],
    ['what Excel announces', 'sep=;\r\na;b\r\n1234,5;x\r\n2;y\r\n', ';', 1234.5],
  ])('understands %s', async (_, text, delimiter, first) => {
    const { reading, cells, columns } = await readAll(text);
    expect(reading.delimiter).toBe(delimiter);
    expect(columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(cells[0]?.[0]).toBe(first);
    expect(cells).toHaveLength(2);
  });

  it('reads headerless tables under made-up names', async () => {
    const { columns, cells } = await readAll('5.1,3.5,setosa\n4.9,3.0,setosa\n6.3,3.3,virginica\n');
    expect(columns.map(({ name }) => name)).toEqual(['column_1', 'column_2', 'column_3']);
    expect(cells).toHaveLength(3);
  });

  it('takes a table of words with repeated first values as headerless', async () => {
    const { cells } = await readAll('red,small\nblue,small\nred,large\n');
    expect(cells[0]).toEqual(['red', 'small']);
  });

  it('takes a first row that counts up as names', async () => {
    const { columns } = await readAll(',0,1,2,3,4\n0,7,7,7,7,7\n1,8,8,8,8,8\n');
    expect(columns.map(({ name }) => name)).toEqual(['index', '0', '1', '2', '3', '4']);
  });

  it('keeps names apart, inert and short', async () => {
    const { columns } = await readAll(`a,a,,a_2,__proto__,constructor,${'x'.repeat(500)}\n1,2,3,4,5,6,7\n`);
    expect(columns.map(({ name }) => name)).toEqual([
      'a',
      'a_3',
      'column_3',
      'a_2',
      '__proto__',
      'constructor',
      'x'.repeat(200),
    ]);
    expect(Object.prototype).not.toHaveProperty('5');
  });

  it('keeps delimiters, line ends and doubled quotes inside quotes', async () => {
    const { cells } = await readAll('id,note\r\n1,"say ""hi"", then\ngo"\r\n2,"5"" disk"  \r\n3,6" disk\r\n');
    expect(cells.map((row) => row[1])).toEqual(['say "hi", then\ngo', '5" disk', '6" disk']);
  });

  it('leaves blank lines out and takes lone carriage returns as line ends', async () => {
    expect((await readAll('a,b\n\n1,2\n   \n3,4\n\n')).cells).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect((await readAll('a,b\r1,2\r3,4')).cells).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('decides the order of dates over the whole column', async () => {
    const american = await readAll('d\n03/04/2024\n05/26/2024\n');
    expect(american.cells[0]).toEqual([Date.UTC(2024, 2, 4)]);
    const european = await readAll('d\n03/04/2024\n26/05/2024\n');
    expect(european.cells[0]).toEqual([Date.UTC(2024, 3, 3)]);
    expect((await readAll('d;e\n03.04.2024;1\n26.05.2024;2\n')).cells[0]).toEqual([Date.UTC(2024, 3, 3), 1]);
    expect((await readAll('d\n2024/3/4\n2024年5月26日\n')).cells[0]).toEqual([Date.UTC(2024, 2, 4)]);
    expect((await readAll('d\n2024-03-04T10:30:15.250+02:00\n2024-03-05 00:00\n')).cells).toEqual([
      [Date.UTC(2024, 2, 4, 8, 30, 15, 250)],
      [Date.UTC(2024, 2, 5)],
    ]);
    expect(await types('d\n2023-02-29\n2024-02-29\n')).toEqual(['category']);
  });

  it('keeps identifiers that only look like numbers', async () => {
    const postcodes = await readAll('plz,n\n01067,1\n10115,2\n');
    expect(postcodes.columns[0]?.type).toBe('category');
    expect(postcodes.cells[0]?.[0]).toBe('01067');
    expect(await types('iban,n\n12345678901234567890,1\n12345678901234567891,2\n')).toEqual([
      'category',
      'number',
    ]);
  });

  it('keeps dashes and None as words, drops them among numbers', async () => {
    const { cells, columns } = await readAll('alley,n\nNone,-\n-,3\nPave,None\n无,无\n?,缺失\n');
    expect(columns.map(({ type }) => type)).toEqual(['category', 'number']);
    expect(cells).toEqual([
      ['None', null],
      ['-', 3],
      ['Pave', null],
      ['无', null],
      [null, null],
    ]);
  });

  it('takes the few that do not fit as missing, each with a notice', async () => {
    const lines = Array.from({ length: 400 }, (_, row) => (row === 250 ? 'oops' : String(row * 0.5)));
    const { columns, cells, notices, noticeCount } = await readAll(`a\n${lines.join('\n')}\n`);
    expect(columns[0]?.type).toBe('number');
    expect(cells[250]).toEqual([null]);
    expect(notices).toEqual([{ row: 251, column: 'a', value: 'oops', reason: 'not_a_number' }]);
    expect(noticeCount).toBe(1);
  });

  it.each([
    ['words', 'oops,ouch', 40, 'number'],
    ['words', 'oops,ouch', 41, 'text'],
    ['one word', 'oops', 100, 'number'],
    ['one word', 'oops', 101, 'text'],
    ['codes', '12a', 8, 'number'],
    ['codes', '12a', 9, 'text'],
  ])('takes a column of 400 with %s (%s) in %i of them as %s', async (_, odd, count, type) => {
    const words = odd.split(',');
    const lines = Array.from({ length: 400 }, (_, row) =>
      row < count ? words[row % words.length] : String(row),
    );
    const { columns, noticeCount } = await readAll(`a\n${lines.join('\n')}\n`);
    expect(columns[0]?.type).toBe(type);
    expect(noticeCount).toBe(type === 'number' ? count : 0);
  });

  it('draws the line between categories and text', async () => {
    const rows = (distinct: number, count: number): string =>
      `c,n\n${Array.from({ length: count }, (_, row) => `v${row % distinct},1`).join('\n')}\n`;
    expect((await types(rows(20, 40)))[0]).toBe('category');
    expect((await types(rows(21, 42)))[0]).toBe('category');
    expect((await types(rows(21, 41)))[0]).toBe('text');
    expect((await types(rows(300, 3000)))[0]).toBe('category');
    expect((await types(rows(1001, 5000)))[0]).toBe('text');
    // Names that nearly all stand once are no levels, however few rows there are.
    expect((await types(rows(15, 15)))[0]).toBe('text');
    expect((await types(rows(8, 8)))[0]).toBe('category');
    // Many that repeat, beside as many that do not.
    const mixed = Array.from({ length: 200 }, (_, row) => (row % 2 ? `c${row % 20}` : `only ${row}`));
    expect(await types(`c\n${mixed.join('\n')}\n`)).toEqual(['text']);
  });

  it('imports a column with nothing in it', async () => {
    const { columns, profiles, cells } = await readAll('a,b\n1,\n2,NA\n3,null\n');
    expect(columns[1]).toMatchObject({ name: 'b', type: 'number' });
    expect(profiles[1]).toEqual({ name: 'b', missing: 3, distinct: 0, number: null, top: [] });
    expect(cells.map((row) => row[1])).toEqual([null, null, null]);
  });

  it('counts repeated rows', async () => {
    const { duplicateRows } = await readAll('a,b\n1,x\n2,x\n1,x\n,y\n1,x\n,y\n');
    expect(duplicateRows).toBe(3);
  });

  it('tells its progress through both passes', async () => {
    const file = fileOf('a,b\n1,2\n3,4\n');
    const seen: [number, number][] = [];
    const reading = await readTable(file, {
      signal: new AbortController().signal,
      onProgress: (done, total) => seen.push([done, total]),
    });
    for await (const group of reading.groups()) expect(group.rows).toBe(2);
    expect(seen.at(-1)).toEqual([file.size * 2, file.size * 2]);
    expect(seen.every(([done], index) => index === 0 || done >= (seen[index - 1]?.[0] ?? 0))).toBe(true);
  });

  it('stops when it is told to, in either pass', async () => {
    const text = `a,b\n${'1,2\n'.repeat(10)}`;
    const before = AbortSignal.abort();
    expect(
      await faultOf(readTable(fileOf(text), { signal: before, onProgress: () => undefined })),
    ).toMatchObject({
      code: 'aborted',
    });
    const controller = new AbortController();
    const reading = await readTable(fileOf(text), { signal: controller.signal, onProgress: () => undefined });
    controller.abort();
    expect(await faultOf(reading.groups().next())).toMatchObject({ code: 'aborted' });
  });

  it('cuts groups so that none grows with its texts', async () => {
    const long = 'lorem ipsum '.repeat(2000);
    const lines = Array.from({ length: 600 }, (_, row) => `${row},${row} ${long}`);
    const file = fileOf(`id,note\n${lines.join('\n')}\n`);
    const reading = await readTable(file, {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const groups: [number, number][] = [];
    for await (const { firstRow, rows } of reading.groups()) groups.push([firstRow, rows]);
    expect(groups.length).toBeGreaterThan(2);
    let next = 0;
    for (const [firstRow, rows] of groups) {
      expect(firstRow).toBe(next);
      next += rows;
    }
    expect(next).toBe(600);
  });
});
