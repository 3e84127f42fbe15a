// A table whose columns, classes and members are named as what every object inherits, from import to project file and scoring.
import { expect, test } from 'vitest';
import { netRecipe } from '../../net-recipe';
import { createEngineApi } from '../../../src/engine/engine-api';
import { newId } from '../../../src/storage/store/ids';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { data } from './small-projects';

const columns = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

test('is a table like any other', async () => {
  freshDatabase();
  const engine = createEngineApi();
  const lines = [columns.join(',')];
  for (let row = 0; row < 240; row++)
    lines.push(
      [
        row % 7,
        ['t0', 't1', '__proto__'][row % 3],
        row % 11,
        ['a', 'constructor'][row % 2],
        row % 7 > 3 ? 'toString' : '__proto__',
      ].join(','),
    );
  const { projectId } = await call(data.createProject, { name: '__proto__', scenarioId: null });
  const file = new File([`${lines.join('\n')}\n`], 'constructor.csv', { type: 'text/csv' });
  const dataset = await call(data.importTable, { projectId, file });
  expect(dataset.columns.map(({ name }) => name)).toEqual(columns);
  const { project } = await call(data.getProject, { projectId });
  const roles = Object.fromEntries(
    columns.map((name) => [name, name === 'valueOf' ? 'target' : 'feature'] as const),
  );
  const member = { id: newId(), name: '__proto__', department: 'constructor', role: 'toString' };
  await call(data.updateProject, {
    projectId,
    patch: {
      data: { ...project.data, target: 'valueOf', task: 'binary', roles },
      team: { ...project.team, members: [member], actingId: member.id },
    },
  });
  const planned = (await call(data.getProject, { projectId })).project;
  expect(Object.entries(planned.data.roles)).toEqual(Object.entries(roles));
  const drafted = netRecipe(await call(data.draftRecipe, { projectId, family: 'dense' }));
  expect(drafted.features).toEqual(columns.slice(0, 4));
  const recipe = { ...drafted, epochs: 3, batchSize: 32 };
  const run = await call(engine.train, {
    kind: 'new',
    ...{ projectId, recipe, backend: 'cpu', role: 'model' },
  });
  expect(run.status).toBe('done');
  const judgement = await call(engine.judge, { runId: run.id });
  expect(judgement.kind === 'classification' && judgement.classes.toSorted()).toEqual([
    '__proto__',
    'toString',
  ]);
  const version = await call(data.registerVersion, { runId: run.id });
  const input = Object.fromEntries(
    columns.slice(0, 4).map((name, at) => [name, [5, 't0', 3, 'a'][at]!] as const),
  );
  const answer = await call(engine.predict, { versionId: version.id, rows: [input] });
  expect(answer).toHaveLength(1);
  const rows = new File([`${lines.slice(0, 20).join('\n')}\n`], 'rows.csv');
  const scored = await call(engine.scoreFile, { versionId: version.id, file: rows, guard: false });
  expect(scored.file.size).toBeGreaterThan(100);
  expect((await call(engine.exportModel, { versionId: version.id })).size).toBeGreaterThan(100);
  expect((await call(data.exportPredictions, { judgementId: judgement.id })).size).toBeGreaterThan(100);
  const blob = await call(data.exportProject, { projectId });
  const copy = await call(data.importProject, { file: new File([blob], 'p.hearth') });
  const copied = (await call(data.getProject, { projectId: copy.projectId })).project;
  expect(Object.entries(copied.data.roles).toSorted()).toEqual(Object.entries(roles).toSorted());
  await call(data.evaluateProject, { projectId: copy.projectId });
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
