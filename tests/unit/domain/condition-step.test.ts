// A step made of filters keeps the rows that the filters show.
import { expect, test } from 'vitest';
import { allRows, type RowCondition } from '../../../src/contract/data/row-view';
import { afterSteps, collected, rowsOf } from '../../../src/data/transforms/run-steps';
import { filteredRows } from '../../../src/data/view/filter-rows';
import { stepOfConditions } from '../../../src/domain/expressions/condition-step';
import { memoryTable } from '../data/memory-source';

const day = (text: string) => Date.parse(`${text}Z`);

test.each<[string, RowCondition[]]>([
  ['a range', [{ kind: 'range', column: 'age, ] years', low: -1.5, high: 40 }]],
  ['one bound', [{ kind: 'range', column: 'age, ] years', low: null, high: 31 }]],
  ['no bound', [{ kind: 'range', column: 'age, ] years', low: null, high: null }]],
  ['days', [{ kind: 'range', column: 'day', low: day('2025-01-02'), high: day('2025-01-03T23:59:59.999') }]],
  ['levels', [{ kind: 'levels', column: 'city', levels: ['a "b"', 'Bonn'] }]],
  ['a part of a text', [{ kind: 'contains', column: 'city', text: 'BON' }]],
  ['what is missing', [{ kind: 'missing', column: 'age, ] years' }]],
  ['what is not', [{ kind: 'present', column: 'city' }]],
  [
    'several',
    [
      { kind: 'present', column: 'day' },
      { kind: 'levels', column: 'city', levels: ['Bonn', 'a "b"'] },
      { kind: 'range', column: 'age, ] years', low: 0, high: 50 },
    ],
  ],
])('%s', async (_, conditions) => {
  const { source, columns } = memoryTable(
    {
      'age, ] years': [31, null, 45, 0, -1.5],
      city: ['a "b"', 'Bonn', 'bonn', null, 'Bonn'],
      day: [day('2025-01-01'), day('2025-01-02'), day('2025-01-03T12:30:00'), day('2025-01-04'), null],
    },
    10,
    ['day'],
  );
  const view = { ...allRows, conditions };
  const rows = await filteredRows(source, columns, view, new AbortController().signal);
  const step = stepOfConditions(conditions, columns)!;
  const read = await source.read(0, new Set(columns.map(({ name }) => name)));
  const given = rowsOf(columns, { firstRow: 0, rows: 5, values: [...read.values()] });
  const batch = await collected((await afterSteps(given, [step])).rows);
  const all = [...read.values()][0];
  if (all?.type !== 'number' || batch.values[0]?.type !== 'number') throw new Error('not the numbers');
  const { values } = all;
  expect([...batch.values[0].values]).toEqual([...rows].map((row) => values[row]));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.length).toBeLessThan(5);
});
