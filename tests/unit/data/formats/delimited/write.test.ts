import { describe, expect, it } from 'vitest';
import { inputRowOf, openRawTable } from '../../../../../src/data/formats/delimited/raw-table';
import { csvCell, csvLine } from '../../../../../src/data/export/csv-line';
import { faultOf, fileOf } from '../../read';

describe('writing CSV', () => {
  it.each([
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+49 30 1234', "'+49 30 1234"],
    ['@cmd', "'@cmd"],
    ['-2+3', "'-2+3"],
    ['\tx', '"\'\tx"'],
    ['-12.5', '-12.5'],
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

describe('a raw table', () => {
  const options = { signal: new AbortController().signal, onProgress: () => undefined };

  it('keeps cells as they are written', async () => {
    const table = await openRawTable(fileOf('id;plz;__proto__\n1; 01067 ;x\n2;"a;b";y\n'), options);
    const rows: string[][] = [];
    for await (const block of table.blocks()) rows.push(...block.rows);
    expect(table.names).toEqual(['id', 'plz', '__proto__']);
    expect(rows).toEqual([
      ['1', '01067', 'x'],
      ['2', 'a;b', 'y'],
    ]);
    const row = inputRowOf(table.names, rows[0]!);
    expect(Object.keys(row)).toEqual(['id', 'plz', '__proto__']);
    expect(row['__proto__']).toBe('x');
  });

  it('refuses a file without rows', async () => {
    const table = await openRawTable(fileOf('a,b\n'), options);
    expect(await faultOf(table.blocks().next())).toMatchObject({ code: 'file_header_only' });
  });
});
