import { netRecipe } from '../../net-recipe';
import { expect, test } from 'vitest';
import { collectGarbage } from '../../../src/storage/chunks/chunks';
import { stored } from '../../../src/storage/store/database';
import { datasetsOf } from '../../../src/storage/datasets';
import { faultOf, freshApi, loansCsv } from './call';

async function withTable(rows = 200) {
  const context = freshApi();
  const { projectId } = await context.call('createProject', { name: 'Loans', scenarioId: null });
  const dataset = await context.call('importTable', { projectId, file: loansCsv(rows) });
  return { ...context, projectId, dataset };
}

test('an empty project waits for data', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: '  Mine ', scenarioId: null });
  const view = await call('getProject', { projectId });
  expect([view.project.name, view.dataset, view.partition, view.project.draft]).toEqual([
    'Mine',
    null,
    null,
    null,
  ]);
  expect((await faultOf(call('preparePartition', { projectId }))).code).toBe('target_unset');
  expect((await faultOf(call('createProject', { name: ' ', scenarioId: null }))).place).toEqual({
    field: 'name',
  });
});

test('a CSV becomes a dataset with a plan and a draft that agree', async () => {
  const { call, events, projectId, dataset } = await withTable();
  expect([dataset.rows, dataset.columns.map(({ name, type }) => `${name}:${type}`)]).toEqual([
    200,
    ['customer_id:category', 'income:number', 'age:number', 'housing:category', 'default:category'].map(
      (text) => (text.startsWith('customer_id') ? `customer_id:${dataset.columns[0]?.type}` : text),
    ),
  ]);
  expect(events.some(({ stage, done, total }) => stage === 'read' && done === total)).toBe(true);
  expect(events.at(-1)).toMatchObject({ stage: 'check', done: dataset.groups.length });
  const { project } = await call('getProject', { projectId });
  expect([project.data.target, project.data.task]).toEqual(['default', 'binary']);
  expect(project.data.roles).toMatchObject({
    customer_id: 'identifier',
    income: 'feature',
    default: 'target',
  });
  expect(project.draft).toMatchObject({
    dataset: { id: dataset.id, sha256: dataset.sha256 },
    target: 'default',
    features: ['income', 'age', 'housing'],
    split: project.data.split,
  });
});

test('rows are read where they are asked for, and clipped at the end', async () => {
  const { call, dataset } = await withTable();
  const rows = await call('readRows', { datasetId: dataset.id, from: 17, count: 2 });
  expect(rows).toEqual([
    ['C1017', 23.017, null, 'free', 'no'],
    ['C1018', 60.018, 54, 'own', 'yes'],
  ]);
  expect((await call('readRows', { datasetId: dataset.id, from: 198, count: 50 })).length).toBe(2);
  expect(await call('readRows', { datasetId: dataset.id, from: 500, count: 50 })).toEqual([]);
  expect((await faultOf(call('readRows', { datasetId: dataset.id, from: -1, count: 5 }))).code).toBe(
    'input_invalid',
  );
});

test('single rows are read in the order in which they are asked for', async () => {
  const { call, dataset } = await withTable();
  const all = await call('readRows', { datasetId: dataset.id, from: 0, count: 200 });
  const asked = [199, 3, 17, 3];
  expect(await call('readRowsAt', { datasetId: dataset.id, rows: asked })).toEqual(
    asked.map((row) => all[row]),
  );
  for (const rows of [[200], [-1], [1.5]])
    expect((await faultOf(call('readRowsAt', { datasetId: dataset.id, rows }))).code).toBe('input_invalid');
});

test('a partition of an earlier app is measured again where a person asks, and only there', async () => {
  const { call, projectId } = await withTable();
  const partition = await call('preparePartition', { projectId });
  const { equalRows, ...older } = partition.quality;
  expect(equalRows).toEqual({
    duplicates: expect.any(Array),
    conflicts: expect.any(Array),
    leaks: expect.any(Array),
  });
  await stored((db) => db.partitions.update(partition.id, { quality: older }));
  expect((await call('getProject', { projectId })).partition?.quality.equalRows).toBeUndefined();
  expect((await call('preparePartition', { projectId })).quality).toEqual(partition.quality);
  expect((await call('getProject', { projectId })).partition?.quality).toEqual(partition.quality);
});

test('a new reading is a new version with its parent, and keeps what was decided', async () => {
  const { call, projectId, dataset } = await withTable();
  const { project } = await call('getProject', { projectId });
  await call('updateProject', {
    projectId,
    patch: {
      data: {
        ...project.data,
        target: 'income',
        task: 'regression',
        roles: { ...project.data.roles, age: 'protected' },
      },
    },
  });
  const second = await call('importTable', { projectId, file: loansCsv(300) });
  expect(second.lineage.parent).toBe(dataset.id);
  const view = await call('getProject', { projectId });
  expect([
    view.dataset?.rows,
    view.project.data.target,
    view.project.data.task,
    view.project.data.roles['age'],
  ]).toEqual([300, 'income', 'regression', 'protected']);
  expect((await datasetsOf(projectId)).map(({ rows }) => rows)).toEqual([200, 300]);
  expect((await call('readRows', { datasetId: dataset.id, from: 0, count: 1 })).length).toBe(1);
});

test('an import that is stopped or fails leaves nothing behind', async () => {
  const { call, projectId } = await withTable();
  const chunks = () => stored((db) => db.chunks.count());
  const before = await chunks();
  const stop = new AbortController();
  stop.abort();
  const stopped = call('importTable', { projectId, file: loansCsv(900) }, stop.signal);
  await expect(stopped).rejects.toThrow();
  const open = new File(['a,b\n1,2\n3,"4\n'], 'open.csv');
  expect((await faultOf(call('importTable', { projectId, file: open }))).code).toBe('quote_unclosed');
  expect(await chunks()).toBe(before);
  expect(await collectGarbage()).toBe(0);
  expect((await datasetsOf(projectId)).length).toBe(1);
});

test('a plan that changes takes the draft along; a person’s settings stay', async () => {
  const { call, projectId } = await withTable();
  const { project } = await call('getProject', { projectId });
  if (!project.draft) throw new Error('no draft');
  const dense = netRecipe(await call('draftRecipe', { projectId, family: 'dense' }));
  const tuned = { ...dense, epochs: 77, batchSize: 16 };
  await call('updateProject', { projectId, patch: { draft: tuned } });
  const split = { ...project.data.split, train: 0.6, test: 0.3, seed: 9 };
  const roles = { ...project.data.roles, housing: 'ignored' as const };
  const next = await call('updateProject', { projectId, patch: { data: { ...project.data, split, roles } } });
  expect(next.draft).toEqual({ ...tuned, features: ['income', 'age'], split });
  expect(next.revision).toBeGreaterThan(project.revision);
  const regression = await call('updateProject', {
    projectId,
    patch: { data: { ...next.data, target: 'age' } },
  });
  // `binary` is impossible for a column of numbers: the task follows the target.
  expect([regression.data.task, regression.data.roles['default'], netRecipe(regression.draft).loss]).toEqual([
    'regression',
    'feature',
    'mse',
  ]);
});

test('what breaks a schema is refused with its field, and nothing is written', async () => {
  const { call, projectId } = await withTable();
  const { project } = await call('getProject', { projectId });
  const bad = { ...project.goals, budgets: { ...project.goals.budgets, modelBytes: -5 } };
  const fault = await faultOf(call('updateProject', { projectId, patch: { goals: bad, name: 'x' } }));
  expect([fault.code, fault.place.field]).toEqual(['input_invalid', 'goals.budgets.modelBytes']);
  const split = { ...project.data.split, train: 0.9 };
  expect(
    (await faultOf(call('updateProject', { projectId, patch: { data: { ...project.data, split } } }))).place,
  ).toEqual({
    field: 'data.split',
  });
  const unknown = { ...project.data, target: 'nothing' };
  expect((await faultOf(call('updateProject', { projectId, patch: { data: unknown } }))).code).toBe(
    'column_unknown',
  );
  const ghost = { ...project.team, actingId: project.id };
  expect((await faultOf(call('updateProject', { projectId, patch: { team: ghost } }))).place.field).toBe(
    'team.actingId',
  );
  expect((await call('getProject', { projectId })).project).toEqual(project);
});

test('a partition is made once, by share and class, and found again', async () => {
  const { call, events, projectId } = await withTable();
  const partition = await call('preparePartition', { projectId });
  expect(new Set(events.map(({ stage }) => stage))).toEqual(new Set(['split', 'quality']));
  expect(partition.counts).toEqual({ train: 140, validation: 20, test: 40, excluded: 0 });
  expect(partition.quality.classCounts.reduce((sum, each) => sum + each, 0)).toBe(200);
  expect(partition.quality.missingCells).toBe(12);
  expect(await call('preparePartition', { projectId })).toMatchObject(partition);
  expect((await call('getProject', { projectId })).partition).toMatchObject(partition);
  const { project } = await call('getProject', { projectId });
  const split = { ...project.data.split, seed: 2 };
  await call('updateProject', { projectId, patch: { data: { ...project.data, split } } });
  expect((await call('getProject', { projectId })).partition).toBeNull();
  expect((await call('preparePartition', { projectId })).sha256).not.toBe(partition.sha256);
});

test('data that nothing can be learnt from is refused by name', async () => {
  const { call } = freshApi();
  const prepare = async (text: string, roles: Record<string, 'feature'> = {}) => {
    const { projectId } = await call('createProject', { name: 'x', scenarioId: null });
    await call('importTable', { projectId, file: new File([text], 'x.csv') });
    const { project } = await call('getProject', { projectId });
    const target = 'label';
    const data = {
      ...project.data,
      target,
      task: 'binary' as const,
      roles: { ...project.data.roles, ...roles },
    };
    await call('updateProject', { projectId, patch: { data } });
    return faultOf(call('preparePartition', { projectId }));
  };
  const lines = (count: number, line: (row: number) => string) =>
    Array.from({ length: count }, (_, row) => line(row)).join('\n');
  const oneClass = await prepare(`a,label\n${lines(50, (row) => `${row * 1.5},yes`)}\n`);
  expect([oneClass.code, oneClass.place.column, oneClass.params['value']]).toMatchObject([
    'target_one_class',
    'label',
    'yes',
  ]);
  const empty = await prepare(
    `a,b,label\n${lines(50, (row) => `${row * 1.5},,${row % 2 ? 'yes' : 'no'}`)}\n`,
    { b: 'feature' },
  );
  expect([empty.code, empty.place.column]).toEqual(['column_all_missing', 'b']);
  const few = await prepare('a,label\n1.5,yes\n2.5,no\n');
  expect(few.code).toBe('rows_too_few');
});

test('damage in the store is named with the dataset and the row', async () => {
  // Rows that no other test read: what was read once is kept in memory.
  const { call, dataset } = await withTable(211);
  await stored(async (db) => {
    const chunk = await db.chunks.get(dataset.groups[0]?.chunk.sha256 ?? '');
    if (!(chunk?.bytes instanceof Uint8Array)) throw new Error('no chunk');
    chunk.bytes[200] = (chunk.bytes[200] ?? 0) ^ 8;
    await db.chunks.put(chunk);
  });
  const fault = await faultOf(call('readRows', { datasetId: dataset.id, from: 0, count: 1 }));
  expect(fault).toMatchObject({
    code: 'storage_damaged',
    place: { file: 'loans.csv', row: 1 },
    params: { dataset: dataset.id, chunk: dataset.groups[0]?.chunk.sha256 },
  });
});

test('credit scoring is ready with one click', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', {
    name: 'Credit',
    scenarioId: 'credit',
    locale: 'zh-CN',
  });
  const { project, dataset } = await call('getProject', { projectId });
  expect([dataset?.rows, dataset?.source.synthetic, dataset?.source.kind]).toEqual([5000, true, 'scenario']);
  expect(project.goals.requirements.length).toBeGreaterThan(0);
  expect(Object.values(project.data.roles)).toContain('protected');
  expect(project.draft?.features).not.toContain(project.data.target);
  const partition = await call('preparePartition', { projectId });
  expect(
    partition.counts.train + partition.counts.validation + partition.counts.test + partition.counts.excluded,
  ).toBe(5000);
  expect(await call('draftRecipe', { projectId, family: 'glm' })).toMatchObject({
    model: { family: 'glm', settings: { l2: 1 } },
  });
});

test('the digits come with their images', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Digits', scenarioId: 'digits' });
  const { dataset } = await call('getProject', { projectId });
  if (!dataset) throw new Error('no dataset');
  const images = await call('readImages', { datasetId: dataset.id, column: 'image', rows: [9999, 0] });
  expect([images.shape, images.pixels.map((pixels) => pixels.length)]).toEqual([
    [28, 28, 1],
    [784, 784],
  ]);
  expect(images.pixels[0]?.some((value) => value > 128)).toBe(true);
  const fault = await faultOf(call('readImages', { datasetId: dataset.id, column: 'image', rows: [10_000] }));
  expect(fault).toMatchObject({ code: 'not_found', place: { row: 10_001 } });
  expect((await call('preparePartition', { projectId })).counts).toEqual({
    train: 7500,
    validation: 500,
    test: 2000,
    excluded: 0,
  });
});

test('rows are filtered and sorted in the worker, and read page by page with their numbers', async () => {
  const { call, dataset } = await withTable();
  const datasetId = dataset.id;
  const all = await call('readRows', { datasetId, from: 0, count: 200 });
  const age = dataset.columns.findIndex(({ name }) => name === 'age');
  const view = {
    conditions: [{ kind: 'range' as const, column: 'age', low: 30, high: null }],
    search: '',
    sort: [{ column: 'age', descending: true }],
  };
  const wanted = [...all.keys()]
    .filter((row) => Number(all[row]![age] ?? -1) >= 30)
    .sort((one, other) => Number(all[other]![age]) - Number(all[one]![age]) || one - other);
  expect(wanted.length).toBeGreaterThan(10);
  expect(await call('findRows', { datasetId, view })).toEqual({ rows: wanted.length });
  const page = await call('readFoundRows', { datasetId, view, from: 5, count: 4 });
  expect(page.rows).toEqual(wanted.slice(5, 9));
  expect(page.cells).toEqual(wanted.slice(5, 9).map((row) => all[row]));
  const refused = await faultOf(
    call('findRows', { datasetId, view: { ...view, sort: [{ column: 'x', descending: false }] } }),
  );
  expect(refused.code).toBe('column_unknown');
});
