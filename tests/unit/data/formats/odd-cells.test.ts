// Rows with a cell that does not fit its column, where a person wants them left out: which are, what is said of them, and that nothing else changes.
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../src/data/formats/registry';
import { faultOf, fileOf, readAll } from '../read';

const ages = (odd: Record<number, string>, rows = 40): string =>
  Array.from(
    { length: rows },
    (_, row) => `${odd[row] ?? String(20 + row)},2024-01-${String((row % 28) + 1)},x\n`,
  ).join('');

const head = 'age,day,name\n';
const firsts = (cells: readonly (readonly unknown[])[]) => cells.map(([first]) => first);

describe('rows with a cell that does not fit', () => {
  const csv = head + ages({ 3: 'old', 17: '?-?', 39: 'forty' });

  it('are left out where a person wants it so, counted and listed, and no cell is missing for it', async () => {
    const { cells, rows, dropped, notices, noticeCount, profiles } = await readAll(csv, { cells: 'drop' });
    expect(dropped).toEqual({
      count: 3,
      rows: [
        { row: 4, column: 'age', value: 'old' },
        { row: 18, column: 'age', value: '?-?' },
        { row: 40, column: 'age', value: 'forty' },
      ],
    });
    expect([rows, cells.length, notices, noticeCount]).toEqual([37, 37, [], 0]);
    expect(firsts(cells)).toEqual(
      Array.from({ length: 40 }, (_, row) => 20 + row).filter((age) => ![23, 37, 59].includes(age)),
    );
    expect(profiles[0]).toMatchObject({ missing: 0, distinct: 37 });
  });

  it('stay, with the cell missing, without that choice', async () => {
    const { rows, dropped, noticeCount } = await readAll(csv);
    expect([rows, dropped, noticeCount]).toEqual([40, undefined, 3]);
  });

  it('are named by their number in the file, behind comments and rows of another width too', async () => {
    const rows = (head + ages({ 5: 'old', 30: 'older' })).split('\n');
    rows.splice(3, 0, '# a comment', '1,2,3,4,5');
    rows.splice(20, 0, ',,');
    const { dropped } = await readAll(rows.join('\n'), { cells: 'drop' });
    expect(dropped?.rows.map(({ row, value }) => [row, value])).toEqual([
      [8, 'old'],
      [34, 'older'],
    ]);
    // The line of that row of the file, which the names stand above.
    expect(rows[8]).toContain('old');
    expect(rows[34]).toContain('older');
  });

  it('say which of their cells is the first that does not fit, and count once', async () => {
    const { dropped } = await readAll(`${head}${ages({})}odd,never,x\n`, { cells: 'drop' });
    expect(dropped).toEqual({ count: 1, rows: [{ row: 41, column: 'age', value: 'odd' }] });
  });

  it('are the same rows whether groups are long or short, and where a whole group goes', async () => {
    const odd = Object.fromEntries(
      Array.from({ length: 10 }, (_, at) => [100 + at, `o${'d'.repeat(at + 1)}`]),
    );
    const text = head + ages(odd, 200);
    const whole = await readAll(text, { cells: 'drop' });
    const { reading } = await readFile(fileOf(text), {
      ...{ signal: new AbortController().signal, onProgress: () => undefined },
      ...{ cells: 'drop', groupRows: 5 },
    });
    const places: number[] = [];
    for await (const { firstRow, rows } of reading.groups()) places.push(firstRow, rows);
    const facts = await reading.finish();
    expect(facts).toMatchObject({ rows: 190, dropped: whole.dropped, duplicateRows: whole.duplicateRows });
    expect(facts.profiles).toEqual(whole.profiles);
    expect(places).toEqual(Array.from({ length: 38 }, (_, at) => [at * 5, 5]).flat());
  });

  it('are kept count of beyond those that are listed', async () => {
    const odd = Object.fromEntries(
      Array.from({ length: 150 }, (_, at) => [at * 13, `o${'d'.repeat(at + 1)}`]),
    );
    const { dropped } = await readAll(head + ages(odd, 2000), { cells: 'drop' });
    expect([dropped?.count, dropped?.rows.length, dropped?.rows[99]?.row]).toEqual([150, 100, 99 * 13 + 1]);
  });

  it('are left out of a long file that is read once, too', async () => {
    const odd = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [at * 4999, 'odd']));
    const text = head + ages(odd, 200_000);
    const { reading } = await readFile(fileOf(text), {
      ...{ signal: new AbortController().signal, onProgress: () => undefined },
      ...{ cells: 'drop', onePass: true },
    });
    let rows = 0;
    for await (const group of reading.groups()) {
      expect(group.firstRow).toBe(rows);
      rows += group.rows;
    }
    const { dropped } = await reading.finish();
    expect([rows, dropped?.count]).toEqual([199_960, 40]);
    expect(dropped?.rows.map(({ row }) => row)).toEqual(Array.from({ length: 40 }, (_, at) => at * 4999 + 1));
  });

  it('are left out of records, whose odd cells are told as well', async () => {
    const records = Array.from({ length: 30 }, (_, row) => ({
      age: row === 7 ? 'old' : String(row),
      name: 'x',
    }));
    const file = fileOf(JSON.stringify(records), 'people.json');
    const kept = await readAll(file);
    expect([kept.rows, kept.noticeCount, kept.notices]).toEqual([
      30,
      1,
      [{ row: 8, column: 'age', value: 'old', reason: 'not_a_number' }],
    ]);
    const { rows, dropped, noticeCount } = await readAll(file, { cells: 'drop' });
    expect([rows, noticeCount, dropped]).toEqual([
      29,
      0,
      { count: 1, rows: [{ row: 8, column: 'age', value: 'old' }] },
    ]);
  });

  it('that are all there are leave no table: the first cell is the reason', async () => {
    const words = `${head}one,2024-01-01,x\ntwo,2024-01-02,y\n`;
    expect(await faultOf(readAll(words, { types: { age: 'number' }, cells: 'drop' }))).toMatchObject({
      code: 'cell_unreadable',
      place: { file: 'loans.csv', row: 1, column: 'age' },
      params: { value: 'one' },
    });
  });
});
