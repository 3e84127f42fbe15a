// A record that was edited past the app, in a project file or in the store, is named on opening and used no more.
import { expect, test } from 'vitest';
import type { HashedTable } from '../../../src/contract/project/view';
import { stored } from '../../../src/storage/store/database';
import { approvedModel } from './a-model';
import { freshApi } from './call';
import { rewritten, type Bundle, type Json } from './rewritten-file';

/** A project with a record in every table that carries hashes, and its file. */
async function everything() {
  const context = await approvedModel();
  const { call, projectId, version } = context;
  await call('promoteVersion', { versionId: version.id, waiver: null });
  const snapshot = await call('evaluateProject', { projectId });
  const file = new File([await call('exportProject', { projectId })], 'loans.hearth');
  return { ...context, snapshot, file };
}

const edits: [HashedTable, (record: Json) => unknown][] = [
  ['datasets', (record) => ((record['source'] as Json)['licence'] = 'CC0')],
  ['partitions', (record) => ((record['quality'] as Json)['duplicateRows'] = 77)],
  ['runs', (record) => (record['secondsTrained'] = 0.5)],
  ['judgements', (record) => (record['testRows'] = 400)],
  ['versions', (record) => (record['createdAt'] = 5)],
  ['versionFacts', (record) => (record['exportDifference'] = 1e-9)],
  ['reviews', (record) => (record['comment'] = 'Excellent.')],
  ['promotions', (record) => (record['at'] = 5)],
  ['snapshots', (record) => (record['headline'] = 0.99)],
];

test('untouched, every record holds, in the store, in a file and in a copy beside the original', async () => {
  const { call, projectId, file } = await everything();
  const check = await call('checkRecords', { projectId });
  expect(check).toMatchObject({ unsealed: 0, altered: [] });
  expect(check.checked).toBeGreaterThanOrEqual(edits.length);
  const copy = await call('importProject', { file });
  expect(await call('checkRecords', copy)).toEqual(check);
  const elsewhere = freshApi();
  const { projectId: moved } = await elsewhere.call('importProject', { file });
  expect(await elsewhere.call('checkRecords', { projectId: moved })).toEqual(check);
});

for (const [table, edit] of edits)
  test(`an edit in ${table} is named: in a file, in a copy, in the store`, async () => {
    const { call, projectId, file } = await everything();
    const forged = await rewritten(file, (records: Bundle) => edit(records[table]![0]!));
    const expected = [expect.objectContaining({ table })];
    const copy = await call('importProject', { file: forged });
    expect((await call('checkRecords', copy)).altered).toEqual(expected);

    await stored(async (db) => {
      const record = (await db.table<Json>(table).where({ projectId }).first())!;
      edit(record);
      await db.table(table).put(record);
    });
    expect((await call('checkRecords', { projectId })).altered).toEqual(expected);

    const elsewhere = freshApi();
    const moved = await elsewhere.call('importProject', { file: forged });
    expect((await elsewhere.call('checkRecords', moved)).altered).toEqual(expected);
  });

test('an altered snapshot is not shown as E, nor taken for the state that was measured', async () => {
  const { call, projectId, snapshot } = await everything();
  await stored((db) => db.snapshots.update(snapshot.id, { headline: 0.99, interval: [0.98, 1] }));
  const opened = await call('getProject', { projectId });
  expect(opened.snapshot?.id).not.toBe(snapshot.id);
  const [altered] = (await call('checkRecords', { projectId })).altered;
  expect(altered).toMatchObject({ id: snapshot.id, takenAt: snapshot.takenAt });
  const measured = await call('evaluateProject', { projectId });
  expect(measured.id).not.toBe(snapshot.id);
  expect(measured).toMatchObject({ headline: snapshot.headline, interval: snapshot.interval });
});

test('a snapshot of an earlier app has no hash of its content: altered readings are seen, the rest is unsealed', async () => {
  const { call, file } = await everything();
  const older = (edit: (record: Json) => unknown) =>
    rewritten(file, ({ snapshots }) => {
      for (const record of snapshots!) delete record['contentSha256'];
      edit(snapshots![0]!);
    });
  const plain = await call('importProject', { file: await older(() => undefined) });
  const check = await call('checkRecords', plain);
  expect(check.altered).toEqual([]);
  expect(check.unsealed).toBeGreaterThan(0);
  const forged = await older((record) => ((record['readings'] as Json[])[0]!['n'] = 12));
  const copy = await call('importProject', { file: forged });
  expect((await call('checkRecords', copy)).altered).toMatchObject([{ table: 'snapshots' }]);
});

test('an altered evaluation is no evidence for E, and what replaces an altered record does not make it whole', async () => {
  const { call, projectId, version } = await everything();
  const reading = async (id: string) =>
    (await call('evaluateProject', { projectId })).readings.find((each) => each.id === id);
  expect((await reading('M1b'))?.state).toBe('measured');
  await stored((db) => db.judgements.update(version.judgementId, { testRows: 400 }));
  await stored((db) => db.versionFacts.update(version.id, { exportDifference: 1e-9 }));
  await call('checkRecords', { projectId });
  expect((await reading('M1b'))?.state).toBe('missing');
  await call('saveCard', { versionId: version.id, card: { ...version.card, contact: 'bo@example.org' } });
  expect((await call('checkRecords', { projectId })).altered.map(({ table }) => table)).toEqual([
    ...['judgements', 'versionFacts'],
  ]);
});
