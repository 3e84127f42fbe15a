import { expect, test } from 'vitest';
import { artifactChunks } from '../../../src/contract/model/run';
import { putBlob } from '../../../src/storage/chunks/chunks';
import { stored } from '../../../src/storage/store/database';
import { createRun, saveRun } from '../../../src/storage/runs';
import { someBytes } from '../storage/fresh';
import { anArtifact, aRun } from '../../unit/storage/run-records';
import { aTeam, withModel } from './a-model';
import { faultOf, freshApi } from './call';

test('a judged run becomes a version with a signature, a card and a hash; twice is once', async () => {
  const { call, projectId, project, train } = await withModel();
  const team = aTeam(project);
  await call('updateProject', {
    projectId,
    patch: { team: team.as(team.ada), goals: { ...project.goals, scenario: 'Who will not pay back?' } },
  });
  const { run } = await train(3);
  const version = await call('registerVersion', { runId: run.id });
  expect([version.number, version.authorId]).toEqual([1, team.ada]);
  expect(version.signature).toMatchObject({
    inputs: [
      { name: 'income', type: 'number', range: [4, 210] },
      { name: 'housing', type: 'category', categories: ['own', 'rent'], example: 'own' },
    ],
    output: { name: 'default', classes: ['no', 'yes'], threshold: 0.4 },
  });
  expect(version.card.purpose).toBe('Who will not pay back?');
  const card = await call('versionCard', { versionId: version.id });
  expect(card.computed.trainingData).toContain(
    'loans.csv: 200 rows, of which 140 for training and 20 for validation.',
  );
  expect(card.computed.metrics).toContain('Test ROC AUC 0.81 (90% interval 0.78 to 0.84).');
  expect(card.computed.findings).toContain('housing = rent: 0.71 (312 rows)');
  expect(version.card.contact).toBe('Bo, Analyst, Risk');
  expect(version.card.ethics).toBe('');
  expect(await call('registerVersion', { runId: run.id })).toEqual(version);
  const second = await call('registerVersion', { runId: (await train(4)).run.id, locale: 'zh-CN' });
  expect(second.number).toBe(2);
  const chinese = await call('versionCard', { versionId: second.id, locale: 'zh-CN' });
  expect(chinese.computed.metrics).toContain('测试集 · ROC AUC：0.81');
  const fault = await faultOf(call('deleteRun', { runId: run.id }));
  expect([fault.code, fault.params['version']]).toEqual(['input_invalid', 1]);
});

test('a run without weights or without a judgement is no version', async () => {
  const { call, projectId } = await withModel();
  const run = await createRun(aRun(projectId));
  expect((await faultOf(call('registerVersion', { runId: run.id }))).code).toBe('input_invalid');
  await saveRun({ ...run, status: 'done', artifact: anArtifact(await putBlob(someBytes(264, 77))) });
  expect((await faultOf(call('registerVersion', { runId: run.id }))).place.field).toBe('judgement');
});

test('a champion needs an approval by another, or a reason', async () => {
  const { call, projectId, project, train } = await withModel();
  const team = aTeam(project);
  const act = (id: string | null) => call('updateProject', { projectId, patch: { team: team.as(id) } });
  await act(team.ada);
  const version = await call('registerVersion', { runId: (await train(5)).run.id });
  const promote = (waiver: string | null) => call('promoteVersion', { versionId: version.id, waiver });
  expect((await faultOf(promote(null))).code).toBe('approval_needed');
  expect((await faultOf(promote('  '))).code).toBe('approval_needed');
  const waived = await promote('Only one of us is here');
  expect([waived.reviewId, waived.waiver, waived.by]).toEqual([null, 'Only one of us is here', team.ada]);

  const review = await call('requestReview', { versionId: version.id, reviewerId: team.bo });
  const decide = (decision: 'approved' | 'rejected') =>
    call('decideReview', { reviewId: review.id, decision, comment: 'ok', opened: ['results', 'results'] });
  expect((await faultOf(decide('approved'))).code).toBe('approval_needed'); // by the author herself
  await act(null);
  expect((await faultOf(decide('approved'))).place.field).toBe('team.actingId');
  await act(team.bo);
  expect(await decide('approved')).toMatchObject({ reviewerId: team.bo, opened: ['results'] });
  expect((await faultOf(decide('rejected'))).place.field).toBe('decision');
  const promotion = await promote('not needed');
  expect([promotion.reviewId, promotion.waiver]).toEqual([review.id, null]);
  const view = await call('getProject', { projectId });
  expect(view.promotions.map(({ id }) => id)).toEqual([promotion.id, waived.id]);
  expect((await call('listProjects', null))[0]?.championNumber).toBe(1);

  const later = await call('requestReview', { versionId: version.id, reviewerId: null });
  await call('decideReview', { reviewId: later.id, decision: 'rejected', comment: 'drifted' });
  expect((await faultOf(promote(null))).code).toBe('approval_needed');
});

test('weights are hashed again on demand, and damage is told', async () => {
  const { call, train } = await withModel();
  const version = await call('registerVersion', { runId: (await train(6)).run.id });
  expect(await call('verifyVersion', { versionId: version.id })).toEqual({ holds: true });
  await stored((db) => db.chunks.delete(artifactChunks(version.artifact)[0]?.sha256 ?? ''));
  expect(await call('verifyVersion', { versionId: version.id })).toEqual({ holds: false });
});

test('the rows behind a cell of the confusion matrix, surest first; and all of them as CSV', async () => {
  const { call, train } = await withModel();
  const { judgement } = await train(7);
  const query = { judgementId: judgement.id, actual: null, predicted: 1, limit: 2 };
  // The threshold is 0.4: a probability of 0.5 says yes.
  expect(await call('samplePredictions', query)).toEqual([
    { row: 190, actual: 'yes', predicted: 'yes', confidence: 0.875 },
    { row: 11, actual: 'no', predicted: 'yes', confidence: 0.75 },
  ]);
  expect(
    (await call('samplePredictions', { ...query, actual: 0, predicted: 0 })).map(({ row }) => row),
  ).toEqual([3]);
  const csv = await (await call('exportPredictions', { judgementId: judgement.id })).text();
  expect(csv.split('\r\n').slice(0, 3)).toEqual([
    'row,actual_default,predicted,probability_no,probability_yes',
    '4,no,no,0.75,0.25',
    '8,yes,yes,0.5,0.5',
  ]);
});

test('E is computed from the records; the same state gives the same snapshot', async () => {
  const { call, projectId, train } = await withModel();
  const empty = await call('evaluateProject', { projectId });
  expect(empty.readings.find(({ id }) => id === 'M1a')?.state).toBe('missing');
  const version = await call('registerVersion', { runId: (await train(8)).run.id });
  const first = await call('evaluateProject', { projectId });
  expect(first.id).not.toBe(empty.id);
  expect(first.readings.find(({ id }) => id === 'P3c')).toMatchObject({ state: 'measured', score: 1 });
  expect(first.coverage).toBeGreaterThan(empty.coverage);
  expect((await call('evaluateProject', { projectId })).id).toBe(first.id);
  await call('saveCard', {
    versionId: version.id,
    card: { ...version.card, ethics: 'Reviewed by the ethics board.' },
    name: 'Ada',
  });
  const view = await call('getProject', { projectId });
  expect(view.facts[0]?.cards[0]?.text.ethics).toBe('Reviewed by the ethics board.');
  expect(view.snapshots.map(({ id }) => id)).toEqual([empty.id, first.id]);
  expect((await call('listProjects', null))[0]?.snapshot?.interval).toEqual(first.interval);
});

test('tasks are saved, changed and deleted', async () => {
  const { call, projectId } = await withModel();
  const blank = { id: null, projectId, title: 'Ask for consent', assigneeId: null, dueAt: 5, doneAt: null };
  const task = await call('saveTask', { task: blank });
  const done = await call('saveTask', { task: { ...task, doneAt: 9 } });
  expect([done.id, done.createdAt, done.doneAt]).toEqual([task.id, task.createdAt, 9]);
  const fault = await faultOf(call('saveTask', { task: { ...blank, title: 'x'.repeat(501) } }));
  expect([fault.code, fault.place.field]).toEqual(['input_invalid', 'title']);
  await call('deleteTask', { taskId: task.id });
  expect((await call('getProject', { projectId })).tasks).toEqual([]);
});

test('a project travels as one file: whole to another store, as a copy beside itself', async () => {
  const { call, projectId, train } = await withModel();
  const { run } = await train(9);
  await call('registerVersion', { runId: run.id });
  await call('evaluateProject', { projectId });
  const before = await call('getProject', { projectId });
  const blob = await call('exportProject', { projectId });
  const file = new File([blob], 'loans.hearth');

  const copy = await call('importProject', { file });
  expect(copy.projectId).not.toBe(projectId);
  const copied = await call('getProject', { projectId: copy.projectId });
  expect([copied.dataset?.sha256, copied.partition?.sha256]).toEqual([
    before.dataset?.sha256,
    before.partition?.sha256,
  ]);
  expect(copied.versions[0]?.runId).toBe(copied.runs[0]?.id);
  expect(await call('verifyVersion', { versionId: copied.versions[0]?.id ?? '' })).toEqual({ holds: true });
  expect(await call('readRows', { datasetId: copied.dataset?.id ?? '', from: 5, count: 1 })).toEqual(
    await call('readRows', { datasetId: before.dataset?.id ?? '', from: 5, count: 1 }),
  );
  expect((await call('listProjects', null)).length).toBe(2);

  const elsewhere = freshApi();
  expect(await elsewhere.call('importProject', { file })).toEqual({
    projectId,
    projectIds: [projectId],
    leftOut: [],
  });
  expect(await elsewhere.call('getProject', { projectId })).toEqual(before);

  const third = freshApi();
  const altered = new Uint8Array(await blob.arrayBuffer());
  const middle = altered.length >> 1;
  altered[middle] = (altered[middle] ?? 0) ^ 32;
  const fault = await faultOf(third.call('importProject', { file: new File([altered], 'x.hearth') }));
  expect(fault.code).toBe('project_file_tampered');
  expect(await third.call('listProjects', null)).toEqual([]);
  expect(await stored((db) => db.chunks.count())).toBe(0);
});

test('a damaged chunk is not exported as if it were whole', async () => {
  const { call, projectId, train } = await withModel();
  const { run } = await train(10);
  await stored((db) => db.chunks.delete(artifactChunks(run.artifact)[0]?.sha256 ?? ''));
  expect((await faultOf(call('exportProject', { projectId }))).code).toBe('storage_damaged');
});
