// What charts draw, held against plain counting of the same rows.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnswerOf, ChartId, ChartQuestion } from '../../../src/contract/data/charts/charts';
import type { ColumnProfile } from '../../../src/contract/data/dataset';
import { mostPoints } from '../../../src/data/charts/plane';
import { charts, measureChart } from '../../../src/data/charts/registry';
import { startOf, unitOf } from '../../../src/data/charts/time/units';
import { memoryTable, type TableCells } from './memory-source';

const never = new AbortController().signal;

function profilesOf(cells: TableCells): ColumnProfile[] {
  return Object.entries(cells).map(([name, values]) => {
    const numbers = (values as unknown[]).filter((value) => typeof value === 'number');
    const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
    const bins = { edges: [min, max], counts: [numbers.length] };
    const number = { min, max, mean: 0, stdDev: 1, q25: 0, median: 0, q75: 0, histogram: bins };
    const words = (values as unknown[]).filter((value) => typeof value === 'string');
    const top = [...new Set(words)].map((value) => ({
      value,
      count: words.filter((each) => each === value).length,
    }));
    return {
      name,
      missing: (values as unknown[]).filter((value) => value === null).length,
      distinct: new Set(values as unknown[]).size,
      number: numbers.length > 0 ? number : null,
      top: top.sort((a, b) => b.count - a.count),
    };
  });
}

async function ask<K extends ChartId>(
  cells: TableCells,
  question: Extract<ChartQuestion, { kind: K }>,
  { rows = null, dates = [], zone }: { rows?: number[] | null; dates?: string[]; zone?: string } = {},
): Promise<AnswerOf<K>> {
  const { source, columns } = memoryTable(cells, 3, dates);
  const reading = zone === undefined ? {} : { reading: { zone, missing: [] } };
  const table = {
    source,
    columns: columns.map((column) => (dates.includes(column.name) ? { ...column, ...reading } : column)),
    profiles: profilesOf(cells),
    rows: rows && Uint32Array.from(rows),
    mapOf: () => Promise.resolve(null),
  };
  return (await measureChart(table, question, never)) as AnswerOf<K>;
}

const people = {
  age: [31, null, 45, 45, 20, -3.5, 31],
  pay: [10, 20, 30, null, 50, 60, 70],
  city: ['Köln', 'Bonn', null, 'Bonn', 'Trier', 'Bonn', 'Köln'],
};

test('every kind of chart has a folder of its name', () => {
  expect(charts.map(({ id }) => id).sort()).toEqual(
    ['bars', 'boxes', 'map', 'missing', 'pairs', 'scatter', 'time'].sort(),
  );
});

test('few rows are points, coloured by level or number; a row without both values is none', async () => {
  const { rows, marks, scale } = await ask(people, { kind: 'scatter', x: 'age', y: 'pay', colour: 'city' });
  expect(rows).toBe(5);
  expect(scale).toEqual({ kind: 'levels', levels: ['Bonn', 'Köln', 'Trier'], hasOthers: false });
  if (marks.kind !== 'points') throw new Error('not points');
  expect([...marks.x]).toEqual([31, 45, 20, -3.5, 31]);
  expect([...marks.y]).toEqual([10, 30, 50, 60, 70]);
  expect([...marks.colours!]).toEqual([1, NaN, 2, 0, 1]);
  const byPay = await ask(
    people,
    { kind: 'scatter', x: 'age', y: 'age', colour: 'pay' },
    { rows: [2, 4, 6] },
  );
  expect(byPay.scale).toEqual({ kind: 'numbers', low: 10, high: 70 });
  if (byPay.marks.kind === 'points') expect([...byPay.marks.colours!]).toEqual([30, 50, 70]);
  expect(byPay.rows).toBe(3);
});

test('many rows are counted in cells, each row once, in the cell where it lies', async () => {
  const count = mostPoints + 500;
  const x = Array.from({ length: count }, (_, row) => (row * 7919) % 1009);
  const y = x.map((value) => 2000 - value * 1.5);
  const tone = x.map((value) => (value < 400 ? 'low' : 'high'));
  const { marks, rows, ...axes } = await ask(
    { x, y, tone },
    { kind: 'scatter', x: 'x', y: 'y', colour: 'tone' },
  );
  if (marks.kind !== 'cells') throw new Error('not cells');
  const { across, down, counts, colours } = marks;
  expect(counts.reduce((sum, cell) => sum + cell, 0)).toBe(rows);
  const cellOf = (left: number, up: number) => {
    const column = Math.floor(((left - axes.x[0]) / (axes.x[1] - axes.x[0])) * across);
    return Math.floor(((up - axes.y[0]) / (axes.y[1] - axes.y[0])) * down) * across + column;
  };
  const wanted = new Uint32Array(across * down);
  x.forEach((left, row) => wanted[cellOf(left, y[row]!)]!++);
  expect(counts).toEqual(wanted);
  // Levels are in the order of the alphabet: high is 0, low is 1.
  expect(colours![cellOf(10, 2000 - 15)]).toBe(1);
  expect(colours![cellOf(900, 2000 - 1350)]).toBe(0);
});

test('boxes are those of Tukey, of each level', async () => {
  const value = [1, 2, 3, 4, 100, 7, 9, null, 8];
  const by = ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', null];
  const { boxes, missing } = await ask({ value, by }, { kind: 'boxes', value: 'value', by: 'by' });
  expect(missing).toBe(2);
  expect(boxes).toEqual([
    {
      level: 'a',
      rows: 5,
      low: 1,
      q25: 2,
      median: 3,
      q75: 4,
      high: 4,
      mean: 22,
      outliers: 1,
      min: 1,
      max: 100,
    },
    {
      level: 'b',
      rows: 2,
      low: 7,
      q25: 7.5,
      median: 8,
      q75: 8.5,
      high: 9,
      mean: 8,
      outliers: 0,
      min: 7,
      max: 9,
    },
  ]);
});

test('levels beyond the most frequent share a box and have no bar', async () => {
  const by = Array.from(
    { length: 400 },
    (_, row) => `level ${String(Math.floor(Math.sqrt(row))).padStart(2, '0')}`,
  );
  const value = by.map((_, row) => row);
  const { boxes } = await ask({ by, value }, { kind: 'boxes', value: 'value', by: 'by' });
  expect(boxes).toHaveLength(13);
  expect(boxes.at(-1)!.level).toBeNull();
  expect(boxes.reduce((sum, { rows }) => sum + rows, 0)).toBe(400);
  const bars = await ask(
    { by: [...by, ...by.map((_, row) => `x${row}`)] },
    {
      kind: 'bars',
      by: 'by',
      colour: null,
    },
  );
  expect(bars.bars).toHaveLength(24);
  expect(bars.bars[0]).toEqual({ level: 'level 19', rows: 39, parts: [39] });
  expect(bars.otherLevels).toBe(396);
  expect(bars.otherRows + bars.bars.reduce((sum, { rows }) => sum + rows, 0)).toBe(800);
});

test('bars divide by another column; a filter leaves its rows', async () => {
  const answer = await ask(people, { kind: 'bars', by: 'city', colour: 'city' }, { rows: [0, 1, 2, 3] });
  expect(answer.bars).toEqual([
    { level: 'Bonn', rows: 2, parts: [2, 0, 0, 0] },
    { level: 'Köln', rows: 1, parts: [0, 1, 0, 0] },
  ]);
  expect(answer.missing).toBe(1);
});

test('rows over time are counted without gaps, and a number has its mean', async () => {
  const days = ['2024-01-31', '2024-02-01', null, '2024-04-30', '2024-04-02'];
  const day = days.map((text) => (text === null ? null : Date.parse(text)));
  const question = { kind: 'time', date: 'day', value: 'pay', unit: 'month' } as const;
  const answer = await ask({ day, pay: [1, 2, 3, 4, null] }, question, { dates: ['day'] });
  expect([...answer.starts].map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual([
    '2024-01-01',
    '2024-02-01',
    '2024-03-01',
    '2024-04-01',
    '2024-05-01',
  ]);
  expect([...answer.counts]).toEqual([1, 1, 0, 2]);
  expect([...answer.means!]).toEqual([1, 2, NaN, 4]);
  expect(answer.missing).toBe(1);
  const chosen = await ask({ day }, { ...question, value: null, unit: null }, { dates: ['day'] });
  expect(chosen.unit).toBe('day');
  expect(chosen.counts.reduce((sum, count) => sum + count, 0)).toBe(4);
});

test('rows over time are counted by the clock of the column’s zone', async () => {
  const moments = ['2024-01-31T23:30:00+02:00', '2024-02-01T00:30:00+02:00', '2024-02-29T23:59:59+02:00'];
  const question = { kind: 'time', date: 'at', value: null, unit: 'month' } as const;
  const at = moments.map((text) => Date.parse(text));
  const inZone = await ask({ at }, question, { dates: ['at'], zone: '+02:00' });
  expect([...inZone.counts]).toEqual([1, 2]);
  expect([...inZone.starts]).toEqual(
    ['2024-01-01', '2024-02-01', '2024-03-01'].map((day) => Date.parse(`${day}T00:00:00+02:00`)),
  );
  const inUtc = await ask({ at }, question, { dates: ['at'] });
  expect([...inUtc.counts]).toEqual([2, 1]);
  // Where clocks were put forward the offsets differ: there is no one clock, and UTC is the only one without a gap.
  const summer = ['2024-03-31T00:30:00+01:00', '2024-03-31T03:30:00+02:00'].map((text) => Date.parse(text));
  const mixed = await ask({ at: summer }, { ...question, unit: 'hour' }, { dates: ['at'], zone: 'mixed' });
  expect([...mixed.counts]).toEqual([1, 0, 1]);
  expect(mixed.starts[0]).toBe(Date.parse('2024-03-30T23:00:00Z'));
});

test('units of time are those of the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_000_000_000_000, max: 250_000_000_000_000 }), (ms) => {
      const date = new Date(ms);
      const month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
      expect(unitOf.month(ms)).toBe(month);
      expect(unitOf.year(ms)).toBe(date.getUTCFullYear() - 1970);
      for (const unit of ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const) {
        const place = unitOf[unit](ms);
        expect(startOf[unit](place)).toBeLessThanOrEqual(ms);
        expect(startOf[unit](place + 1)).toBeGreaterThan(ms);
      }
      expect(new Date(startOf.week(unitOf.week(ms))).getUTCDay()).toBe(1);
    }),
  );
});

test('missing cells are told by column and part of the table', async () => {
  const answer = await ask(
    { gone: [null, null, 3, 4], some: [1, null, 3, 4], full: [1, 2, 3, 4] },
    { kind: 'missing' },
  );
  expect(answer.columns).toEqual([
    { name: 'gone', missing: 2 },
    { name: 'some', missing: 1 },
  ]);
  expect(answer.bands).toBe(4);
  expect([...answer.shares]).toEqual([1, 1, 0, 0, 0, 1, 0, 0]);
  expect(answer.complete).toBe(2);
});

test('a pair plot shows evenly spaced rows', async () => {
  const one = Array.from({ length: 4000 }, (_, row) => row);
  const answer = await ask(
    { one, other: one.map((value) => -value) },
    { kind: 'pairs', columns: ['one', 'other'], colour: null },
  );
  expect(answer.whole).toBe(false);
  expect(answer.rows).toBe(1500);
  expect([...answer.values[0]!.slice(0, 3), answer.values[0]!.at(-1)]).toEqual([0, 2, 5, 3997]);
  expect(answer.values[1]![7]).toBe(-answer.values[0]![7]!);
});
