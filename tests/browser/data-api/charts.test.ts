// What charts and heads of columns ask of the data worker, of a stored table.
import { expect, test } from 'vitest';
import type { AnswerOf } from '../../../src/contract/data/charts/charts';
import { mapColumn } from '../../../src/contract/data/row-view';
import { faultOf, freshApi, loansCsv } from './call';

async function withTable(rows = 200) {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Loans', scenarioId: null });
  const dataset = await call('importTable', { projectId, file: loansCsv(rows) });
  return { call, dataset, datasetId: dataset.id };
}
const whole = { conditions: [], search: '', sort: [] };
const range = { kind: 'range', column: 'age', low: 30, high: 45 } as const;

test('a chart is drawn of the rows that a view leaves, and the parts of the heads add up to them', async () => {
  const { call, dataset, datasetId } = await withTable();
  const view = { ...whole, conditions: [range], sort: [{ column: 'age', descending: true }] };
  const { rows } = await call('findRows', { datasetId, view });
  expect(rows).toBeGreaterThan(10);
  const question = { kind: 'bars', by: 'housing', colour: null } as const;
  const bars = (await call('chart', { datasetId, view, question })) as AnswerOf<'bars'>;
  expect(bars.bars.reduce((sum, bar) => sum + bar.rows, bars.missing + bars.otherRows)).toBe(rows);
  const [age, housing] = await call('distributions', { datasetId, view, columns: ['age', 'housing'] });
  expect(age!.reduce((sum, count) => sum + count, 0)).toBe(rows);
  const top = dataset.profiles.find(({ name }) => name === 'housing')!.top;
  const levels = new Map(bars.bars.map((bar) => [bar.level, bar.rows]));
  expect([...housing!]).toEqual(top.map(({ value }) => levels.get(value) ?? 0));
  expect(await call('distributions', { datasetId, view: whole, columns: ['age'] })).toEqual([null]);
});

test('a row has a place in a view, or none', async () => {
  const { call, datasetId } = await withTable();
  const view = { ...whole, conditions: [range], sort: [{ column: 'age', descending: true }] };
  const page = await call('readFoundRows', { datasetId, view, from: 3, count: 1 });
  expect(await call('placeInView', { datasetId, view, row: page.rows[0]! })).toBe(3);
  expect(await call('placeInView', { datasetId, view: whole, row: 17 })).toBe(17);
  expect(await call('placeInView', { datasetId, view: whole, row: 200 })).toBeNull();
  expect((await faultOf(call('placeInView', { datasetId, view, row: -1 }))).code).toBe('input_invalid');
});

test('a part of the map of rows is a filter', async () => {
  const { call, datasetId } = await withTable();
  const columns = ['income', 'age', 'housing'];
  const question = { kind: 'map', columns, colour: null } as const;
  const map = (await call('chart', { datasetId, view: whole, question })) as AnswerOf<'map'>;
  if (map?.marks.kind !== 'points') throw new Error('not a map of points');
  const { x, y } = map.marks;
  const part = { kind: 'map', column: mapColumn, columns, x: [0, 9], y: [-9, 0] } as const;
  const inside = x.filter((left, row) => left >= 0 && left <= 9 && y[row]! >= -9 && y[row]! <= 0).length;
  expect(inside).toBeGreaterThan(5);
  expect(await call('findRows', { datasetId, view: { ...whole, conditions: [part] } })).toEqual({
    rows: inside,
  });
});

test('a question that does not fit the data is refused', async () => {
  const { call, datasetId } = await withTable(20);
  const ask = (question: Parameters<typeof call<'chart'>>[1]['question']) =>
    faultOf(call('chart', { datasetId, view: whole, question }));
  expect((await ask({ kind: 'scatter', x: 'housing', y: 'age', colour: null })).code).toBe('input_invalid');
  expect((await ask({ kind: 'bars', by: 'nowhere', colour: null })).code).toBe('column_unknown');
  expect((await ask({ kind: 'time', date: 'age', value: null, unit: null })).code).toBe('input_invalid');
});
