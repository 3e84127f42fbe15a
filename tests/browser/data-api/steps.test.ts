import { expect, test } from 'vitest';
import { stepOf, type DataStep, type StepOf, type TransformId } from '../../../src/contract/data/transform';
import { datasetsOf } from '../../../src/storage/datasets';
import { faultOf, freshApi, loansCsv } from './call';

async function withTable() {
  const context = freshApi();
  const { projectId } = await context.call('createProject', { name: 'Loans', scenarioId: null });
  const dataset = await context.call('importTable', { projectId, file: loansCsv(200) });
  return { ...context, projectId, dataset };
}

const on = (step: StepOf<TransformId>): DataStep => ({ step, on: true });
const withAge = on(stepOf('filter-rows', { column: 'age', keep: { kind: 'present' } }));
const withoutHousing = on(stepOf('drop-columns', { columns: ['housing'] }));

test('steps on the data make a new version, the same one each time, and leave the opened table as it was', async () => {
  const { call, projectId, dataset } = await withTable();
  const steps = [withAge, withoutHousing];
  const changed = await call('changeSteps', { projectId, steps });
  expect(changed.lineage).toEqual({ parent: dataset.id, steps: steps.map(({ step }) => step) });
  expect(changed.columns.map(({ name }) => name)).toEqual(['customer_id', 'income', 'age', 'default']);
  const missingAges = dataset.profiles.find(({ name }) => name === 'age')?.missing ?? 0;
  expect([missingAges > 0, changed.rows]).toEqual([true, 200 - missingAges]);
  const { project, dataset: current } = await call('getProject', { projectId });
  expect([current?.id, project.data.target, project.draft?.features, project.data.steps]).toEqual([
    changed.id,
    'default',
    ['income', 'age'],
    steps,
  ]);
  expect((await datasetsOf(projectId))[0]).toMatchObject(dataset);

  const again = await call('changeSteps', { projectId, steps });
  expect([again.id === changed.id, again.sha256, again.lineage.parent]).toEqual([
    false,
    changed.sha256,
    dataset.id,
  ]);
});

test('a step is switched off, moved and taken back; the opened table comes back as it was', async () => {
  const { call, projectId, dataset } = await withTable();
  const both = await call('changeSteps', { projectId, steps: [withAge, withoutHousing] });
  const off = await call('changeSteps', { projectId, steps: [{ ...withAge, on: false }, withoutHousing] });
  expect([off.rows, off.columns.length, off.lineage.steps]).toEqual([200, 4, [withoutHousing.step]]);
  const moved = await call('changeSteps', { projectId, steps: [withoutHousing, withAge] });
  expect([moved.rows, moved.columns]).toEqual([both.rows, both.columns]);
  const none = await call('changeSteps', { projectId, steps: [] });
  expect(none).toMatchObject(dataset);
  const { project, dataset: current } = await call('getProject', { projectId });
  expect([current?.id, project.data.steps]).toEqual([dataset.id, undefined]);
});

test('what was decided on a column follows it to its new name, and back', async () => {
  const { call, projectId } = await withTable();
  const { project: before } = await call('getProject', { projectId });
  await call('updateProject', {
    projectId,
    patch: { data: { ...before.data, roles: { ...before.data.roles, housing: 'protected' } } },
  });
  const steps = [
    on(stepOf('rename-column', { column: 'default', to: 'defaulted' })),
    on(stepOf('rename-column', { column: 'housing', to: 'home' })),
  ];
  await call('changeSteps', { projectId, steps });
  const { project: renamed } = await call('getProject', { projectId });
  expect([renamed.data.target, renamed.data.roles['defaulted'], renamed.data.roles['home']]).toEqual([
    'defaulted',
    'target',
    'protected',
  ]);
  await call('changeSteps', { projectId, steps: [] });
  const { project: back } = await call('getProject', { projectId });
  expect([back.data.target, back.data.roles['default'], back.data.roles['housing']]).toEqual([
    'default',
    'target',
    'protected',
  ]);
});

test('a file opened later goes through the steps; one that does not fit it is switched off, not lost', async () => {
  const { call, projectId } = await withTable();
  await call('changeSteps', {
    projectId,
    steps: [withAge, on(stepOf('fill-missing', { column: 'housing', value: 'unknown' }))],
  });
  const text = await loansCsv(120).text();
  const withoutColumn = text
    .split('\n')
    .map((line) => line.split(',').slice(0, 3).concat(line.split(',').slice(4)).join(','))
    .join('\n');
  expect(text.split('\n')[0]?.split(',')[3]).toBe('housing');
  const opened = await call('importTable', { projectId, file: new File([withoutColumn], 'newer.csv') });
  const { project } = await call('getProject', { projectId });
  const [first, second] = project.data.steps ?? [];
  expect([first?.on, second?.on, second?.step.step]).toEqual([true, false, 'fill-missing']);
  expect(opened.lineage.steps).toEqual([withAge.step]);
  expect(opened.profiles.find(({ name }) => name === 'age')?.missing ?? 0).toBe(0);
});

test('a step is tried on the first rows before it is applied', async () => {
  const { call, projectId, dataset } = await withTable();
  const clip = on(stepOf('clip-values', { column: 'age', to: { kind: 'most', high: 30 } }));
  const preview = await call('previewStep', { projectId, steps: [withAge, clip] });
  const missing = dataset.profiles.find(({ name }) => name === 'age')?.missing ?? 0;
  expect(preview).toMatchObject({ rowsBefore: 200 - missing, rowsAfter: 200 - missing, whole: true });
  expect(
    preview.examples.every(({ column, from, to }) => column === 'age' && Number(from) > 30 && to === 30),
  ).toBe(true);
  expect(preview.changed).toBeGreaterThan(0);
  const dropping = await call('previewStep', { projectId, steps: [withAge] });
  expect([dropping.rowsBefore, dropping.rowsAfter, dropping.changed]).toEqual([200, 200 - missing, 0]);
  expect(await datasetsOf(projectId)).toHaveLength(1);
});

test('a step that fits no column is refused with its place, and leaves no version', async () => {
  const { call, projectId } = await withTable();
  const unknown = [on(stepOf('drop-columns', { columns: ['nothing'] }))];
  expect(await faultOf(call('changeSteps', { projectId, steps: unknown }))).toMatchObject({
    code: 'column_unknown',
    place: { column: 'nothing' },
  });
  const origin = [withAge, { step: stepOf('scenario', { id: 'credit' }), on: true }] as never;
  expect(await faultOf(call('changeSteps', { projectId, steps: origin }))).toMatchObject({
    code: 'input_invalid',
    place: { field: 'steps.1' },
  });
  expect((await datasetsOf(projectId)).length).toBe(1);
});

test('steps over all rows make a version, what they learnt stays with it, and each says what it did', async () => {
  const { call, projectId, dataset } = await withTable();
  const steps = [
    on(stepOf('fill-by-group', { column: 'age', by: ['housing'], of: 'median' })),
    on(stepOf('drop-outliers', { column: 'income', by: { kind: 'robust-z', limit: 1 } })),
    on(stepOf('sort-rows', { by: [{ column: 'income', order: 'descending' }] })),
    on(stepOf('group-rows', { by: ['housing'], values: [{ column: 'income', of: 'mean' }] })),
  ];
  const missing = dataset.profiles.find(({ name }) => name === 'age')?.missing ?? 0;
  const made = await call('changeSteps', { projectId, steps });
  expect(made.columns.map(({ name }) => name)).toEqual(['housing', 'income_mean']);
  expect(made.rows).toBe(3);
  const [filled, dropped, sorted, grouped] = made.stepCounts ?? [];
  expect(filled).toEqual({ before: 200, rows: 200, cells: missing });
  expect([dropped?.before, dropped?.rows === 200]).toEqual([200, false]);
  expect([sorted?.before, sorted?.rows]).toEqual([dropped?.rows, dropped?.rows]);
  expect([grouped?.before, grouped?.rows]).toEqual([dropped?.rows, 3]);
  const [first] = made.lineage.steps;
  expect(first?.step === 'fill-by-group' && first.params.learnt?.groups.length).toBe(3);
  // In the project's list a step stays a rule, so that a newer file is looked at anew.
  expect((await call('getProject', { projectId })).project.data.steps).toEqual(steps);
});

test('columns that no step changes are stored and described as before, byte for byte', async () => {
  const { call, projectId, dataset } = await withTable();
  const steps = [on(stepOf('clip-values', { column: 'income', to: { kind: 'most', high: 50 } }))];
  const made = await call('changeSteps', { projectId, steps });
  const of = (version: typeof made) => version.profiles.filter(({ name }) => name !== 'income');
  expect(of(made)).toEqual(of(dataset));
  const nothing = [on(stepOf('clip-values', { column: 'income', to: { kind: 'most', high: 1e9 } }))];
  const same = await call('changeSteps', { projectId, steps: nothing });
  expect([same.sha256, same.groups, same.duplicateRows]).toEqual([
    dataset.sha256,
    dataset.groups,
    dataset.duplicateRows,
  ]);
});

test('versions are listed with what they were made of, and compared', async () => {
  const { call, projectId, dataset } = await withTable();
  const made = await call('changeSteps', {
    projectId,
    steps: [withoutHousing, on(stepOf('clip-values', { column: 'income', to: { kind: 'most', high: 50 } }))],
  });
  const lines = await call('datasetLines', { projectId });
  expect(lines.map(({ id, parent, rows, columns }) => [id, parent, rows, columns.length])).toEqual([
    [dataset.id, null, 200, 5],
    [made.id, dataset.id, 200, 4],
  ]);
  const by = { before: dataset.id, after: made.id };
  const diff = await call('compareVersions', { ...by, match: { kind: 'key', column: 'customer_id' } });
  const cells = made.stepCounts?.[1]?.cells ?? 0;
  expect([cells > 0, diff.columns.changed]).toEqual([true, [{ name: 'income', cells }]]);
  expect([diff.columns.removed, diff.rows.added, diff.rows.removed]).toEqual([['housing'], 0, 0]);
  expect(
    await faultOf(call('compareVersions', { ...by, match: { kind: 'key', column: 'income' } })),
  ).toMatchObject({ code: 'input_invalid' });
});
