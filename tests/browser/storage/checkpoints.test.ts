import { expect, test } from 'vitest';
import { HearthError } from '../../../src/contract/transport/fault';
import { commitCheckpoint, latestCheckpoint, nextGeneration } from '../../../src/storage/checkpoints';
import { collectGarbage, getBlob, putBlob } from '../../../src/storage/chunks/chunks';
import { stored } from '../../../src/storage/store/database';
import { removeProject } from '../../../src/storage/projects';
import { runLock } from '../../../src/contract/project/view';
import { createRun, deleteRun, markInterrupted, runsOf } from '../../../src/storage/runs';
import { freshDatabase, someBytes } from './fresh';
import { addProject, aProject } from '../../unit/storage/project-records';
import { aCheckpoint, aRun } from '../../unit/storage/run-records';

async function runWithCheckpoints(generations: number) {
  freshDatabase();
  const project = aProject();
  await addProject(project);
  const run = await createRun(aRun(project.id));
  for (let generation = 1; generation <= generations; generation++)
    await commitCheckpoint(aCheckpoint(run.id, generation, await putBlob(someBytes(9000, generation), 4000)));
  return { project, run };
}

async function damage(runId: string, generation: number) {
  await stored(async (db) => {
    const checkpoint = await db.checkpoints.where('[runId+generation]').equals([runId, generation]).first();
    const name = checkpoint?.state[1]?.sha256 ?? '';
    const chunk = await db.chunks.get(name);
    if (!(chunk?.bytes instanceof Uint8Array)) throw new Error('no chunk to damage');
    chunk.bytes[17] = (chunk.bytes[17] ?? 0) ^ 1;
    await db.chunks.put(chunk);
  });
}

test('two generations are kept, and the newest is taken', async () => {
  const { run } = await runWithCheckpoints(4);
  expect((await latestCheckpoint(run.id))?.generation).toBe(4);
  expect(await stored((db) => db.checkpoints.count())).toBe(2);
  expect(await nextGeneration(run.id)).toBe(5);
  expect(await collectGarbage()).toBe(6); // three chunks of each of the two old generations
  const newest = await latestCheckpoint(run.id);
  expect(await getBlob(newest?.state ?? [])).toEqual(someBytes(9000, 4));
});

test('a damaged generation gives way to the one before it; two damaged ones are told', async () => {
  const { run } = await runWithCheckpoints(3);
  await damage(run.id, 3);
  expect((await latestCheckpoint(run.id))?.generation).toBe(2);
  await damage(run.id, 2);
  await expect(latestCheckpoint(run.id)).rejects.toMatchObject({ fault: { code: 'storage_damaged' } });
});

test('a generation is never written over', async () => {
  const { run } = await runWithCheckpoints(2);
  const again = aCheckpoint(run.id, 2, await putBlob(someBytes(100, 99)));
  await expect(commitCheckpoint(again)).rejects.toBeInstanceOf(HearthError);
  expect((await latestCheckpoint(run.id))?.step).toBe(20);
});

test('without a checkpoint there is none to resume from', async () => {
  const { run } = await runWithCheckpoints(0);
  expect(await latestCheckpoint(run.id)).toBeNull();
});

test('runs are numbered per project, and a deleted one takes its checkpoints along', async () => {
  const { project, run } = await runWithCheckpoints(1);
  const second = await createRun(aRun(project.id));
  expect([run.number, second.number]).toEqual([1, 2]);
  await deleteRun(run.id);
  expect((await runsOf(project.id)).map((each) => each.id)).toEqual([second.id]);
  expect(await stored((db) => db.checkpoints.count())).toBe(0);
  expect(await collectGarbage()).toBe(3);
});

test('a running run that no thread holds was cut off; one that is held goes on', async () => {
  const { project, run } = await runWithCheckpoints(1);
  const held = await createRun(aRun(project.id));
  await navigator.locks.request(runLock(held.id), async () => {
    const marked = await markInterrupted(await runsOf(project.id));
    expect(marked.map((each) => [each.id, each.status])).toEqual([
      [run.id, 'interrupted'],
      [held.id, 'running'],
    ]);
  });
  expect((await runsOf(project.id)).map((each) => each.status)).toEqual(['interrupted', 'running']);
});

test('a run cut off between its newest checkpoint and its own record stands where the checkpoint is', async () => {
  const { project } = await runWithCheckpoints(2);
  const [marked] = await markInterrupted(await runsOf(project.id));
  expect(marked).toMatchObject({ status: 'interrupted', step: 20 });
  expect(await runsOf(project.id)).toMatchObject([{ step: 20 }]);
});

test('a run that is being trained is not deleted under the training', async () => {
  const { project, run } = await runWithCheckpoints(1);
  await navigator.locks.request(runLock(run.id), async () => {
    await expect(deleteRun(run.id)).rejects.toMatchObject({ fault: { code: 'run_busy' } });
    await expect(removeProject(project.id)).rejects.toMatchObject({ fault: { code: 'run_busy' } });
  });
  await removeProject(project.id);
  expect(await stored((db) => db.runs.count())).toBe(0);
});

test('a commit that fails leaves none of its chunks', async () => {
  const { run } = await runWithCheckpoints(2);
  const before = await stored((db) => db.chunks.count());
  const state = await putBlob(someBytes(9000, 50), 4000);
  await expect(commitCheckpoint(aCheckpoint('01ARZ3NDEKTSV4RRFFQ69G5FAV', 3, state))).rejects.toMatchObject({
    fault: { code: 'not_found' },
  });
  expect(await stored((db) => db.chunks.count())).toBe(before);
  expect((await latestCheckpoint(run.id))?.generation).toBe(2);
});
