import { describe, expect, it } from 'vitest';
import type { RowBatch } from '../../../../../src/data/columns/values';
import { readFile } from '../../../../../src/data/formats/registry';
import { writtenRow } from '../../../../../src/data/formats/written';
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

describe('cells as they are written', () => {
  const options = { signal: new AbortController().signal, onProgress: () => undefined, written: true };

  it('come with the groups, cell for cell, where they are asked for', async () => {
    const { reading } = await readFile(fileOf('id;plz;__proto__\n1; 01067 ;x\n2;"a;b";y\n3;c;z\n'), {
      ...options,
      groupRows: 2,
    });
    const groups: RowBatch[] = [];
    for await (const group of reading.groups()) groups.push(group);
    expect(groups.map(({ firstRow, rows, written }) => [firstRow, rows, written])).toEqual([
      [
        0,
        2,
        [
          ['1', ' 01067 ', 'x'],
          ['2', 'a;b', 'y'],
        ],
      ],
      [2, 1, [['3', 'c', 'z']]],
    ]);
  });

  it('are made of the values where the format has no text', async () => {
    const { reading } = await readFile(fileOf('n;day;word\n1,50;2024-03-01;x\nNA;?;NA\n'), {
      ...options,
      written: false,
    });
    const group = (await reading.groups().next()).value as RowBatch;
    expect([0, 1].map((row) => writtenRow(reading.columns, group, row))).toEqual([
      ['1.5', '2024-03-01T00:00:00.000Z', 'x'],
      ['', '', ''],
    ]);
  });

  it('are refused of a file without rows', async () => {
    expect(await faultOf(readFile(fileOf('a,b\n'), options))).toMatchObject({ code: 'file_header_only' });
  });
});
