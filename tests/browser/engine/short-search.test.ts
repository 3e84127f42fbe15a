// Run all searches where nobody chose the recipe: the best becomes the run, the same each time, and nothing is lost or made twice when it is cut.
import { beforeEach, expect, test } from 'vitest';
import type { JobEvent, JobRecord, JobRequest } from '../../../src/contract/project/job-record';
import { stagesOf } from '../../../src/contract/project/stage';
import { chosenFinalist } from '../../../src/domain/study/level';
import { Philox } from '../../../src/domain/random';
import { createEngineApi } from '../../../src/engine/engine-api';
import { judgementsOf } from '../../../src/storage/judgements';
import { getRun, runsOf } from '../../../src/storage/runs';
import { getStudy, trialsOf } from '../../../src/storage/studies';
import { versionsOf } from '../../../src/storage/versions';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { data, imageProject, tableProject } from './small-projects';

beforeEach(() => void freshDatabase());

const engine = createEngineApi();

type RunAll = Extract<JobRequest, { kind: 'run-all' }>;
type Meanwhile = (event: JobEvent, abort: () => void) => void;

/** Run all of a small table whose recipe is as it was drafted. */
async function untouched(rows = 160): Promise<RunAll> {
  const { projectId } = await tableProject(rows);
  const recipe = await call(data.draftRecipe, { projectId, family: null });
  return { kind: 'run-all', projectId, recipe, backend: 'wasm', locale: 'en', search: 'short' };
}

const start = (request: RunAll, meanwhile: Meanwhile = () => undefined): Promise<JobRecord> =>
  call(engine.startJob, request, meanwhile);

/** What a Run all came to, without what time and ids say. */
async function essenceOf({ projectId, made }: JobRecord) {
  const study = await getStudy(made.studyId!);
  const trials = await trialsOf(study.id);
  const run = await getRun(made.runId!);
  return {
    trials: trials.map(({ number, candidate, values, state, scores }) => ({
      ...{ number, candidate, values, state, scores },
    })),
    finalists: study.finalists.map(({ trial, scores }) => ({ trial, scores })),
    model: run.recipe.model,
    weights: run.artifact?.sha256,
    judged: (await judgementsOf(projectId)).length,
    runs: (await runsOf(projectId)).map(({ role, status }) => `${role} ${status}`),
    versions: (await versionsOf(projectId)).length,
  };
}

test('the best of every family and of some other settings is trained, judged and registered', async () => {
  const request = await untouched();
  const told: JobEvent[] = [];
  const job = await start(request, (event) => told.push(event));
  expect(job).toMatchObject({ status: 'done', fault: null, done: stagesOf('run-all') });
  const study = await getStudy(job.made.studyId!);
  const trials = await trialsOf(study.id);
  const { candidates, budget } = study.plan;
  expect(study).toMatchObject({ status: 'done', phase: 'done' });
  expect(trials).toHaveLength(budget.trials!);
  expect(trials.length).toBeGreaterThan(candidates.length);
  expect(new Set(trials.slice(0, candidates.length).map(({ candidate }) => candidate)).size).toBe(
    candidates.length,
  );

  const [best, ...others] = study.finalists;
  for (const { score } of others) expect(score).toBeLessThanOrEqual(best!.score);
  const trained = study.finalists.filter(({ runId }) => runId !== null);
  expect(trained).toEqual([chosenFinalist(study.plan, study.finalists)].map((each) => ({ ...each })));
  expect(trained[0]?.runId).toBe(job.made.runId);
  expect((await getRun(job.made.runId!)).recipe).toEqual(trained[0]?.recipe);
  expect((await judgementsOf(request.projectId)).map(({ runId }) => runId)).toContain(job.made.runId);
  const [version] = await versionsOf(request.projectId);
  expect([job.made.runId, job.made.baselineId]).toContain(version?.runId);

  const heard = told.flatMap((event) => (event.kind === 'study' && event.best ? [event.best] : []));
  expect(heard.at(-1)).toMatchObject({
    score: best?.score,
    baseline: study.baselineScore,
    tried: trials.length,
  });
});

test('cut off anywhere it comes to the same, and makes nothing twice', async () => {
  const uncut = await essenceOf(await start(await untouched()));
  const random = new Philox(3, 1);
  let until = 4;
  let cuts = 0;
  const cutting: Meanwhile = (event, abort) => {
    if (event.kind === 'job' || --until > 0 || cuts === 15) return;
    until = 1 + random.below(9);
    cuts++;
    abort();
  };
  let job = await start(await untouched(), cutting);
  for (let times = 0; job.status !== 'done' && times < 40; times++)
    job = await call(engine.resumeJob, { jobId: job.id }, cutting);
  expect(cuts).toBeGreaterThan(5);
  expect(await essenceOf(job)).toEqual(uncut);
});

test('paused while it searches, the same Run all goes on with it; cancelled, it leaves no model', async () => {
  const request = await untouched();
  const asking =
    (intent: 'pause' | 'cancel' | 'stop'): Meanwhile =>
    (event) => {
      if (event.kind === 'job') jobId = event.job.id;
      if (event.kind === 'study' && event.trial?.number === 2) void call(engine.askJob, { jobId, intent });
    };
  let jobId = '';
  const paused = await start(request, asking('pause'));
  expect(paused).toMatchObject({ status: 'paused', stage: 'search' });
  expect((await getStudy(paused.made.studyId!)).status).toBe('paused');
  const { projectId, recipe, backend } = request;
  const again = await call(engine.startJob, {
    ...{ kind: 'find', projectId, recipe, backend, studyId: paused.made.studyId! },
    budget: { seconds: null, trials: 1 },
  });
  expect(again, 'who continues the search continues Run all').toMatchObject({
    id: paused.id,
    status: 'done',
  });

  const cancelled = await start(request, asking('cancel'));
  expect(cancelled).toMatchObject({ status: 'cancelled', made: { runId: null } });
  expect((await getStudy(cancelled.made.studyId!)).status).toBe('stopped');

  const stopped = await start(request, asking('stop'));
  expect(stopped.status).toBe('done');
  const study = await getStudy(stopped.made.studyId!);
  expect((await trialsOf(study.id)).length).toBeLessThan(study.plan.budget.trials!);
  expect(study.finalists.map(({ runId }) => runId)).toContain(stopped.made.runId);
});

test('a recipe that no search tries, and one that a person chose, is trained as it is', async () => {
  const images = await imageProject();
  const job = await start({ kind: 'run-all', ...images, backend: 'wasm', locale: 'en', search: 'short' });
  expect(job).toMatchObject({ status: 'done' });
  expect(job.made.studyId).toBeUndefined();
  expect((await getRun(job.made.runId!)).recipe).toEqual(images.recipe);
  const { search: _, ...chosen } = await untouched();
  const other = await start(chosen);
  expect(other.made.studyId).toBeUndefined();
  expect((await getRun(other.made.runId!)).recipe).toEqual(chosen.recipe);
});
