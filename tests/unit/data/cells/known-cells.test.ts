// Rows that are scored are read as training read its own: every form of a column comes back with the same values, in a file and in a form.
import { describe, expect, it } from 'vitest';
import { coderOf } from '../../../../src/data/treatments/registry';
import { cellAt } from '../../../../src/data/columns/registry';
import { KnownRows } from '../../../../src/data/rows/known-rows';
import { readAll } from '../read';

const many = (cell: (row: number) => string): string[] => Array.from({ length: 40 }, (_, row) => cell(row));
const two = (value: number): string => String(value).padStart(2, '0');

const forms: [string, string[]][] = [
  ['euros', many((row) => `${row}.234,50 €`)],
  ['dollars', many((row) => (row % 9 === 0 ? `($${row + 1}.25)` : `$${row + 1}.25`))],
  ['percent', many((row) => `${row},5 %`)],
  ['kilograms', many((row) => `${row}.5 kg`)],
  ['millions', many((row) => (row % 2 ? `€${row}.5M` : `€${row + 1}00K`))],
  ['French groups', many((row) => `${row + 1}\u202f000,5`)],
  ['Swiss groups', many((row) => `${row + 1}’000.5`)],
  ['Indian groups', many((row) => `1,${two(row + 10)},000`)],
  [
    'full width',
    many((row) =>
      `１${two(row)}．５`
        .normalize('NFKC')
        .replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    ),
  ],
  ['numbers with words for missing', many((row) => (row % 5 === 0 ? 'keine Angabe' : `${row}.5`))],
  ['plain dates', many((row) => `2021-03-${two((row % 28) + 1)}`)],
  ['offsets', many((row) => `2021-03-${two((row % 28) + 1)} 05:06:07.123+01`)],
  ['am and pm', many((row) => `Mar ${(row % 28) + 1}, 2021 3:${two(row)} pm`)],
  ['two-digit years', many((row) => `3/${(row % 28) + 1}/21`)],
  ['day first', many((row) => `${two((row % 28) + 1)}/03/2021`)],
  ['months', many((row) => `${two((row % 12) + 1)}/2021`)],
  ['quarters', many((row) => `20${two(row)}Q${(row % 4) + 1}`)],
  ['times', many((row) => `${two(row % 24)}:${two(row)}`)],
  ['digits', many((row) => `202103${two((row % 28) + 1)}`)],
  ['zero dates', many((row) => (row % 10 === 0 ? '0000-00-00' : `2021-03-${two((row % 28) + 1)}`))],
];

describe.each(forms)('a column of %s', (_, cells) => {
  const rows = cells.map((cell, row) => `"${cell}",${row % 2}`);
  const read = () => readAll(`v,y\n${rows.join('\n')}\n`);

  it('is scored as it was read, without a remark', async () => {
    const { columns, cells: values, noticeCount } = await read();
    expect(noticeCount).toBe(0);
    expect(['number', 'datetime']).toContain(columns[0]?.type);
    const remarks: string[] = [];
    const known = new KnownRows(columns.slice(0, 1), ['v'], { capacity: 100, decimal: null });
    const batch = known.read(
      cells.map((cell) => [cell]),
      0,
      (column, row, remark, text) => remarks.push(`${column.name} ${row} ${remark} ${text}`),
    );
    expect(cells.map((_cell, row) => cellAt(columns[0]!, batch.values[0]!, row))).toEqual(
      values.map(([value]) => value),
    );
    expect(remarks).toEqual([]);
  });

  it('is typed in as it was read', async () => {
    const { columns, groups } = await read();
    const [column, values] = [columns[0]!, groups[0]!.values[0]!];
    const coder = coderOf(column.type as 'number' | 'datetime');
    const gatherer = coder.gather(column);
    const all = Uint32Array.from(cells, (_cell, row) => row);
    gatherer.add?.(values, all, null);
    const fitted = gatherer.finish({
      number: { impute: 'median', scale: 'standard', missingIndicator: true },
      category: { encode: 'one-hot', maxCategories: 10 },
      image: { scale: 'unit' },
    })!;
    const width = coder.width(fitted);
    const encoded = new Float32Array(width * cells.length);
    coder.encode(fitted, values, all, { data: encoded, at: 0, stride: width }, {});
    cells.forEach((cell, row) => {
      const typed = new Float32Array(width);
      const isMissing = cell === 'keine Angabe' || cell === '0000-00-00';
      expect([cell, coder.write(fitted, cell, typed, 0)]).toEqual([cell, isMissing ? 'missing' : null]);
      expect([...typed]).toEqual([...encoded.subarray(row * width, (row + 1) * width)]);
    });
  });
});
