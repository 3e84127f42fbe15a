// What stands above, between and below the rows of a table, as programs and people write it.
import { describe, expect, it, test } from 'vitest';
import { readFile } from '../../../../../src/data/formats/registry';
import { faultOf, fileOf, readAll } from '../../read';

const rows = Array.from({ length: 24 }, (_, row) => [row, row * 2, row % 2] as const);
const body = (delimiter = ',', end = '\n') => rows.map((row) => row.join(delimiter) + end).join('');
const lines = (count: number, line: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => `${line(row)}\n`).join('');

async function opened(text: string) {
  const { reading, columns, rows: count, cells } = await readAll(text);
  const { counts = [], titles = 0, header = 0 } = reading.lines ?? {};
  const left = Object.fromEntries(counts.map(({ reason, count: found }) => [reason, found]));
  return {
    names: columns.map(({ name }) => name),
    types: columns.map(({ type }) => type),
    count,
    cells,
    titles,
    header,
    left,
    delimiter: reading.delimiter,
  };
}

describe('rows without names', () => {
  it.each([
    ['whose first cell is missing', `,5\n${lines(20, (row) => `${row * 3},${row % 4}`)}`, 2],
    [
      'whose first column has gaps',
      `,5,6\n${lines(20, (row) => `${row % 3 ? row : ''},${row % 4},${row}`)}`,
      3,
    ],
    [
      'of words',
      `north,red\n${lines(20, (row) => `${row % 2 ? 'north' : 'south'},${row % 3 ? 'red' : 'blue'}`)}`,
      2,
    ],
  ])('%s', async (_, text, width) => {
    const { names, count } = await opened(text);
    expect(names).toEqual(Array.from({ length: width }, (__, at) => `column_${at + 1}`));
    expect(count).toBe(21);
  });
});

describe('names', () => {
  const decimals = (row: number) =>
    `${(row * 1.5).toFixed(1)},${(row * 2.5).toFixed(1)},${(row * 0.5).toFixed(1)}`;
  it.each([
    ['years', `2010,2011,2012\n${lines(20, decimals)}`, ['2010', '2011', '2012']],
    [
      'years behind a word',
      `country,2010,2011\n${lines(20, (row) => `c${row},${row / 2},${row}`)}`,
      ['country', '2010', '2011'],
    ],
    [
      'months',
      `region,Jan 2020,Feb 2020,Mar 2020\n${lines(20, (row) => `r${row},${decimals(row)}`)}`,
      ['region', 'Jan 2020', 'Feb 2020', 'Mar 2020'],
    ],
    [
      'days',
      `shop,2020-01-01,2020-01-02,2020-01-03\n${lines(20, (row) => `r${row},${decimals(row)}`)}`,
      ['shop', '2020-01-01', '2020-01-02', '2020-01-03'],
    ],
    [
      'numbers that count up',
      `id,1,2,3\n${lines(20, (row) => `r${row},${decimals(row)}`)}`,
      ['id', '1', '2', '3'],
    ],
    [
      'a name that is a value of its column',
      `class,shape,bruises,odor\n${lines(24, (row) => `${'ep'[row % 2]},${'xbf'[row % 3]},${row % 2 ? 'no' : 'bruises'},${'anf'[row % 3]}`)}`,
      ['class', 'shape', 'bruises', 'odor'],
    ],
    [
      'numbers above row names',
      `"","142.24","144.78","147.32"\n${lines(20, (row) => `"${9 + row / 10}",${row % 3},0,${row % 2}`)}`,
      ['column_1', '142.24', '144.78', '147.32'],
    ],
    ['the 0 of a series', `,0\n${lines(20, (row) => `${1821 + row},${row * row + 269}`)}`, ['index', '0']],
    [
      'one name beside row names',
      `"","Content"\n${lines(20, (row) => `"V${row}","Do you often ask number ${row}?"`)}`,
      ['column_1', 'Content'],
    ],
    [
      'usual names, one of them also a value',
      `Country,Group,ID\n${lines(26, (row) => `Land ${row},${row % 2 ? 'North' : 'South'},${String.fromCharCode(65 + ((row + 8) % 26))}D`)}`,
      ['Country', 'Group', 'ID'],
    ],
    [
      'groups with gaps above names',
      `Box,,Look,Answer\nsize,weight,colour,y\n${lines(20, (row) => `${row},${row % 7},${'rgb'[row % 3]},${row % 2}`)}`,
      ['Box size', 'Box weight', 'Look colour', 'Answer y'],
    ],
    ['names in a comment', `#a,b,y\n${body()}`, ['a', 'b', 'y']],
    ['names behind a number sign and a blank', `# x y z\n${body(' ')}`, ['x', 'y', 'z']],
    [
      'row names without a name',
      `mpg,cyl,disp\n${lines(20, (row) => `"Car ${row}",${row},${row * 2},${row * 3}`)}`,
      ['index', 'mpg', 'cyl', 'disp'],
    ],
    [
      'row numbers without a name',
      `,a,y\n${lines(20, (row) => `${row},${row % 7},${row % 2}`)}`,
      ['index', 'a', 'y'],
    ],
    [
      'repeated and empty ones',
      `a,a,,b\n${lines(20, (row) => `${row},${row % 7},${row % 2},q`)}`,
      ['a', 'a_2', 'column_3', 'b'],
    ],
    [
      'fewer than there are columns',
      `a,b\n${lines(20, (row) => `${row},${row % 7},${row % 2},q`)}`,
      ['a', 'b', 'column_3', 'column_4'],
    ],
    [
      'none above years',
      lines(20, (row) => `c${row % 3},${2000 + row},${2001 + row}`),
      ['column_1', 'column_2', 'column_3'],
    ],
    ['none above decimals', lines(20, decimals), ['column_1', 'column_2', 'column_3']],
  ])('%s', async (_, text, names) => {
    expect((await opened(text)).names).toEqual(names);
  });

  it.each([
    ['units', 'mass,length,y\nkg,m,-\n', ['mass', 'length', 'y']],
    ['units in brackets', 'mass,length,y\n(kg),(m),()\n', ['mass', 'length', 'y']],
    ['types', 'mass,length,y\nfloat,float,int\n', ['mass', 'length', 'y']],
    ['the names proper', 'X1,X2,Y\nage,income,default\n', ['age', 'income', 'default']],
    ['what was measured', 'price,price,qty\nmean,sum,mean\n', ['price mean', 'price sum', 'qty mean']],
    ['groups above them', ',2019,\nid,Q1,Q1\n', ['id', '2019 Q1', '2019 Q1_2']],
  ])('a second line of them: %s', async (_, head, names) => {
    const found = await opened(head + body());
    if (_ !== 'groups above them')
      expect(found).toMatchObject({ names, header: 2, count: 24, types: Array(3).fill('number') });
    else expect(found.count).toBe(24);
  });

  test('a first row that could not be read is no line of names', async () => {
    const text = `age,when,code\nunknown,31/02/2021,00001\n${lines(9, (row) => `${row},2021-04-0${row + 1},0000${row}`)}`;
    expect(await opened(text)).toMatchObject({ header: 1, count: 10 });
  });

  test('years above repeated quarters are part of their names', async () => {
    const text = `,2019,,2020,\nid,Q1,Q2,Q1,Q2\n${lines(20, (row) => `r${row},${row},${row * 2},${row * 3},${row * 4}`)}`;
    expect(await opened(text)).toMatchObject({
      names: ['id', '2019 Q1', '2019 Q2', '2020 Q1', '2020 Q2'],
      header: 2,
      count: 20,
    });
  });
});

describe('lines above the names', () => {
  it.each([
    ['a title', 'Sales report 2024\n\n', 1],
    ['a title as wide as the table', 'Sales report,,\n2024,,\n', 2],
    ['titles with commas', '"Sales, and more, of things"\nSource: X, Y\n\n', 2],
    ...['#', '//', '%', '--'].map(
      (mark) => [`comments with ${mark}`, `${mark} exported, by x\n${mark} second\n`, 2] as const,
    ),
    ['empty rows', ',,\n,,\n', 2],
    ['a line that names the delimiter', 'sep=,\n', 1],
  ] as const)('%s', async (_, head, titles) => {
    expect(await opened(`${head}a,b,y\n${body()}`)).toMatchObject({
      names: ['a', 'b', 'y'],
      titles,
      header: 1,
      count: 24,
    });
  });

  it('settings of an instrument, a name and a value a line', async () => {
    const text = `Station,Berlin\nDate,2024-01-01\nUnit,C\ntime,temp,hum,wind\n${lines(24, (row) => `${row},${row / 2},${row + 40},${row % 9}`)}`;
    expect(await opened(text)).toMatchObject({
      names: ['time', 'temp', 'hum', 'wind'],
      titles: 3,
      count: 24,
    });
  });

  it('stay the first row where nothing below is a header', async () => {
    expect(await opened('x,\n1,\n2,3\n')).toMatchObject({ names: ['x', 'column_2'], titles: 0, count: 2 });
  });
});

describe('rows that are not as the names say', () => {
  const at = (row: number, line: string) => body().split('\n').toSpliced(row, 0, line).join('\n');
  it.each([
    ['a delimiter at each end', `a,b,y\n${body(',', ',\n')}`, 24, {}],
    ['one at the end of the names, too', `a,b,y,\n${body(',', ',\n')}`, 24, {}],
    ['one at the end of the names only', `a,b,y,\n${body()}`, 24, {}],
    ['a short one', `a,b,y\n${at(10, '99,1')}`, 25, { short: 1 }],
    ['a long one', `a,b,y\n${at(10, '99,1,2,3')}`, 24, { long: 1 }],
    ['empty ones at the end', `a,b,y\n${body()},,\n,,\n,,\n`, 24, { empty: 3 }],
    ['an empty one between others', `a,b,y\n${at(5, ',,\n')}`, 24, { empty: 1 }],
    ['a comment', `a,b,y\n${at(5, '# a note')}`, 24, { comment: 1 }],
    ['a note below', `a,b,y\n${body()}\nSource: somewhere, 2024\nDownloaded today\n`, 24, { footer: 2 }],
    ['a total', `a,b,y\n${body()}Total,552,12\n`, 24, { total: 1 }],
    ['quotes in the middle of a cell', `a,b,y\n${at(3, '1,say "a, b",0')}`, 25, {}],
  ])('%s', async (_, text, count, left) => {
    expect(await opened(text)).toMatchObject({ names: ['a', 'b', 'y'], count, left });
  });

  test('a short row has missing cells', async () => {
    expect((await opened(`a,b,y\n${at(10, '99,1')}`)).cells[10]).toEqual([99, 1, null]);
  });

  test('totals between other rows are rows', async () => {
    const text = `sex,n\nmale,1\nfemale,2\nTotal,3\nmale,4\nfemale,5\nTotal,9\n`;
    expect(await opened(text)).toMatchObject({ count: 6, left: {} });
  });

  test('too many of them say that the table is written otherwise, naming the first', async () => {
    const text = `a,b,y\n${lines(40, (row) => (row % 2 ? `${row},1,2,3,4` : `${row},1,2`))}`;
    expect(await faultOf(readAll(text))).toMatchObject({
      code: 'row_ragged',
      place: { row: 2 },
      params: { expected: 3, found: 5 },
    });
  });
});

describe('what a person chose', () => {
  const read = async (text: string, options: object) => {
    const { reading } = await readFile(fileOf(text), {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      text: options,
    });
    return reading;
  };

  it('goes before what is found', async () => {
    const text = `x;1\n${lines(20, (row) => `${row};${row}`)}`;
    expect((await read(text, { delimiter: ',' })).columns).toHaveLength(1);
    expect((await read(text, { header: false })).columns.map(({ name }) => name)).toEqual([
      'column_1',
      'column_2',
    ]);
    expect((await read(`t;u\n${text}`, { skipLines: 1 })).columns.map(({ name }) => name)).toEqual([
      'x',
      '1',
    ]);
    expect(
      (await read(`a,b\n${lines(20, () => '"x,y"')}`, { quote: null })).columns.map(({ name }) => name),
    ).toEqual(['a', 'b']);
    expect((await read(text, { encoding: 'latin1' })).encoding).toBe('windows-1252');
    expect(await faultOf(read(text, { encoding: 'klingon' }))).toMatchObject({
      code: 'input_invalid',
      place: { field: 'encoding' },
    });
  });
});
