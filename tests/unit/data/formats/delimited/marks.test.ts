// What parts the cells and lines of a table, and what encloses them: as programs and people write it.
import { describe, expect, it } from 'vitest';
import { readAll } from '../../read';

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

describe('marks', () => {
  it.each([['\t'], [';'], ['|'], [':'], ['，'], ['；'], ['、'], ['~'], ['^'], [' '], ['\u0001']])(
    '%j parts cells',
    async (delimiter) => {
      expect(await opened(`a${delimiter}b${delimiter}y\n${body(delimiter)}`)).toMatchObject({
        names: ['a', 'b', 'y'],
        delimiter,
        count: 24,
        types: Array(3).fill('number'),
      });
    },
  );

  it.each([
    ['carriage returns and a last line feed', body(',', '\r').replace(/\r$/, '\n')],
    [
      'line ends of three kinds',
      rows.map((row, at) => row.join() + ['\n', '\r\n', '\r'][Math.floor(at / 8)]).join(''),
    ],
    ['two carriage returns before each line feed', body(',', '\r\r\n')],
    ['line feeds before carriage returns', body(',', '\n\r')],
  ])('%s', async (_, text) => {
    const end = /^[^\r\n]*([\r\n]+)/.exec(text)?.[1] ?? '\n';
    expect(await opened(`a,b,y${end}${text}`)).toMatchObject({
      names: ['a', 'b', 'y'],
      count: 24,
      types: Array(3).fill('number'),
    });
  });

  it.each([
    [
      'decimal commas beside semicolons',
      `a;b\n${lines(24, (row) => `${row},5;${row * 2},25`)}`,
      ['a', 'b'],
      [0.5, 0.25],
    ],
    ['decimal commas of one column', `x\n${lines(24, (row) => `${row + 3},5`)}`, ['x'], [3.5]],
    ['thousands of one column', `x\n${lines(24, (row) => `${row + 1},${100 + row}`)}`, ['x'], [1100]],
    [
      'commas of sentences beside semicolons',
      `id;text\n${lines(24, (row) => `${row};hello, you ${row}, there`)}`,
      ['id', 'text'],
      [0, 'hello, you 0, there'],
    ],
    ['names of two words', `city\n${'Bonn\nNew York\nSan Jose\n'.repeat(8)}`, ['city'], ['Bonn']],
    [
      'times of day',
      `time\n${lines(20, (row) => `${String(row).padStart(2, '0')}:30`)}`,
      ['time'],
      [30 * 60_000],
    ],
    [
      'words between apostrophes',
      `id,name\n${lines(24, (row) => `${row},'it\\'s, b'`)}`,
      ['id', 'name'],
      [0, "it's, b"],
    ],
    [
      'words with an apostrophe',
      `id,name\n${lines(24, (row) => `${row},'tis fine`)}`,
      ['id', 'name'],
      [0, "'tis fine"],
    ],
    [
      'quotes behind backslashes',
      `id,name\n${lines(24, (row) => `${row},"say \\"a, b\\""`)}`,
      ['id', 'name'],
      [0, 'say "a, b"'],
    ],
    [
      'quotes that nobody doubled',
      `id,name,y\n${lines(24, (row) => `${row},"the "big", one",${row % 2}`)}`,
      ['id', 'name', 'y'],
      [0, 'the "big, one"', 0],
    ],
    [
      'JSON in a cell',
      `id,j\n${lines(24, (row) => `${row},"{""k"": ${row}, ""b"": [1,2]}"`)}`,
      ['id', 'j'],
      [0, '{"k": 0, "b": [1,2]}'],
    ],
    [
      'quotes that begin sentences and end in other lines',
      `label\ttext\n${lines(24, (row) => (row === 3 ? 'ham\t"hello there' : row === 9 ? 'ham\tyou say "yes"' : `ham\tmessage ${row}`))}`,
      ['label', 'text'],
      ['ham', 'message 0'],
    ],
    [
      'blanks, and a tab before the last column',
      lines(24, (row) => `${10 + row}.0   8   ${300 + row}.0  ${row % 3}\t"chevrolet chevelle"`),
      ['column_1', 'column_2', 'column_3', 'column_4', 'column_5'],
      [10, 8, 300, 0, 'chevrolet chevelle'],
    ],
    [
      'tabs beside blanks of a moment',
      `when\tv\n${lines(24, (row) => `2024-01-${10 + (row % 9)} 10:30\t${row}`)}`,
      ['when', 'v'],
      [Date.UTC(2024, 0, 10, 10, 30), 0],
    ],
    ['commas below a title', `My data\na,b\n${lines(24, (row) => `${row},${row * 2}`)}`, ['a', 'b'], [0, 0]],
    ['inches', `id,name\n${lines(24, (row) => `${row},5" disk`)}`, ['id', 'name'], [0, '5" disk']],
  ])('%s', async (_, text, names, first) => {
    const found = await opened(text);
    expect([found.names, found.cells[0]]).toEqual([names, first]);
  });

  it.each([
    [
      'psql',
      ` id | name | y\n----+------+---\n${lines(20, (row) => ` ${row} | n${row % 3}   | ${row % 2}`)}(20 rows)\n`,
      ['id', 'name', 'y'],
    ],
    [
      'mysql',
      `+----+------+\n| id | name |\n+----+------+\n${lines(20, (row) => `| ${row} | n${row % 3}   |`)}+----+------+\n20 rows in set (0.00 sec)\n`,
      ['id', 'name'],
    ],
    [
      'Markdown',
      `| id | name | y |\n|----|:----:|---|\n${lines(20, (row) => `| ${row} | n${row % 3} | ${row % 2} |`)}`,
      ['id', 'name', 'y'],
    ],
    [
      'sqlcmd',
      `id          name       y\n----------- ---------- -----------\n${lines(20, (row) => `${String(row).padStart(11)} ${`n${row % 3}`.padEnd(10)} ${String(row % 2).padStart(11)}`)}\n(20 rows affected)\n`,
      ['id', 'name', 'y'],
    ],
    [
      'columns of a fixed width',
      `Name          Age   City\n${lines(20, (row) => `John Smith    ${20 + row}    New York`)}`,
      ['Name', 'Age', 'City'],
    ],
  ])('tables as %s draws them', async (_, text, names) => {
    expect(await opened(text)).toMatchObject({ names, count: 20 });
  });
});
