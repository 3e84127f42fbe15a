// ARFF files as tables: dense and sparse rows, quotes, comments, and what is refused with its line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, fileOf, latin1, readAll } from '../read';

const weather = `% from a manual
@RELATION 'weather today'

@attribute outlook {sunny, overcast, 'light rain'}
@attribute 'air temperature' REAL
@ATTRIBUTE note string
@attribute play {no,yes} % the target
@data
% rows
sunny, 29.5, 'it\\'s hot', no
overcast,\t28,?,yes
'light rain', ?, "said \\"go\\", went", yes, {2}
sunny , 21 , plain words , no
`;

const cellsOfWeather = [
  ['sunny', 29.5, "it's hot", 'no'],
  ['overcast', 28, null, 'yes'],
  ['light rain', null, 'said "go", went', 'yes'],
  ['sunny', 21, 'plain words', 'no'],
];

describe('a dense file', () => {
  it.each(['weather.arff', 'weather.csv', 'weather'])('opens as %s', async (name) => {
    const { columns, cells } = await readAll(fileOf(weather, name));
    expect(columns.map(({ name }) => name)).toEqual(['outlook', 'air temperature', 'note', 'play']);
    expect(columns.map(({ type }) => type).slice(1, 2)).toEqual(['number']);
    expect(cells).toEqual(cellsOfWeather);
  });

  it('opens with any line end', async () => {
    for (const end of ['\r\n', '\r'])
      expect((await readAll(fileOf(weather.replaceAll('\n', end), 'w.arff'))).cells).toEqual(cellsOfWeather);
  });

  it('is read as windows-1252 where it is no UTF-8', async () => {
    const text = '@relation x\n@attribute city string\n@data\nK\u00f6ln\nD\u00fcren\n';
    expect((await readAll(fileOf(latin1(text), 'x.arff'))).cells).toEqual([['Köln'], ['Düren']]);
    expect((await readAll(fileOf(text, 'x.arff'))).cells).toEqual([['Köln'], ['Düren']]);
  });
});

it('fills sparse rows with 0, the first nominal value, or nothing', async () => {
  const head = '@relation s\n@attribute n integer\n@attribute c {a,b}\n@attribute t string\n@data\n';
  const { cells } = await readAll(fileOf(`${head}{0 5, 2 'x, y'}\n{}\n{ 1 b }\n{1 ?}\n`, 's.arff'));
  expect(cells).toEqual([
    [5, 'a', 'x, y'],
    [0, 'a', null],
    [0, 'b', null],
    [0, null, null],
  ]);
});

it('gives back any text that was quoted as the format says', async () => {
  const quoted = (text: string): string =>
    `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`;
  const text = fc.string({ unit: fc.constantFrom(...'ab\'"\\,{}% \t\n\r?'), maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
      const rows = texts.map((each, at) => `${quoted(each)},k${at}`);
      const file = ['@relation r', '@attribute t string', '@attribute key string', '@data', ...rows].join(
        '\n',
      );
      const { cells } = await readAll(fileOf(file, 'r.arff'));
      expect(cells.map(([, key]) => key)).toEqual(texts.map((_, at) => `k${at}`));
      for (const [at, each] of texts.entries()) {
        // Blanks around a cell, an apostrophe before it, and words for a missing one mean what they do in every table.
        const read = cells[at]?.[0];
        if (read !== null && !each.trim().startsWith("'")) expect(String(read)).toBe(each.trim());
      }
    }),
    { numRuns: 60 },
  );
});

describe('is refused as damaged', () => {
  const head = '@relation x\n@attribute a numeric\n@attribute b {u,v}\n@data\n';
  it.each([
    ['a row that is too short', `${head}1,u\n2\n`, 'line 6: 1 cells where 2 attributes are declared'],
    ['a row that is too long', `${head}1,u,3\n`, 'line 5'],
    ['a quote that is not closed', `${head}1,'u\n`, 'line 5: a quote is not closed'],
    ['a sparse row that is not closed', `${head}{0 1\n`, 'line 5'],
    ['a place that is not declared', `${head}{7 1}\n`, 'line 5: attribute 7 is not declared'],
    ['a relational attribute', '@relation x\n@attribute r relational\n@data\n1\n', 'line 2'],
    ['an attribute without a type', '@relation x\n@attribute r\n@data\n1\n', 'line 2'],
    ['rows before the data begin', '@relation x\n@attribute r numeric\n1\n', 'line 3'],
    ['a list that is not closed', '@relation x\n@attribute r {a,b\n@data\na\n', 'line 2'],
  ])('%s', async (_, text, detail) => {
    const fault = await faultOf(readAll(fileOf(text, 'x.arff')));
    expect(fault).toMatchObject({ code: 'file_damaged', place: { file: 'x.arff' } });
    expect(fault.detail).toContain(detail);
  });

  it('a header alone has no rows', async () => {
    expect((await faultOf(readAll(fileOf(head, 'x.arff')))).code).toBe('file_header_only');
  });
});
