import { expect, test } from 'vitest';
import { stepOf, type DataStep, type TypeTarget } from '../../../src/contract/data/transform';
import type { OpenChoices } from '../../../src/contract/data/opening/open-choices';
import { datasetsOf } from '../../../src/storage/datasets';
import { faultOf, freshApi } from './call';

const plants = ['007', '12', '0815', '9'];
const csvOf = (rows: number, first = 0): File =>
  new File(
    [
      'plant,price,day,flag,size,note\n',
      ...Array.from({ length: rows }, (_, at) => {
        const row = first + at;
        const day = `${String((row % 12) + 1).padStart(2, '0')}/${String((row % 11) + 1).padStart(2, '0')}/21`;
        const price = row % 5 === 0 ? `"1,${String(200 + row)}.50"` : `${String(row)}.0`;
        return `${plants[row % 4] ?? ''},${price},${day},${row % 2},${['S', 'M', 'L'][row % 3] ?? ''},${row % 10 === 3 ? 'n/k' : `x${String(row)}`}\n`;
      }),
    ],
    'plants.csv',
  );

const choices: OpenChoices = { types: { plant: 'number', note: 'text' } };
const file = csvOf(40);

async function withTable({ keeps = true } = {}) {
  const context = freshApi();
  const { projectId } = await context.call('createProject', { name: 'Plants', scenarioId: null });
  const opened = await context.call('importTable', { projectId, file, choices });
  if (keeps) await context.call('keepOriginal', { projectId, file });
  const change = (column: string, to: TypeTarget): DataStep => ({
    step: stepOf('change-type', { column, to }),
    on: true,
  });
  const columnOf = async (datasetId: string, at: number) =>
    (await context.call('readRows', { datasetId, from: 0, count: 40 })).map((row) => row[at] ?? null);
  return { ...context, projectId, opened, change, columnOf };
}

test('a number becomes an identifier as the file writes it, and again a number', async () => {
  const { call, projectId, opened, change, columnOf } = await withTable();
  expect(opened.columns[0]).toMatchObject({ type: 'number' });
  const steps = [change('plant', { kind: 'identifier' }), change('price', { kind: 'text' })];
  const preview = await call('previewStep', { projectId, steps, at: 0 });
  expect(preview).toMatchObject({ cells: 'written', emptied: 0, rowsBefore: 40, rowsAfter: 40 });
  const changed = await call('changeSteps', { projectId, steps });
  expect(changed.columns[0]).toMatchObject({ name: 'plant', type: 'text', logical: 'identifier' });
  expect(await columnOf(changed.id, 0)).toEqual(Array.from({ length: 40 }, (_, row) => plants[row % 4]));
  expect((await columnOf(changed.id, 1)).slice(0, 3)).toEqual(['1,200.50', '1.0', '2.0']);
  const { project } = await call('getProject', { projectId });
  expect(project.data.roles['plant']).toBe('identifier');

  const back = await call('changeSteps', { projectId, steps: [] });
  expect([back.id, back.sha256]).toEqual([opened.id, opened.sha256]);
  expect((await call('getProject', { projectId })).project.data.roles['plant']).not.toBe('identifier');
});

test('dates are read in the order that a person says, two digits by the pivot', async () => {
  const { call, projectId, change, columnOf } = await withTable();
  const read = async (to: TypeTarget) => {
    const changed = await call('changeSteps', { projectId, steps: [change('day', to)] });
    return new Date(Number((await columnOf(changed.id, 2))[1])).toISOString().slice(0, 10);
  };
  // 02/02/21 is the same in both; row 1 is 02/02, so row 0 is asked below.
  expect(await read({ kind: 'datetime', dates: 'day/month/year' })).toBe('2021-02-02');
  const first = async (to: TypeTarget) => {
    const changed = await call('changeSteps', { projectId, steps: [change('day', to)] });
    return new Date(Number((await columnOf(changed.id, 2))[11])).toISOString().slice(0, 10);
  };
  expect(await first({ kind: 'datetime', dates: 'day/month/year' })).toBe('2021-01-12');
  expect(await first({ kind: 'datetime', dates: 'month/day/year' })).toBe('2021-12-01');
  expect(await first({ kind: 'datetime', dates: 'month/day/year', pivot: 20 })).toBe('1921-12-01');
});

test('cells that do not read are counted before they are lost', async () => {
  const { call, projectId, change } = await withTable();
  const steps = [change('note', { kind: 'number' })];
  const preview = await call('previewStep', { projectId, steps });
  expect(preview).toMatchObject({ emptied: 40, changed: 40, cells: null });
  expect(preview.columnsAfter[5]).toMatchObject({ type: 'number', logical: 'number' });
});

test('numbers of 0 and 1 become a boolean, sizes an order that a person gives', async () => {
  const { call, projectId, change } = await withTable();
  const levels = ['L', 'M', 'S'];
  const changed = await call('changeSteps', {
    projectId,
    steps: [change('flag', { kind: 'boolean' }), change('size', { kind: 'ordered', levels })],
  });
  expect(changed.columns[3]).toMatchObject({ logical: 'boolean', categories: ['0', '1'] });
  expect(changed.columns[4]).toMatchObject({ logical: 'ordered', categories: levels });
  expect(changed.profiles[3]?.top).toEqual([
    { value: '0', count: 20 },
    { value: '1', count: 20 },
  ]);
});

test('without the file the values are written, until the same file is given', async () => {
  const { call, projectId, change, columnOf } = await withTable({ keeps: false });
  const steps = [change('plant', { kind: 'identifier' })];
  expect(await call('previewStep', { projectId, steps })).toMatchObject({ cells: 'values' });
  const other = csvOf(40, 1);
  const fault = await faultOf(call('keepCells', { projectId, column: 'plant', file: other }));
  expect(fault.code).toBe('file_unreadable');
  await call('keepCells', { projectId, column: 'plant', file });
  expect(await call('previewStep', { projectId, steps })).toMatchObject({ cells: 'written' });
  const changed = await call('changeSteps', { projectId, steps });
  expect((await columnOf(changed.id, 0)).slice(0, 2)).toEqual(['007', '12']);
});

test('a change behind other steps reads what these leave', async () => {
  const { call, projectId, change, columnOf } = await withTable();
  const clip: DataStep = {
    step: stepOf('clip-values', { column: 'plant', to: { kind: 'most', high: 10 } }),
    on: true,
  };
  const steps = [clip, change('plant', { kind: 'text' })];
  expect(await call('previewStep', { projectId, steps })).toMatchObject({ cells: null });
  const changed = await call('changeSteps', { projectId, steps });
  expect((await columnOf(changed.id, 0)).slice(1, 4)).toEqual(['10', null, '9']);
  // In front of it, the step that follows would not fit.
  const fault = await faultOf(
    call('previewStep', { projectId, steps: [change('plant', { kind: 'text' }), clip], at: 0 }),
  );
  expect(fault.code).toBe('input_invalid');
});

test('the next file goes through the same changes, as it writes its cells', async () => {
  const { call, projectId, change, columnOf } = await withTable();
  await call('changeSteps', { projectId, steps: [change('plant', { kind: 'category' })] });
  const next = await call('importTable', { projectId, file: csvOf(30, 2), choices });
  expect(next.columns[0]).toMatchObject({ logical: 'category', categories: ['007', '0815', '12', '9'] });
  expect((await columnOf(next.id, 0)).slice(0, 3)).toEqual(['0815', '9', '007']);
  expect((await datasetsOf(projectId)).length).toBeGreaterThan(3);
});
