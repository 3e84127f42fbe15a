import { describe, expect, it } from 'vitest';
import { columnNotes } from '../../../src/domain/columns/column-notes';
import { readAll } from '../data/read';

const notesOf = async (cells: readonly string[], name = 'v') => {
  const { columns, profiles } = await readAll(
    `${name},y\n${cells.map((cell, row) => `${cell},${row % 2}`).join('\n')}\n`,
  );
  return columnNotes({ columns, profiles });
};
const many = (count: number, cell: (row: number) => string): string[] =>
  Array.from({ length: count }, (_, row) => cell(row));

describe('columnNotes', () => {
  it.each([
    ['-999', -999],
    ['-1', -1],
    ['9999', 9999],
    ['-9999', -9999],
  ])('tells of %s among numbers that are elsewhere, and leaves it a value', async (code, value) => {
    expect(await notesOf(many(60, (row) => (row % 20 === 3 ? code : `${row}.5`)))).toEqual([
      { column: 'v', kind: 'suspect', value, count: 3 },
    ]);
  });

  it('tells nothing of numbers that lie among the others', async () => {
    expect(await notesOf(many(60, (row) => String(row - 5)))).toEqual([]);
    expect(await notesOf(many(120, (row) => String(row % 100)))).toEqual([]);
    expect(await notesOf(many(60, (row) => String(row * -20 - 19)))).toEqual([]);
    expect(await notesOf(many(60, (row) => String((row % 3) - 1)))).toEqual([]);
    expect(await notesOf(many(60, (row) => (row % 2 ? '1' : '-1')))).toEqual([]);
    expect(await notesOf(many(60, () => '-999'))).toEqual([]);
    expect(await notesOf(many(60, (row) => String(row % 2 === 0 ? -999 : -998)))).toEqual([]);
  });

  it('tells of dates that are guessed or counted', async () => {
    expect(await notesOf(many(24, (row) => `0${(row % 8) + 1}/0${((row * 5) % 9) + 1}/2021`))).toEqual([
      { column: 'v', kind: 'guessed-order', first: 'month' },
    ]);
    expect(
      await notesOf(
        many(24, (row) => String(1614834367 + row * 86_400)),
        'created_at',
      ),
    ).toEqual([{ column: 'created_at', kind: 'counted', as: 'epoch-seconds' }]);
    expect(await notesOf(many(24, (row) => `2021-03-${row + 4 < 10 ? '0' : ''}${row + 4}`))).toEqual([]);
  });

  it('tells of spellings of one level, which stay apart', async () => {
    expect(await notesOf(many(60, (row) => ['Male', 'male', 'MALE', 'Female'][row % 4] ?? ''))).toEqual([
      { column: 'v', kind: 'variants', values: ['MALE', 'Male', 'male'] },
    ]);
    expect(await notesOf(many(60, (row) => ['TRUE', 'True', 'true', 'false'][row % 4] ?? ''))).toMatchObject([
      { kind: 'variants' },
    ]);
    expect(await notesOf(many(60, (row) => ['a  b', 'a b', 'c'][row % 3] ?? ''))).toMatchObject([
      { values: ['a  b', 'a b'] },
    ]);
  });
});
