// The queue of jobs through the contract: order, what a person changes in it, and what a cut at any moment leaves of it.
import { beforeEach, expect, test } from 'vitest';
import type { JobRecord, JobRequest, QueueChange } from '../../../src/contract/project/job-record';
import { jobLock } from '../../../src/contract/project/view';
import { nextInQueue } from '../../../src/domain/jobs/job-queue';
import { Philox } from '../../../src/domain/random';
import { createEngineApi } from '../../../src/engine/engine-api';
import { getJob, saveJob } from '../../../src/storage/jobs';
import { runsOf } from '../../../src/storage/runs';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { data, tableProject, type SmallProject } from './small-projects';

beforeEach(() => void freshDatabase());

const engine = createEngineApi();
const training = ({ projectId, recipe }: SmallProject, epochs = 2): JobRequest => ({
  ...{ kind: 'train', projectId, backend: 'wasm' },
  recipe: { ...recipe, epochs, earlyStopping: null },
});
const add = (request: JobRequest) => call(data.queueJob, request);
const queue = () => call(data.jobQueue, null);
const change = (job: JobRecord, how: QueueChange) => call(data.changeQueue, { jobId: job.id, change: how });
const order = async () => (await queue()).map(({ job }) => job.id);
const take = ({ id }: JobRecord) => call(engine.resumeJob, { jobId: id, inTurn: true });

test('jobs of several projects wait in the order they came in, and move, are held and leave it as asked', async () => {
  const [one, two] = [await tableProject(), await tableProject()];
  const [a, b, c] = [await add(training(one)), await add(training(two)), await add(training(one, 3))];
  expect(await order()).toEqual([a.id, b.id, c.id]);
  expect((await queue())[1]).toMatchObject({ job: { status: 'queued', priority: 1 }, run: null });

  expect(await change(c, 'up')).not.toBeNull();
  expect(await order()).toEqual([a.id, c.id, b.id]);
  expect(await change(a, 'down')).not.toBeNull();
  expect(await order()).toEqual([c.id, a.id, b.id]);
  expect([await change(c, 'up'), await change(b, 'down')]).toEqual([null, null]); // ends of the queue
  expect(await order()).toEqual([c.id, a.id, b.id]);

  await change(c, 'hold');
  expect(await order()).toEqual([c.id, a.id, b.id]); // it keeps its place
  const next = async () => nextInQueue((await queue()).map(({ job }) => job))?.id;
  expect(await next()).toBe(a.id);
  await change(c, 'release');
  expect(await next()).toBe(c.id);
  expect(await change(a, 'cancel')).toMatchObject({ status: 'cancelled' });
  expect(await order()).toEqual([c.id, b.id]);
  expect(await change(a, 'release')).toBeNull(); // what has left it stays out

  await call(data.deleteProject, { projectId: two.projectId });
  expect(await order()).toEqual([c.id]);
});

test('a job that was held or cancelled as its turn came is left as it is', async () => {
  const project = await tableProject();
  const [held, cancelled] = [await add(training(project)), await add(training(project))];
  await change(held, 'hold');
  await change(cancelled, 'cancel');
  expect(await take(held)).toMatchObject({ id: held.id, status: 'paused', startedAt: null });
  expect(await take(cancelled)).toMatchObject({ id: cancelled.id, status: 'cancelled', startedAt: null });
  expect(await runsOf(project.projectId)).toEqual([]);
});

test('what runs stands first and can neither be moved nor held; its place in the records stays', async () => {
  const project = await tableProject();
  const [first, second] = [await add(training(project, 40)), await add(training(project))];
  let seen: (JobRecord | null | string[])[] | null = null;
  const asked: Promise<unknown>[] = [];
  const ended = await call(engine.resumeJob, { jobId: first.id, inTurn: true }, (event) => {
    if (seen || event.kind !== 'train' || event.event.kind !== 'epoch') return;
    seen = [];
    const look = async () => {
      seen = [await change(first, 'hold'), await change(second, 'up'), await order()];
    };
    asked.push(look());
  });
  await Promise.all(asked);
  expect(seen).toEqual([null, null, [first.id, second.id]]);
  expect(ended).toMatchObject({ status: 'done', order: first.order });
  expect(await order()).toEqual([second.id]);
});

test('a paused training keeps its place; asked for again it goes on with the very run', async () => {
  const project = await tableProject();
  const [first, second] = [await add(training(project, 60)), await add(training(project))];
  const paused = await call(engine.resumeJob, { jobId: first.id, inTurn: true }, (event) => {
    if (event.kind === 'train' && event.event.kind === 'epoch')
      void call(engine.askJob, { jobId: first.id, intent: 'pause' });
  });
  expect(paused.status).toBe('paused');
  const [entry] = await queue();
  expect(entry).toMatchObject({ job: { id: first.id, status: 'paused' }, run: { id: paused.made.runId } });
  const { projectId } = project;
  const again = await add({ kind: 'resume', projectId, runId: paused.made.runId! });
  expect(again.id).toBe(first.id);
  expect(await order()).toEqual([first.id, second.id]);
  expect(await take(first)).toMatchObject({ status: 'done', made: { runId: paused.made.runId } });
});

test('a job that cannot start fails with its fault, and the next one is next', async () => {
  const project = await tableProject();
  const request = training(project);
  if (request.kind !== 'train') throw new Error('a training was asked for');
  const { recipe } = request;
  const gone = { ...recipe, dataset: { ...recipe.dataset, id: '01J0000000000000000000000X' } };
  const [first, second] = [await add({ ...request, recipe: gone }), await add(request)];
  expect(await take(first)).toMatchObject({ status: 'failed', fault: { code: 'not_found' } });
  expect(await order()).toEqual([second.id]);
  expect(await take(second)).toMatchObject({ status: 'done' });
});

test('a prediction is answered while one job runs and another waits', async () => {
  const project = await tableProject();
  const { projectId } = project;
  const before = await take(await add(training(project)));
  const version = await call(data.registerVersion, { runId: before.made.runId! });
  const row = Object.fromEntries(version.signature.inputs.map(({ name }) => [name, null]));
  const [first] = [await add(training(project, 300)), await add(training(project))];
  let answered: string | null = null;
  const asked: Promise<unknown>[] = [];
  const ended = await call(engine.resumeJob, { jobId: first.id, inTurn: true }, (event, abort) => {
    if (event.kind !== 'train' || event.event.kind !== 'epoch' || asked.length > 0) return;
    asked.push(
      call(engine.predict, { versionId: version.id, rows: [row] }).then(async ([given]) => {
        answered = given ? (await getJob(first.id)).status : null;
        abort();
      }),
    );
  });
  await Promise.all(asked);
  expect(answered).toBe('running');
  expect(ended.status).toBe('paused');
  expect((await runsOf(projectId)).length).toBeGreaterThan(1);
});

test('cut off at random moments, no job is lost and none is carried out twice', async () => {
  const project = await tableProject();
  const random = new Philox(7);
  const added: JobRecord[] = [];
  for (let n = 0; n < 6; n++) added.push(await add(training(project, 2 + n)));
  const began: string[] = [];
  for (let turns = 0; turns < 40; turns++) {
    const job = nextInQueue((await queue()).map((entry) => entry.job));
    if (!job) break;
    let events = random.below(300);
    const ended = await call(engine.resumeJob, { jobId: job.id, inTurn: true }, (_, abort) => {
      if (events-- === 0) abort();
    });
    if (ended.status === 'done') began.push(job.id);
    // A tab that dies leaves the record as it stood: told to be running, with nobody who holds its lock.
    else await saveJob({ ...ended, status: 'running' });
    const listed = (await queue()).map((entry) => entry.job);
    expect(listed.every(({ status }) => status === 'queued' || status === 'interrupted')).toBe(true);
    const over = added.filter(({ id }) => began.includes(id));
    expect(new Set([...listed, ...over].map(({ id }) => id))).toEqual(new Set(added.map(({ id }) => id)));
    // It waits for a person, who lets it go on.
    if (ended.status !== 'done') await change(ended, 'release');
  }
  expect(began).toEqual(added.map(({ id }) => id)); // each once, in their order
  const models = (await runsOf(project.projectId)).filter(({ role }) => role === 'model');
  expect(models.map(({ status }) => status)).toEqual(added.map(() => 'done'));
});

test('of two tabs that take the same job, one carries it out', async () => {
  const project = await tableProject();
  const job = await add(training(project, 20));
  const [mine, other] = await Promise.allSettled([
    take(job),
    call(createEngineApi().resumeJob, { jobId: job.id, inTurn: true }),
  ]);
  expect([mine.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
  expect((await runsOf(project.projectId)).filter(({ role }) => role === 'model')).toHaveLength(1);
  const { held = [] } = await navigator.locks.query();
  expect(held.some(({ name }) => name === jobLock(job.id))).toBe(false);
});

test('records of an earlier app have no place: one that waits has that of its creation, a paused one is not listed', async () => {
  const project = await tableProject();
  const [newer, older, paused] = [
    await add(training(project)),
    await add(training(project)),
    await add(training(project)),
  ];
  for (const [job, status] of [
    [older, 'queued'],
    [paused, 'paused'],
  ] as const) {
    const { order: _, ...record } = job;
    await saveJob({ ...record, status, createdAt: newer.createdAt - 1_000 });
  }
  expect(await order()).toEqual([older.id, newer.id]);
});
