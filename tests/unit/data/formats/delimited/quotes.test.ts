// Quotes as they come: around whole lines, as where a table was pasted into one column and saved, and as word processors set them.
import { describe, expect, it } from 'vitest';
import { readTextFile } from '../../../../../src/data/formats/registry';
import { ScoredText } from '../../../../../src/engine/serving/scored-text';
import { fileOf, readAll } from '../../read';

const people = Array.from({ length: 30 }, (_, row) => [row + 1, `Smith, ${'ABC'[row % 3] ?? ''}`, row * 1.5]);
const quoted = (cell: string | number): string => {
  const text = String(cell);
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const line = (cells: readonly (string | number)[], mark = ','): string => cells.map(quoted).join(mark);
/** As a spreadsheet saves a column whose cells are lines of a CSV. */
const enclosed = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('lines in quotes', () => {
  const header = 'id,name,value';
  const lines = people.map((cells) => line(cells));
  const expected = people.map(([id, name, value]) => [id, name, value]);

  it.each([
    ['all of them', [header, ...lines].map(enclosed)],
    ['those that had quotes before', [header, ...lines.map(enclosed)]],
    ['some of them', [header, ...lines.map((text, at) => (at % 3 === 0 ? text : enclosed(text)))]],
    ['with line ends of Windows', [header, ...lines].map((text) => `${enclosed(text)}\r`)],
  ])('are opened: %s', async (_, all) => {
    const { columns, cells, reading } = await readAll(`${all.join('\n')}\n`);
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'number'],
      ['name', 'category'],
      ['value', 'number'],
    ]);
    expect(cells).toEqual(expected);
    expect(reading.lines?.counts).toEqual([]);
  });

  it('are opened by semicolons and tabs as well, and where a person says what parts them', async () => {
    for (const mark of [';', '\t']) {
      const text = [header.replaceAll(',', mark), ...people.map((cells) => line(cells, mark))].map(enclosed);
      expect((await readAll(text.join('\n'))).cells).toEqual(expected);
    }
    const text = [header, ...lines].map(enclosed).join('\n');
    expect((await readAll(text, { text: { delimiter: ',' } })).cells).toEqual(expected);
  });

  it('that are sentences, or one column of anything, stay what they are', async () => {
    const sentences = people.map((_, row) => `"Well, this is number ${String(row)}, said she"`);
    expect((await readAll(`text\n${sentences.join('\n')}\n`)).columns).toHaveLength(1);
    expect((await readAll(`${sentences.join('\n')}\n`)).columns).toHaveLength(1);
    const pairs = people.map((_, row) => `"a${String(row)},b"`);
    expect((await readAll(`pair\n${pairs.join('\n')}\n`)).columns).toHaveLength(1);
  });

  it('with a whole cell in quotes among others are lines like others', async () => {
    const text = `name,value\n${people.map(([, name]) => `"${String(name)}",1`).join('\n')}\n`;
    expect((await readAll(text)).cells[0]).toEqual(['Smith, A', 1]);
  });

  it('come back from scoring as a table that reads the same, the answers behind them', async () => {
    const text = [header, ...lines.slice(0, 3)].map((each) => `${enclosed(each)}\r\n`).join('');
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    const table = await readTextFile(fileOf(text), options, ['id', 'name', 'value']);
    const scored = new ScoredText(table, ['prediction'], true);
    for await (const block of table.rows())
      scored.add(
        block,
        block.cells.map(() => ({ value: 'yes', probabilities: [] })),
      );
    expect(await scored.finish().text()).toBe(
      'id,name,value,prediction\r\n1,"Smith, A",0,yes\r\n2,"Smith, B",1.5,yes\r\n3,"Smith, C",3,yes\r\n',
    );
  });
});

describe('typographic quotes', () => {
  it.each([
    ['English', '“', '”'],
    ['German', '„', '“'],
    ['Swedish', '”', '”'],
  ])('enclose cells where a table comes of it: %s', async (_, open, close) => {
    const text = `id,name,value\n${people
      .map(([id, name, value]) => `${String(id)},${open}${String(name)}${close},${String(value)}`)
      .join('\n')}\n`;
    const { cells, reading } = await readAll(text);
    expect(cells).toEqual(people);
    expect(reading.lines).toMatchObject({ quote: '“', counts: [] });
  });

  it('enclose names and cells without anything to part in them, too', async () => {
    const { columns, cells } = await readAll('“id”,“city”\n“1”,“Bonn”\n“2”,“Köln”\n“3”,“Bonn”\n');
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'number'],
      ['city', 'category'],
    ]);
    expect(cells[1]).toEqual([2, 'Köln']);
  });

  it('in running text stay what they are', async () => {
    const text = `id,note\n${people.map((_, row) => `${String(row)},she said “well ${String(row)}” twice`).join('\n')}\n`;
    const { cells, reading } = await readAll(text);
    expect(cells[4]).toEqual([4, 'she said “well 4” twice']);
    expect(reading.lines?.quote).toBe('"');
  });

  it('that begin rows of digits are read as texts, whatever their bytes look like', async () => {
    const text = `id,name\n${people.map(([id]) => `${String(id)},“x${String(id)}”`).join('\n')}\n40,“a, b”\n41,“c, d”\n`;
    const { cells } = await readAll(text);
    expect([cells[0], cells[30]]).toEqual([
      [1, 'x1'],
      [40, 'a, b'],
    ]);
  });

  it('are marks where a person says so', async () => {
    const text = 'id,city\n1,“Bonn”\n2,“Köln”\n';
    const read = async (quote?: '“' | '"') =>
      (await readAll(text, quote === undefined ? {} : { text: { quote } })).cells[0]?.[1];
    expect([await read(), await read('“'), await read('"')]).toEqual(['“Bonn”', 'Bonn', '“Bonn”']);
  });
});
