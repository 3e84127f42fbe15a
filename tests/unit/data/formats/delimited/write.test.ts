import { describe, expect, it } from 'vitest';
import { readFile, readTextFile } from '../../../../../src/data/formats/registry';
import { writtenTable } from '../../../../../src/data/formats/written';
import { csvCell, csvLine, extendLine } from '../../../../../src/data/export/csv-line';
import type { TextRows } from '../../../../../src/data/rows/text-table';
import { faultOf, fileOf, readAll } from '../../read';

describe('writing CSV', () => {
  it.each([
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+49 30 1234', "'+49 30 1234"],
    ['@cmd', "'@cmd"],
    ['-2+3', "'-2+3"],
    ['\tx', '"\'\tx"'],
    ['-12.5', '-12.5'],
    ['-1.234,5', '"-1.234,5"'],
    ['-5 %', '-5 %'],
    ['+', '+'],
    ['-', '-'],
    [' =1', "' =1"],
    ['\r=1', '"\'\r=1"'],
    ['＝1', "'＝1"],
    ['＠x', "'＠x"],
    ['+1e3', '+1e3'],
    ['=1,2', '"\'=1,2"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' padded', '" padded"'],
    ['plain', 'plain'],
    [-0.25, '-0.25'],
    [NaN, ''],
    [null, ''],
  ])('%j becomes %j', (cell, written) => {
    expect(csvCell(cell)).toBe(written);
  });

  it('ends lines as RFC 4180 does', () => {
    expect(csvLine([1, 'a,b', null])).toBe('1,"a,b",\r\n');
    expect(csvLine([null])).toBe('""\r\n');
  });
});

describe('lines of a file with cells behind their own', () => {
  const style = { delimiter: ',', guard: true };

  it.each([
    ['1,x\r\n', '1,x,yes\r\n'],
    ['2,\r\n', '2,,yes\r\n'],
    ['"a ""b""", "c" ,d\n', '"a ""b""", "c" ,d,yes\n'],
    ['01,1.50,-3', '01,1.50,-3,yes'],
    ['=1+1,"=A1,B1"\n', '\'=1+1,"\'=A1,B1",yes\n'],
    ["'=1+1,'x\n", "'=1+1,'x,yes\n"],
    ['＝1, @x,-\n', "'＝1,' @x,-,yes\n"],
  ])('%j becomes %j', (line, extended) => {
    expect(extendLine(line, ['yes'], style).text).toBe(extended);
  });

  it('counts what is guarded, and guards nothing where it should not', () => {
    expect(extendLine('=1,2\n', ['@yes'], style)).toEqual({ text: "'=1,2,'@yes\n", guarded: 2 });
    const plain = extendLine('=1;"=2;"\n', ['@yes', 0.5], { delimiter: ';', guard: false });
    expect(plain).toEqual({ text: '=1;"=2;";@yes;0.5\n', guarded: 0 });
  });
});

describe('guarded cells', () => {
  const values = [
    '+',
    '-',
    '=1',
    "'=1",
    "''@x",
    '-2+3',
    '＝1',
    '－x',
    '＠',
    '-1,5',
    '-5 %',
    "'tis",
    "it's",
    '\u200b=1',
  ];

  it.each(values)('%j is the same after our own reader', async (value) => {
    const { cells } = await readAll(csvLine(['first', 'last']) + csvLine([value, 'x']) + csvLine(['b', 'y']));
    expect(cells[0]).toEqual([value, 'x']);
  });

  it('a guarded file opens as the file that it was', async () => {
    const lines = ['n,"=head",t\r\n', ...values.slice(2).map((value, row) => `${row},"${value}", =x\r\n`)];
    const guarded = lines.map((line) => extendLine(line, [], { delimiter: ',', guard: true }).text);
    expect(guarded).not.toEqual(lines);
    const [before, after] = [await readAll(lines.join('')), await readAll(guarded.join(''))];
    expect(after.cells).toEqual(before.cells);
    expect(after.columns).toEqual(before.columns);
  });
});

describe('files as text', () => {
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  async function textOf(content: string, expected: string[] = []) {
    const table = await readTextFile(fileOf(content), options, expected);
    const blocks: TextRows[] = [];
    for await (const block of table.rows()) blocks.push(block);
    return {
      table,
      cells: blocks.flatMap(({ cells }) => cells),
      lines: blocks.flatMap(({ lines }) => lines ?? []),
    };
  }

  it('come cell for cell and line for line', async () => {
    const { table, cells, lines } = await textOf('id;plz;__proto__\n1; 01067 ;x\n\n2;"a;b";y\n3;c;z');
    expect(cells).toEqual([
      ['1', ' 01067 ', 'x'],
      ['2', 'a;b', 'y'],
      ['3', 'c', 'z'],
    ]);
    expect(lines).toEqual(['1; 01067 ;x\n', '2;"a;b";y\n', '3;c;z']);
    expect(table).toMatchObject({ delimiter: ';', hasHeader: true, marked: false });
    expect(table.above()).toEqual(['id;plz;__proto__\n']);
  });

  it('keep their line ends out of the cells', async () => {
    const { cells, lines } = await textOf('a,b\r\n1,x\r\n2,\r\n');
    expect(cells).toEqual([
      ['1', 'x'],
      ['2', ''],
    ]);
    expect(lines).toEqual(['1,x\r\n', '2,\r\n']);
  });

  it('find a header of expected names that looks like data', async () => {
    const { table } = await textOf('2010,2011,y\n1,2,3\n4,5,6\n', ['2010', '2011']);
    expect(table.names).toEqual(['2010', '2011', 'y']);
  });

  it('are made of the values where the format has no text', async () => {
    const { reading } = await readFile(fileOf('n;day;word\n1,50;2024-03-01;x\nNA;?;NA\n'), options);
    const { value } = await writtenTable(reading).rows().next();
    expect(value).toMatchObject({
      cells: [
        ['1.5', '2024-03-01T00:00:00.000Z', 'x'],
        ['', '', ''],
      ],
      lines: null,
    });
  });

  it('are refused without rows', async () => {
    expect(await faultOf(textOf('a,b\n'))).toMatchObject({ code: 'file_header_only' });
  });
});
