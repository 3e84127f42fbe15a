// Jobs through the contract: what a person starts is carried out stage by stage, and after any interruption from where it was.
import { beforeEach, expect, test } from 'vitest';
import type { JobEvent, JobRecord, JobRequest } from '../../../src/contract/project/job-record';
import { stagesOf } from '../../../src/contract/project/stage';
import { createEngineApi } from '../../../src/engine/engine-api';
import { getJob, saveJob } from '../../../src/storage/jobs';
import { judgementsOf } from '../../../src/storage/judgements';
import { deleteRun, runsOf } from '../../../src/storage/runs';
import { snapshotsOf } from '../../../src/storage/snapshots';
import { versionFactsOf, versionsOf } from '../../../src/storage/versions';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { data, tableProject, type SmallProject } from './small-projects';

beforeEach(() => void freshDatabase());

const engine = createEngineApi();

/** What happens while a job goes on. */
type Meanwhile = (event: JobEvent, abort: () => void, jobId: string) => void;

const requestOf = (kind: 'train' | 'run-all', { projectId, recipe }: SmallProject): JobRequest => {
  const request = { projectId, recipe, backend: 'wasm' } as const;
  return kind === 'train' ? { kind, ...request } : { kind, ...request, locale: 'en' };
};

function carry(
  way: 'startJob' | 'resumeJob',
  request: JobRequest | { jobId: string },
  meanwhile?: Meanwhile,
) {
  let jobId = '';
  const hear = (event: JobEvent, abort: () => void) => {
    if (event.kind === 'job') jobId = event.job.id;
    meanwhile?.(event, abort, jobId);
  };
  return way === 'startJob'
    ? call(engine.startJob, request as JobRequest, hear)
    : call(engine.resumeJob, request as { jobId: string }, hear);
}
const start = (request: JobRequest, meanwhile?: Meanwhile) => carry('startJob', request, meanwhile);
const resume = (jobId: string) => carry('resumeJob', { jobId });
const ask = (jobId: string, intent: 'pause' | 'stop' | 'cancel') =>
  void call(engine.askJob, { jobId, intent });
const pending = async () => (await call(data.pendingJobs, null)).jobs;

/** Runs by role and status, and how often each was judged. */
async function runsAndJudgements(projectId: string): Promise<string[]> {
  const judgements = await judgementsOf(projectId);
  return (await runsOf(projectId)).map(({ id, role, status }) => {
    const times = judgements.filter(({ runId }) => runId === id).length;
    return `${role} ${status}, judged ${String(times)}`;
  });
}
const bothDone = ['baseline done, judged 1', 'model done, judged 1'];

const modelEnded = (event: JobEvent) =>
  event.kind === 'train' && event.event.kind === 'ended' && event.event.run.role === 'model';

test('a training: the baseline first, both judged, every stage told and recorded', async () => {
  const project = await tableProject();
  const events: JobEvent[] = [];
  const job = await start(requestOf('train', project), (event) => events.push(event));
  expect(job).toMatchObject({ status: 'done', fault: null, done: stagesOf('train') });
  expect(await getJob(job.id)).toEqual(job);
  const [baseline, model] = await runsOf(project.projectId);
  const [ofModel, ofBaseline] = await judgementsOf(project.projectId);
  expect(job.made).toMatchObject({
    partitionSha256: model!.partitionSha256,
    baselineId: baseline!.id,
    baselineJudgementId: ofBaseline!.id,
    runId: model!.id,
    judgementId: ofModel!.id,
  });
  expect(await runsAndJudgements(project.projectId)).toEqual(bothDone);
  const entered = events.flatMap((event) => (event.kind === 'job' && event.job.stage ? event.job.stage : []));
  expect([...new Set(entered)]).toEqual(stagesOf('train'));
  const { held = [] } = await navigator.locks.query();
  expect(held.filter(({ name }) => name?.startsWith('hearth-job-'))).toEqual([]);

  // A second one takes the baseline that is there.
  const again = await start(requestOf('train', project));
  expect(again.made).toMatchObject({ baselineId: baseline!.id, baselineJudgementId: ofBaseline!.id });
  expect(await runsAndJudgements(project.projectId)).toEqual([...bothDone, 'model done, judged 1']);
});

test('cut off between training and judgement: pending, and judged without being asked for', async () => {
  const project = await tableProject();
  const cut = await start(requestOf('train', project), (event, abort) => {
    if (modelEnded(event)) abort();
  });
  expect(cut.status).toBe('paused');
  expect(await runsAndJudgements(project.projectId)).toEqual([bothDone[0], 'model done, judged 0']);
  expect((await pending()).map(({ id }) => id)).toEqual([cut.id]);
  expect(await resume(cut.id)).toMatchObject({ status: 'done' });
  expect(await runsAndJudgements(project.projectId)).toEqual(bothDone);
  expect(await pending()).toEqual([]);
});

test('a run without a job is judged once; where that fails it is not tried at every start', async () => {
  const project = await tableProject();
  const { projectId, recipe } = project;
  const request = { kind: 'new', projectId, recipe, role: 'model', backend: 'wasm' } as const;
  const run = await call(engine.train, request);
  const [job, ...more] = await pending();
  expect(more).toEqual([]);
  expect(job).toMatchObject({ request: { kind: 'judge', runId: run.id }, status: 'queued', priority: 0 });
  expect((await pending()).map(({ id }) => id)).toEqual([job!.id]); // the same one again
  expect(await resume(job!.id)).toMatchObject({ status: 'done' });
  expect(await runsAndJudgements(projectId)).toEqual(['model done, judged 1']);
  expect(await pending()).toEqual([]);

  await call(engine.train, request);
  const [second] = await pending();
  await saveJob({ ...second!, status: 'failed' });
  expect(await pending()).toEqual([]);
  await deleteRun((second!.request as { runId: string }).runId);
  expect(await resume(second!.id)).toMatchObject({ status: 'failed', fault: { code: 'not_found' } });
});

test('an interrupted training waits for a person, and its job goes on with the very run', async () => {
  const project = await tableProject();
  const whole = await start(requestOf('train', project));
  let asked = false;
  const paused = await start(requestOf('train', project), (event, _, jobId) => {
    if (event.kind !== 'train' || event.event.kind !== 'epoch' || asked) return;
    asked = true;
    ask(jobId, 'pause');
  });
  expect(paused).toMatchObject({ status: 'paused', fault: null, stage: 'train' });
  expect(await pending()).toEqual([]);
  const runId = paused.made.runId!;
  const resumed = await start({ kind: 'resume', projectId: project.projectId, runId });
  expect(resumed).toMatchObject({ id: paused.id, status: 'done', made: { runId } });
  const runs = await runsOf(project.projectId);
  const weights = (id: string | null) => runs.find((run) => run.id === id)?.artifact?.sha256;
  expect(weights(runId)).toEqual(weights(whole.made.runId));
  expect(await runsAndJudgements(project.projectId)).toEqual([...bothDone, 'model done, judged 1']);
});

test('stopped: the weights so far are judged; stopped in its baseline, no model comes after it', async () => {
  const project = await tableProject();
  const long = { ...project, recipe: { ...project.recipe, epochs: 500, earlyStopping: null } };
  const stopIn = (role: 'baseline' | 'model') => {
    const started = new Set<string>();
    return start(requestOf('train', long), (event, _, jobId) => {
      if (event.kind !== 'train') return;
      if (event.event.kind === 'started' && event.event.run.role === role) started.add(role);
      const goesOn = event.event.kind === 'step' || event.event.kind === 'iteration';
      if (goesOn && started.size > 0) ask(jobId, 'stop');
    });
  };
  expect(await stopIn('baseline')).toMatchObject({ status: 'cancelled', stage: 'baseline' });
  expect(await runsAndJudgements(project.projectId)).toEqual(['baseline stopped, judged 1']);
  expect(await stopIn('model')).toMatchObject({ status: 'done' });
  expect((await runsAndJudgements(project.projectId)).slice(1)).toEqual([
    bothDone[0],
    'model stopped, judged 1',
  ]);
});

test('asked before anything trains, it ends there', async () => {
  const project = await tableProject();
  const job = await start(requestOf('train', project), (event, _, jobId) => {
    if (event.kind === 'job' && event.job.stage === 'split') ask(jobId, 'stop');
  });
  expect(job).toMatchObject({ status: 'cancelled', fault: null });
  expect(await runsOf(project.projectId)).toEqual([]);
});

const stages = stagesOf('run-all');

test.each(stages.slice(1))('Run all interrupted as it enters %s makes nothing twice', async (stage) => {
  const project = await tableProject();
  let cutOff = false;
  const cut = await start(requestOf('run-all', project), (event, abort) => {
    if (cutOff || event.kind !== 'job' || event.job.stage !== stage) return;
    cutOff = true;
    abort();
  });
  expect(cut).toMatchObject({ status: 'paused', stage });
  const waits = stages.indexOf(stage) <= stages.indexOf('train');
  expect((await pending()).map(({ id }) => id)).toEqual(waits ? [] : [cut.id]);
  const job = await resume(cut.id);
  expect(job).toMatchObject({ status: 'done', done: stages });
  const { projectId } = project;
  expect(await runsAndJudgements(projectId)).toEqual(bothDone);
  const versions = await versionsOf(projectId);
  expect(versions.map(({ id }) => id)).toEqual([job.made.versionId]);
  // Which of the two is better after four epochs does not matter here.
  expect([job.made.runId, job.made.baselineId]).toContain(versions[0]?.runId);
  expect(await versionFactsOf(projectId)).toMatchObject([{ verified: { holds: true } }]);
  expect((await versionFactsOf(projectId))[0]?.latency).not.toBeNull();
  expect((await snapshotsOf(projectId)).map(({ id }) => id)).toContain(job.made.snapshotId);
});

test('Run all that a crash interrupted is gone on with when it is asked for again', async () => {
  const project = await tableProject();
  const request = requestOf('run-all', project);
  const cut = await start(request, (event, abort) => {
    if (event.kind === 'train' && event.event.kind === 'epoch' && event.stage === 'train') abort();
  });
  expect(await runsAndJudgements(project.projectId)).toEqual([bothDone[0], 'model paused, judged 0']);
  await saveJob({ ...cut, status: 'interrupted' });
  const again = await start(request);
  expect(again).toMatchObject({ id: cut.id, status: 'done', made: { runId: cut.made.runId } });
  expect(await runsAndJudgements(project.projectId)).toEqual(bothDone);
});

test('cancelled: the training keeps its checkpoint, and the job is not gone on with', async () => {
  const project = await tableProject();
  const job = await start(requestOf('run-all', project), (event, _, jobId) => {
    if (event.kind === 'train' && event.event.kind === 'step' && event.stage === 'train')
      ask(jobId, 'cancel');
  });
  expect(job.status).toBe('cancelled');
  expect(await runsAndJudgements(project.projectId)).toEqual([bothDone[0], 'model paused, judged 0']);
  await expect(resume(job.id)).rejects.toMatchObject({ fault: { code: 'input_invalid' } });
  const next = await start(requestOf('run-all', project));
  expect(next.id).not.toBe(job.id);
  expect(next.made.runId).not.toBe(job.made.runId);
});

test('a failed training fails its job with the fault, and nothing is judged', async () => {
  const { projectId, recipe } = await tableProject();
  const job = await start({
    kind: 'train',
    projectId,
    recipe: { ...recipe, optimizer: { kind: 'sgd', learningRate: 1e30 } },
    backend: 'wasm',
  });
  expect(job).toMatchObject({ status: 'failed', fault: { code: 'loss_not_finite' } });
});

test('work that the app does by itself makes room for what a person asks for, and waits its turn', async () => {
  const project = await tableProject(4_000);
  const { projectId, recipe } = project;
  await call(engine.train, { kind: 'new', projectId, recipe, role: 'model', backend: 'wasm' });
  const [background] = await pending();
  let person: Promise<JobRecord> | null = null;
  const yielded = await carry('resumeJob', { jobId: background!.id }, (event) => {
    if (event.kind === 'job') person ??= start(requestOf('train', project));
  });
  expect(yielded).toMatchObject({ status: 'queued', fault: null });
  expect(await person).toMatchObject({ status: 'done' });
  expect((await pending()).map(({ id }) => id)).toEqual([background!.id]);
  expect(await resume(background!.id)).toMatchObject({ status: 'done' });
});
