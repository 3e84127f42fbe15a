// What each step does to a table, missing cells included.
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/contract/data/dataset';
import { stepOf, type StepOf, type TransformId } from '../../../../src/contract/data/transform';
import { textValues } from '../../../../src/data/columns/layouts/texts';
import { cellAt } from '../../../../src/data/columns/registry';
import type { RowBatch } from '../../../../src/data/columns/values';
import { openScoring } from '../../../../src/data/transforms/scored-rows';
import { transformOf } from '../../../../src/data/transforms/registry';
import { faultOf } from '../read';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const base = { categories: [], shape: null };
const columns: Column[] = [
  { ...base, name: 'age', type: 'number' },
  { ...base, name: 'city', type: 'category', categories: [' Bonn', 'Bonn', 'KÖLN', 'Köln'] },
  { ...base, name: 'day', type: 'datetime' },
  { ...base, name: 'note', type: 'text' },
];
const batch: RowBatch = {
  firstRow: 0,
  rows: 5,
  values: [
    { type: 'number', values: Float64Array.of(20, 999, NaN, 35, 20) },
    { type: 'category', codes: Int32Array.of(0, 1, -1, 3, 0) },
    {
      type: 'datetime',
      values: Float64Array.of(day('2024-01-31'), day('2024-02-29'), NaN, 0, day('2024-01-31')),
    },
    textValues(['a  b ', null, 'c', 'C', 'a  b ']),
  ],
};

/** Steps that change rows where they are, one after another. */
function openSteps(steps: StepOf<TransformId>[], given: Column[]) {
  let after = given;
  const passes = steps.map(({ step, params }) => {
    const transform = transformOf(step);
    const before = after;
    after = transform.validate(params, before);
    if (!transform.open) throw new Error(`${step} needs all rows`);
    return transform.open(params, before);
  });
  return { columns: after, apply: (rows: RowBatch) => passes.reduce((each, pass) => pass(each), rows) };
}

function run(...steps: StepOf<TransformId>[]) {
  const opened = openSteps(steps, columns);
  const after = opened.apply(batch);
  const of = (name: string) => {
    const index = opened.columns.findIndex((column) => column.name === name);
    const [column, values] = [opened.columns[index], after.values[index]];
    if (!column || !values) return null;
    return Array.from({ length: after.rows }, (_, row) => cellAt(column, values, row));
  };
  return { ...opened, after, of };
}
const refused = (...steps: StepOf<TransformId>[]) =>
  faultOf(Promise.resolve().then(() => openSteps(steps, columns)));

describe('one step', () => {
  it('sets values to missing, in numbers, dates, categories and texts', () => {
    expect(run(stepOf('set-missing', { column: 'age', values: [999] })).of('age')).toEqual([
      20,
      null,
      null,
      35,
      20,
    ]);
    const city = run(stepOf('set-missing', { column: 'city', values: ['Köln'] }));
    expect(city.of('city')).toEqual([' Bonn', 'Bonn', null, null, ' Bonn']);
    expect(city.columns[1]?.categories).toEqual([' Bonn', 'Bonn', 'KÖLN']);
    expect(run(stepOf('set-missing', { column: 'note', values: ['c'] })).of('note')?.[2]).toBeNull();
    expect(run(stepOf('set-missing', { column: 'day', values: [0] })).of('day')?.[3]).toBeNull();
  });

  it('fills what is missing with a value, which may be a new level', () => {
    expect(run(stepOf('fill-missing', { column: 'age', value: -1 })).of('age')).toEqual([
      20, 999, -1, 35, 20,
    ]);
    const city = run(stepOf('fill-missing', { column: 'city', value: 'Aachen' }));
    expect(city.of('city')).toEqual([' Bonn', 'Bonn', 'Aachen', 'Köln', ' Bonn']);
    expect(city.columns[1]?.categories).toEqual([' Bonn', 'Aachen', 'Bonn', 'KÖLN', 'Köln'].sort());
    expect(run(stepOf('fill-missing', { column: 'note', value: '–' })).of('note')?.[1]).toBe('–');
  });

  it('clips numbers', () => {
    const to = { kind: 'between', low: 25, high: 100 } as const;
    expect(run(stepOf('clip-values', { column: 'age', to })).of('age')).toEqual([25, 100, null, 35, 25]);
    const most = { kind: 'most', high: 30 } as const;
    expect(run(stepOf('clip-values', { column: 'age', to: most })).of('age')).toEqual([20, 30, null, 30, 20]);
  });

  it('merges spellings, and tidies texts', () => {
    const merged = run(stepOf('merge-values', { column: 'city', values: ['Köln', 'KÖLN'], into: 'Cologne' }));
    expect(merged.of('city')).toEqual([' Bonn', 'Bonn', null, 'Cologne', ' Bonn']);
    const tidy = run(
      stepOf('tidy-text', { column: 'city', how: { kind: 'blanks' } }),
      stepOf('tidy-text', { column: 'city', how: { kind: 'lower' } }),
    );
    expect(tidy.of('city')).toEqual(['bonn', 'bonn', null, 'köln', 'bonn']);
    expect(tidy.columns[1]?.categories).toEqual(['bonn', 'köln']);
    const note = run(stepOf('tidy-text', { column: 'note', how: { kind: 'blanks' } }));
    expect(note.of('note')).toEqual(['a b', null, 'c', 'C', 'a b']);
  });

  it('drops rows that repeat an earlier one, also one of an earlier group', () => {
    expect(run(stepOf('drop-duplicates', { by: { kind: 'all' } })).of('age')).toEqual([20, 999, null, 35]);
    const opened = openSteps(
      [stepOf('drop-duplicates', { by: { kind: 'some', columns: ['age'] } })],
      columns,
    );
    expect([opened.apply(batch).rows, opened.apply(batch).rows]).toEqual([4, 0]);
  });

  it('renames a column, and keeps rows for which an expression is true', () => {
    expect(run(stepOf('rename-column', { column: 'age', to: 'years' })).of('years')).toEqual([
      20,
      999,
      null,
      35,
      20,
    ]);
    const kept = run(stepOf('keep-where', { expression: 'age < 100 and day >= "2024-01-01"' }));
    expect(kept.of('note')).toEqual(['a  b ', 'a  b ']);
  });

  it('derives columns of every type, new ones and in the place of one that is there', () => {
    const derive = (column: string, expression: string) =>
      run(stepOf('derive-column', { column, expression }));
    expect(derive('decade', 'floor(age / 10) * 10').of('decade')).toEqual([20, 990, null, 30, 20]);
    const flag = derive('old', 'age > 30');
    expect([flag.columns.at(-1)?.categories, flag.of('old')]).toEqual([
      ['false', 'true'],
      ['false', 'true', null, 'true', 'false'],
    ]);
    const group = derive('city', 'lower(trim(city))');
    expect([group.columns.length, group.columns[1]?.categories]).toEqual([4, ['bonn', 'köln']]);
    expect(derive('due', 'day + 1').of('due')?.[0]).toBe(day('2024-02-01'));
    expect(derive('line', 'note & "!"')).toMatchObject({ columns: { 4: { type: 'text' } } });
    expect(derive('line', 'note & "!"').of('line')).toEqual(['a  b !', null, 'c!', 'C!', 'a  b !']);
  });
});

describe('what fits no column is refused with its place', () => {
  it('names column and field', async () => {
    const clip = { kind: 'between', low: 2, high: 1 } as const;
    expect(await refused(stepOf('clip-values', { column: 'age', to: clip }))).toMatchObject({
      code: 'input_invalid',
    });
    expect(
      await refused(stepOf('clip-values', { column: 'city', to: { kind: 'most', high: 1 } })),
    ).toMatchObject({
      code: 'input_invalid',
      place: { column: 'city' },
    });
    expect(await refused(stepOf('fill-missing', { column: 'age', value: 'x' }))).toMatchObject({
      place: { column: 'age' },
    });
    expect(await refused(stepOf('rename-column', { column: 'age', to: 'city' }))).toMatchObject({
      place: { column: 'age', field: 'to' },
    });
    expect(await refused(stepOf('derive-column', { column: 'x', expression: 'age + salary' }))).toMatchObject(
      {
        code: 'input_invalid',
        place: { field: 'expression' },
        params: { at: 7 },
      },
    );
    expect(await refused(stepOf('keep-where', { expression: 'age + 1' }))).toMatchObject({
      code: 'input_invalid',
    });
  });
});

it('scored rows go through what changes values, and none is left out', () => {
  const steps = [
    stepOf('keep-where', { expression: 'age < 100' }),
    stepOf('drop-duplicates', { by: { kind: 'all' } }),
    stepOf('set-missing', { column: 'age', values: [999] }),
    stepOf('derive-column', { column: 'half', expression: 'age / 2' }),
  ];
  const opened = openScoring(steps, columns);
  const after = opened.apply(batch);
  expect(after.rows).toBe(5);
  expect(after.values[4]).toMatchObject({ values: Float64Array.of(10, NaN, NaN, 17.5, 10) });
});
