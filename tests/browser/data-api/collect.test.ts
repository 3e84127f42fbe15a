// A table on its way in and out, over the data worker's contract: looked at, read as chosen, added to, and given back.
import { expect, test } from 'vitest';
import { zipSync } from 'fflate';
import { hasOnlyRecordings } from '../../../src/domain/recipe-subject';
import { waveOf } from '../../unit/data/collections/sounds';
import { stepOf } from '../../../src/contract/data/transform';
import { faultOf, freshApi } from './call';

const csv = (from: number, to: number, delimiter = ',') =>
  `${[
    ['id', 'city', 'value'],
    ...Array.from({ length: to - from }, (_, at) => [from + at, ['Rom', 'Ulm'][at % 2], (from + at) / 4]),
  ]
    .map((row) => row.join(delimiter))
    .join('\n')}\n`;
const fileOf = (text: string, name = 'table.csv') => new File([text], name);

async function withTable() {
  const context = freshApi();
  const { projectId } = await context.call('createProject', { name: 'Mine', scenarioId: null });
  const dataset = await context.call('importTable', { projectId, file: fileOf(csv(0, 60)) });
  return { ...context, projectId, dataset };
}

test('a look at a file stores nothing and says how it would be read', async () => {
  const { call, projectId, dataset } = await withTable();
  const file = fileOf(`${csv(0, 300_000, ';')}x;1\n`);
  const preview = await call('previewTable', { file });
  expect(preview).toMatchObject({ format: 'delimited', delimiter: ';', whole: false });
  expect([preview.cells.length, preview.rows >= 2000]).toEqual([50, true]);
  const chosen = await call('previewTable', {
    file,
    choices: { types: { id: 'text' }, text: { header: false } },
  });
  expect(chosen.columns.map(({ name }) => name)).toEqual(['column_1', 'column_2', 'column_3']);
  const { whole, rows } = await call('previewTable', { file: fileOf(csv(0, 30)) });
  expect([whole, rows]).toEqual([true, 30]);
  expect((await call('getProject', { projectId })).dataset?.id).toBe(dataset.id);
});

test('what was chosen is kept with the version, and a cell that does not fit may be a reason to stop', async () => {
  const { call, projectId } = await withTable();
  const choices = { types: { id: 'category' as const }, text: { delimiter: ';' } };
  const read = await call('importTable', { projectId, file: fileOf(csv(0, 40, ';')), choices });
  expect(read.source.choices).toEqual(choices);
  expect(read.columns[0]?.type).toBe('category');
  const odd = fileOf(`${csv(0, 40)}forty,Rom,1\n`);
  expect((await call('importTable', { projectId, file: odd })).noticeCount).toBe(1);
  expect(
    await faultOf(call('importTable', { projectId, file: odd, choices: { cells: 'stop' } })),
  ).toMatchObject({
    code: 'cell_unreadable',
    place: { row: 41, column: 'id' },
    params: { value: 'forty' },
  });
});

test('rows with a cell that does not fit are left out where that was chosen, of what is added and of what is read again, too', async () => {
  const { call, projectId } = await withTable();
  const odd = (from: number) =>
    fileOf(`${csv(from, from + 40)}forty,Rom,1\n${csv(from + 40, from + 80).slice(14)}`, 'odd.csv');
  const file = odd(0);
  const choices = { cells: 'drop' as const };
  const preview = await call('previewTable', { file, choices });
  const dropped = { count: 1, rows: [{ row: 41, column: 'id', value: 'forty' }] };
  expect(preview).toMatchObject({ rows: 80, noticeCount: 0, dropped });
  const read = await call('importTable', { projectId, file, choices });
  expect(read).toMatchObject({ rows: 80, noticeCount: 0, dropped, source: { choices } });

  // The cells of the column as the file has them: none of the row that was left out.
  await call('keepOriginal', { projectId, file });
  const step = stepOf('change-type', { column: 'id', to: { kind: 'identifier' } });
  const changed = await call('changeSteps', { projectId, steps: [{ step, on: true }] });
  expect(changed).toMatchObject({ rows: 80, columns: [{ type: 'text' }, {}, {}] });
  const cells = await call('readRows', { datasetId: changed.id, from: 38, count: 4 });
  expect(cells.map(([id]) => id)).toEqual(['38', '39', '40', '41']);

  const more = odd(80);
  const added = await call('addTable', { projectId, file: more, choices, addition: { how: 'append' } });
  expect(added.rows).toBe(160);
  const { opened } = { opened: (await call('getProject', { projectId })).dataset };
  expect(opened?.rows).toBe(160);
});

test('measurements are joined to recordings by their file, which then are data to learn from', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Sounds', scenarioId: null });
  const names = Array.from({ length: 8 }, (_, at) => `${['cat', 'dog'][at % 2] ?? ''}/${String(at)}.wav`);
  const zip = zipSync(Object.fromEntries(names.map((name, at) => [name, waveOf(0.1 + at / 10, 8000, 1)])));
  const opened = await call('importTable', {
    projectId,
    file: new File([zip as Uint8Array<ArrayBuffer>], 'sounds.zip'),
  });
  expect(hasOnlyRecordings(opened, (await call('getProject', { projectId })).project.data)).toBe(true);
  const file = fileOf(
    `file,loudness\n${names.map((name, at) => `${name},${String(at * 1.5)}`).join('\n')}\n`,
    'loud.csv',
  );
  const addition = {
    ...{ how: 'join' as const, kind: 'left' as const },
    keys: [{ left: 'file', right: 'file' }],
  };
  const joined = await call('addTable', { projectId, file, addition });
  expect(joined.columns.map(({ name, type }) => [name, type])).toEqual([
    ['audio', 'audio'],
    ['label', 'category'],
    ['file', 'text'],
    ['loudness', 'number'],
  ]);
  expect(hasOnlyRecordings(joined, (await call('getProject', { projectId })).project.data)).toBe(false);
  const cells = await call('readRows', { datasetId: joined.id, from: 0, count: 8 });
  expect(cells.map((row) => [row[2], row[3]])).toEqual(names.map((name, at) => [name, at * 1.5]));
});

test('rows of a file are appended to the table as it was opened, and the steps follow on them', async () => {
  const { call, projectId, dataset } = await withTable();
  const step = stepOf('rename-column', { column: 'value', to: 'amount' });
  await call('changeSteps', { projectId, steps: [{ step, on: true }] });
  const file = fileOf(csv(60, 90).replace('Rom', 'Bonn'), 'more.csv');
  const addition = { how: 'append' } as const;
  expect(await call('previewAdding', { projectId, file, addition })).toMatchObject({
    ...{ missing: [], extra: [], others: [], columns: ['id', 'city', 'value'] },
  });
  const shown = await call('addTable', { projectId, file, addition });
  expect([shown.rows, shown.columns.map(({ name }) => name)]).toEqual([90, ['id', 'city', 'amount']]);
  const rows = await call('readRows', { datasetId: shown.id, from: 58, count: 4 });
  expect(rows).toEqual([
    [58, 'Rom', 14.5],
    [59, 'Ulm', 14.75],
    [60, 'Bonn', 15],
    [61, 'Ulm', 15.25],
  ]);
  const { project } = await call('getProject', { projectId });
  expect(project.data.steps).toHaveLength(1);
  const back = await call('changeSteps', { projectId, steps: [] });
  expect(back.lineage).toEqual({
    parent: dataset.id,
    steps: [stepOf('append', { file: 'more.csv', rows: 30 })],
  });
  expect(back.groups[0]?.chunk).toEqual(dataset.groups[0]?.chunk);
  expect(back.source.name).toBe('table.csv');
});

test('columns of a file are joined, and what has no match is counted before', async () => {
  const { call, projectId, dataset } = await withTable();
  const file = fileOf(
    `key,score\n${Array.from({ length: 50 }, (_, at) => `${at + 30},${at}`).join('\n')}\n`,
    'scores.csv',
  );
  const keys = [{ left: 'id', right: 'key' }];
  const addition = { how: 'join', kind: 'left', keys } as const;
  expect(await call('previewAdding', { projectId, file, addition })).toEqual({
    ...{ how: 'join', rows: 60, leftRows: 60, rightRows: 50 },
    ...{ leftUnmatched: 30, rightUnmatched: 20, repeatedKeys: 0 },
  });
  const left = await call('addTable', { projectId, file, addition });
  expect([left.rows, left.lineage.parent]).toEqual([60, dataset.id]);
  expect(await call('readRows', { datasetId: left.id, from: 29, count: 2 })).toEqual([
    [29, 'Ulm', 7.25, null],
    [30, 'Rom', 7.5, 0],
  ]);
  const wrong = { ...addition, keys: [{ left: 'id', right: 'none' }] };
  expect((await faultOf(call('addTable', { projectId, file, addition: wrong }))).code).toBe('column_unknown');
});

test('the table that is shown goes out and comes back as it was', async () => {
  const { call, projectId, dataset } = await withTable();
  const before = await call('readRows', { datasetId: dataset.id, from: 0, count: 60 });
  for (const format of ['csv', 'ndjson', 'parquet', 'arrow'] as const) {
    const blob = await call('exportTable', { datasetId: dataset.id, format });
    const again = await call('importTable', { projectId, file: new File([blob], `table.${format}`) });
    expect(again.columns.map(({ name, type }) => [name, type])).toEqual(
      dataset.columns.map(({ name, type }) => [name, type]),
    );
    expect(await call('readRows', { datasetId: again.id, from: 0, count: 60 })).toEqual(before);
  }
});
