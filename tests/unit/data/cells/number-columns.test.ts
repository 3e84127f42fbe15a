import { describe, expect, it } from 'vitest';
import { readAll } from '../read';

const column = async (cells: readonly string[], name = 'v', delimiter = ',') => {
  const quoted = cells.map((cell, row) => `"${cell.replaceAll('"', '""')}"${delimiter}${row % 2}`);
  const read = await readAll(`${name}${delimiter}y\n${quoted.join('\n')}\n`);
  return {
    ...read,
    type: read.columns[0]?.type,
    reading: read.columns[0]?.reading,
    values: read.cells.map(([cell]) => cell),
  };
};
const many = (count: number, cell: (row: number) => string): string[] =>
  Array.from({ length: count }, (_, row) => cell(row));

describe('a column of numbers', () => {
  it('keeps its unit', async () => {
    expect(await column(many(24, (row) => `${row + 1}.000,50 €`))).toMatchObject({
      type: 'number',
      reading: { decimal: 'comma', unit: { text: '€', before: false } },
    });
    expect(await column(many(24, (row) => `$${row}.25`))).toMatchObject({
      type: 'number',
      reading: { decimal: 'dot', unit: { text: '$', before: true } },
    });
    expect((await column(many(24, (row) => `${row}.5%`))).values[3]).toBe(3.5);
  });

  it('has one unit: another is no value of it, and many units are none', async () => {
    const { type, values, notices } = await column(many(50, (row) => (row === 7 ? '5 g' : `${row} kg`)));
    expect(type).toBe('number');
    expect(values[7]).toBeNull();
    expect(notices).toEqual([{ row: 8, column: 'v', value: '5 g', reason: 'not_a_number' }]);
    expect((await column(many(50, (row) => `${row} ${row % 2 ? 'kg' : 'g'}`))).type).toBe('text');
    expect((await column(many(50, (row) => (row % 2 ? `${row}` : `$${row}`)))).values.slice(0, 3)).toEqual([
      0, 1, 2,
    ]);
  });

  it('is none of house numbers, versions, products, postcodes and long identifiers', async () => {
    const typeOf = async (cell: (row: number) => string) => (await column(many(100, cell))).type;
    expect(await typeOf((row) => `${row}${row % 10 === 0 ? 'a' : ''}`)).toBe('text');
    expect(await typeOf((row) => `1.${row}${row % 20 === 0 ? '.1' : ''}`)).toBe('text');
    expect(await typeOf((row) => `A${row}`)).toBe('text');
    expect(await typeOf((row) => String(row * 900 + 1000).padStart(5, '0'))).toBe('text');
    expect(await typeOf((row) => `9007199254740${String(993 + row).padStart(4, '0')}`)).toBe('text');
    expect(await typeOf((row) => `0x${row.toString(16)}`)).toBe('text');
    expect(await typeOf((row) => `${row}th`)).toBe('text');
    expect(await typeOf((row) => `${row}-${row + 5}`)).toBe('text');
  });

  it.each(['inf', '-Infinity', '∞', '1e308', '1e400', '1.#INF'])('drops %s with a notice', async (cell) => {
    const { type, values, notices } = await column(many(60, (row) => (row === 5 ? cell : `${row}.5`)));
    expect(type).toBe('number');
    expect(values[5]).toBeNull();
    expect(notices).toEqual([{ row: 6, column: 'v', value: cell, reason: 'not_a_number' }]);
  });

  it('is one of numbers where up to half of them are infinite or limits, which become missing with a notice', async () => {
    for (const odd of ['inf', '-Inf', '∞', '1e400', '<0.01', '> 90', '≤5', '~12']) {
      const { type, profiles, noticeCount } = await column(
        many(60, (row) => (row % 3 === 0 ? odd : `${row}.5`)),
      );
      expect({ odd, type, missing: profiles[0]?.missing, noticeCount }).toEqual({
        ...{ odd, type: 'number', missing: 20, noticeCount: 20 },
      });
    }
    const bins = many(60, (row) => ['<18', '18-29', '30-49', '50-64', '>64'][row % 5] ?? '');
    expect((await column(bins)).type).toBe('category');
  });

  it('is one where one word stands among a quantity up to a quarter, with a notice; not where floors are counted', async () => {
    const one = await column(many(80, (row) => (row % 5 === 0 ? 'NC' : `${row}.5`)));
    expect([one.type, one.profiles[0]?.missing, one.noticeCount]).toEqual(['number', 16, 16]);
    expect((await column(many(80, (row) => (row % 3 === 0 ? 'NC' : `${row}.5`)))).type).toBe('text');
    expect((await column(many(80, (row) => (row % 5 === 0 ? `N${'ABC'[row % 3]}` : `${row}.5`)))).type).toBe(
      'text',
    );
    expect((await column(many(80, (row) => (row % 5 === 0 ? 'G' : `${row % 5}`)))).type).toBe('category');
  });

  it.each([
    ['a dash for a minus', (row: number) => `–${row + 1}`, -4],
    ['quotes around it', (row: number) => `"${row}"`, 3],
    ['a spreadsheet’s mark of text', (row: number) => `'${row}.5`, 3.5],
    ['what a spreadsheet is told to leave alone', (row: number) => `="${row}"`, 3],
  ])('reads %s', async (_, cell, fourth) => {
    const { type, values } = await column(many(40, cell));
    expect([type, values[3]]).toEqual(['number', fourth]);
  });

  it.each(
    [
      'na',
      '<NA>',
      '#NULL!',
      'unknown',
      '\\N',
      'n.a.',
      'N.A.',
      'Na',
      'NaT',
      'nil',
      '(null)',
      'missing',
      '..',
      '*',
      '#REF!',
      '#NUM!',
    ]
      .concat([
        '#NAME?',
        '-nan',
        '-1.#IND',
        'k.A.',
        'n/d',
        'keine Angabe',
        'unbekannt',
        '不详',
        '未知',
        '空',
        'o.A.',
        'n.v.',
        'nicht verfügbar',
        'não disponível',
        '无',
        'None',
        'NOT AVAILABLE',
        '\u200b',
      ])
      .map((token) => [token]),
  )('takes %s as missing, without a notice', async (token) => {
    const { type, profiles, noticeCount, reading } = await column(
      many(60, (row) => (row % 4 === 0 ? token : `${row}`)),
    );
    expect({ type, missing: profiles[0]?.missing, noticeCount }).toEqual({
      type: 'number',
      missing: 15,
      noticeCount: 0,
    });
    expect(reading?.missing).toEqual([token]);
  });

  it('keeps words that could be an answer, drops what never is one', async () => {
    const { type, values } = await column(
      many(24, (row) => ['yes', 'unknown', 'none', '<NA>', '#REF!', 'N.A.'][row % 6] ?? ''),
    );
    expect(type).toBe('category');
    expect(values.slice(0, 6)).toEqual(['yes', 'unknown', 'none', null, null, null]);
  });

  it('reads decimal commas between quotes where commas part the cells', async () => {
    expect((await column(many(24, (row) => `${row},5`))).values.slice(0, 2)).toEqual([0.5, 1.5]);
    expect((await column(many(24, (row) => `${row},234`))).values[1]).toBe(1234);
    const both = many(24, (row) => `"${row + 1},234","${row},5",${row}.5`);
    const { cells, columns } = await readAll(`a,b,c\n${both.join('\n')}\n`);
    expect(columns.map(({ reading }) => reading?.decimal)).toEqual(['comma', 'comma', 'dot']);
    expect(cells[1]).toEqual([2.234, 1.5, 1.5]);
  });
});
