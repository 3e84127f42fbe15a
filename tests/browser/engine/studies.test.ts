// Searches for a good model through the contract: what is tried, what becomes a run, and that nothing is lost or tried twice when they are cut.
import { beforeEach, expect, test } from 'vitest';
import type { JobEvent, JobRequest } from '../../../src/contract/project/job-record';
import type { Study, Trial } from '../../../src/contract/model/search/study';
import { Philox } from '../../../src/domain/random';
import { createEngineApi } from '../../../src/engine/engine-api';
import { judgementsOf } from '../../../src/storage/judgements';
import { runsOf } from '../../../src/storage/runs';
import { getStudy, trialsOf } from '../../../src/storage/studies';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { data, tableProject, type SmallProject } from './small-projects';

beforeEach(() => void freshDatabase());

const engine = createEngineApi();

type Find = Extract<JobRequest, { kind: 'find' }>;

const finding = ({ projectId, recipe }: SmallProject, trials: number): Find => ({
  ...{ kind: 'find', projectId, recipe, backend: null, studyId: null },
  budget: { seconds: null, trials },
});

/** What a study came to, without what time and ids say. */
const essence = (study: Study, trials: readonly Trial[]) => ({
  status: study.status,
  finalists: study.finalists.map(({ trial, members, scores }) => ({ trial, members, scores })),
  trials: trials.map(({ number, candidate, values, state, scores }) => ({
    ...{ number, candidate, values, state, scores },
  })),
});

/** Begins a search and goes on with it after every interruption. */
async function carryOut(request: Find, meanwhile: (event: JobEvent, abort: () => void) => void) {
  let job = await call(engine.startJob, request, meanwhile);
  for (let times = 0; job.status !== 'done' && times < 100; times++)
    job = await call(engine.resumeJob, { jobId: job.id }, meanwhile);
  expect(job.status, JSON.stringify(job.fault)).toBe('done');
  const study = await getStudy(job.made.studyId!);
  return { job, study, trials: await trialsOf(study.id) };
}

test('every family is tried with its own settings, then others are; the best of each becomes a run and is judged', async () => {
  const project = await tableProject();
  const { study, trials } = await carryOut(finding(project, 8), () => undefined);

  expect(trials.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const { candidates } = study.plan;
  expect(candidates[0]?.recipe.model.family, 'the baseline comes first').toBe('glm');
  const own = trials.slice(0, candidates.length);
  expect(own.map(({ candidate, values }) => ({ candidate, values }))).toEqual(
    candidates.map((_, candidate) => ({ candidate, values: {} })),
  );
  for (const { values } of trials.slice(candidates.length))
    expect(Object.keys(values).length).toBeGreaterThan(0);
  for (const { state, scores } of trials) if (state === 'complete') expect(scores).toHaveLength(10); // 5 folds, twice

  const runs = await runsOf(project.projectId);
  const judgements = await judgementsOf(project.projectId);
  expect(study.finalists.length).toBeGreaterThanOrEqual(candidates.length);
  for (const { runId, recipe } of study.finalists) {
    const run = runs.find(({ id }) => id === runId);
    expect(run?.status).toBe('done');
    expect(run?.recipe).toEqual(recipe);
    expect(judgements.some((judgement) => judgement.runId === runId)).toBe(true);
  }
  const scores = study.finalists.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(study.baselineScore).toBe(trials[0]?.score);
  expect(await call(data.studies, { projectId: project.projectId })).toEqual([study]);
  expect(await call(data.trials, { studyId: study.id, after: 6 })).toEqual(trials.slice(6));
});

test('a search that is cut off at any moment comes to the same trials, each once', async () => {
  const project = await tableProject(200);
  const uncut = await carryOut(finding(project, 9), () => undefined);
  const random = new Philox(5, 1);
  let until = 3;
  let cuts = 0;
  const cut = await carryOut(finding(project, 9), (_, abort) => {
    if (--until > 0 || cuts === 20) return;
    until = 1 + random.below(6);
    cuts++;
    abort();
  });
  expect(cuts).toBeGreaterThan(8);
  expect(essence(cut.study, cut.trials)).toEqual(essence(uncut.study, uncut.trials));
});

test('stopped, it ends with what it has found; cancelled, without a run', async () => {
  const project = await tableProject(200);
  const asking = (intent: 'stop' | 'cancel') => (event: JobEvent) => {
    if (event.kind !== 'study' || event.trial?.number !== 2) return;
    void runningJob.then((jobId) => call(engine.askJob, { jobId, intent }));
  };
  let began: (jobId: string) => void = () => undefined;
  let runningJob = new Promise<string>((resolve) => (began = resolve));
  const hear = (intent: 'stop' | 'cancel') => (event: JobEvent) => {
    if (event.kind === 'job') began(event.job.id);
    asking(intent)(event);
  };
  const stopped = await call(engine.startJob, finding(project, 500), hear('stop'));
  expect(stopped.status).toBe('done');
  const study = await getStudy(stopped.made.studyId!);
  expect(study.status).toBe('done');
  expect((await trialsOf(study.id)).length).toBeLessThan(10);
  expect(study.finalists.length).toBeGreaterThan(0);

  runningJob = new Promise<string>((resolve) => (began = resolve));
  const before = (await runsOf(project.projectId)).length;
  const cancelled = await call(engine.startJob, finding(project, 500), hear('cancel'));
  expect(cancelled.status).toBe('cancelled');
  expect((await getStudy(cancelled.made.studyId!)).status).toBe('stopped');
  expect(await runsOf(project.projectId)).toHaveLength(before);

  await call(data.deleteStudy, { studyId: study.id });
  expect(await trialsOf(study.id)).toEqual([]);
  expect(await runsOf(project.projectId), 'its runs stay').toHaveLength(before);
});
