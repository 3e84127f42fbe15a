// A project that one tab deletes while another writes into it: refused, and nothing is left that no list shows. And what older apps left.
import { expect, test } from 'vitest';
import { jobLock } from '../../../src/contract/project/view';
import { newJob } from '../../../src/engine/jobs/new-job';
import { collectGarbage, putChunk } from '../../../src/storage/chunks/chunks';
import { commitDataset, commitPartition } from '../../../src/storage/datasets';
import { commitCheckpoint } from '../../../src/storage/checkpoints';
import { commitJudgement } from '../../../src/storage/judgements';
import { saveJob } from '../../../src/storage/jobs';
import { sweepUnowned } from '../../../src/storage/registry/sweep';
import { ownedTables } from '../../../src/storage/registry/tables';
import { createRun, saveRun } from '../../../src/storage/runs';
import { noteSaved } from '../../../src/storage/saves';
import { keepSnapshot } from '../../../src/storage/snapshots';
import { putReview, putTask } from '../../../src/storage/team';
import { addPromotion, commitVersion, saveVersionFacts } from '../../../src/storage/versions';
import { stored } from '../../../src/storage/store/database';
import { wholeProject } from '../../unit/engine/a-project';
import { faultOf, freshApi, loansCsv } from './call';

/** How many records each table has that has any. */
async function left(): Promise<Record<string, number>> {
  const names = [
    ...ownedTables.map(({ name }) => name),
    'chunks',
    'references',
    'rows',
    'summaries',
    'device',
    'jobs',
  ];
  const counts = await stored((db) => Promise.all(names.map((name) => db.table(name).count())));
  return Object.fromEntries(
    names.map((name, at) => [name, counts[at] ?? 0] as const).filter(([, count]) => count > 0),
  );
}

test('an import into a project that is deleted meanwhile is refused and leaves not a byte', async () => {
  const { api, call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Loans', scenarioId: null });
  let deleted: Promise<unknown> | null = null;
  const job = {
    signal: new AbortController().signal,
    emit: ({ stage }: { stage: string }) => {
      if (stage === 'read') deleted ??= call('deleteProject', { projectId });
    },
  };
  // Whichever comes first: the import is refused, or deleted with its project.
  await Promise.allSettled([api.importTable({ projectId, file: loansCsv(5000) }, job)]);
  await deleted;
  await collectGarbage();
  expect(await left()).toEqual({});
});

test('every kind of commit asks in its own transaction whether the project lives', async () => {
  freshApi();
  const { bundle, chunks } = await wholeProject();
  for (const bytes of chunks.values()) await putChunk(bytes);
  const [run, partition, dataset, judgement, version, checkpoint, snapshot, task] = [
    ...([bundle.runs[0]!, bundle.partitions[0]!, bundle.datasets[0]!, bundle.judgements[0]!] as const),
    ...([bundle.versions[0]!, bundle.checkpoints[0]!, bundle.snapshots[0]!, bundle.tasks[0]!] as const),
  ] as const;
  const { id: projectId } = bundle.project;
  const own = { id: task.id, projectId, versionId: version.id };
  const commits: Record<string, () => Promise<unknown>> = {
    dataset: () => commitDataset(dataset, (project) => Promise.resolve(project)),
    partition: () => commitPartition(partition),
    run: () => createRun(run),
    'end of a run': () => saveRun(run),
    checkpoint: () => commitCheckpoint(checkpoint),
    judgement: () => commitJudgement(judgement),
    version: () => commitVersion(version),
    facts: () => saveVersionFacts(version.id, { exportDifference: 1 }),
    snapshot: () => keepSnapshot(snapshot),
    task: () => putTask(task),
    review: () =>
      putReview({
        ...{ ...own, requestedBy: null, reviewerId: null, decision: null, comment: '' },
        ...{ requestedAt: 1, decidedAt: null, seal: null },
      }),
    promotion: () =>
      addPromotion({ ...own, alias: 'champion', by: null, reviewId: null, waiver: 'w', at: 1 }),
  };
  for (const [kind, commit] of Object.entries(commits))
    expect([kind, (await faultOf(commit())).code]).toEqual([kind, 'not_found']);
  // What is of the device is not refused: it is not written.
  await noteSaved(projectId, 1);
  await saveJob(newJob({ kind: 'judge', projectId, runId: run.id }, 1));
  const { chunks: _, references: _references, ...records } = await left();
  expect(records).toEqual({});
});

test('records of no project are swept, their bytes counted until then', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Stays', scenarioId: null });
  await call('importTable', { projectId, file: loansCsv(80) });
  const before = await left();
  const { bundle, chunks } = await wholeProject();
  for (const bytes of chunks.values()) await putChunk(bytes);
  await stored(async (db) => {
    for (const { name } of ownedTables) await db.table(name).bulkPut(bundle[name as 'runs']);
    await db.device.put({ key: `saved:${bundle.project.id}`, at: 1 });
  });
  const { unownedBytes, totalBytes, projects } = await call('storageUse', null);
  expect(unownedBytes).toBe([...chunks.values()].reduce((sum, { length }) => sum + length, 0));
  expect(totalBytes).toBe(unownedBytes + (projects[0]?.datasetBytes ?? 0));
  expect(await sweepUnowned()).toBe(9);
  const { references: pinned, chunks: bytes, ...records } = await left();
  const { references, chunks: own, ...expected } = before;
  expect([records, pinned! >= references!, bytes! > own!]).toEqual([expected, true, true]);
});

test('bytes are gone when a deletion answers', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Loans', scenarioId: null });
  await call('importTable', { projectId, file: loansCsv(500) });
  await call('deleteProject', { projectId });
  expect(await left()).toEqual({});
});

test('while a job of a person prepares, its project is not deleted; while one goes on by itself, it is', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Loans', scenarioId: null });
  const job = newJob({ kind: 'judge', projectId, runId: projectId }, 1);
  const behind = { ...newJob({ kind: 'judge', projectId, runId: projectId }, 0) };
  await saveJob(job);
  await saveJob(behind);
  await navigator.locks.request(jobLock(job.id), async () => {
    expect((await faultOf(call('deleteProject', { projectId }))).code).toBe('run_busy');
  });
  await navigator.locks.request(jobLock(behind.id), () => call('deleteProject', { projectId }));
  expect(await left()).toEqual({});
});

test('data and plan are committed together, or neither; what an older app cut in two is finished', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Loans', scenarioId: null });
  const dataset = await call('importTable', { projectId, file: loansCsv(80) });
  const { project } = await call('getProject', { projectId });
  const again = { ...dataset, id: project.id };
  await expect(commitDataset(again, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
  expect(await stored((db) => db.datasets.count())).toBe(1);
  // As it lay between the two commits.
  const { draft: _, ...rest } = project;
  await stored((db) =>
    db.projects.put({
      ...{ ...rest, draft: null },
      data: { ...project.data, datasetId: null, target: null, task: null, roles: {} },
    }),
  );
  const finished = await call('getProject', { projectId });
  expect(finished.dataset?.id).toBe(dataset.id);
  expect([finished.project.data.target, finished.project.draft?.dataset.id]).toEqual(['default', dataset.id]);
});
