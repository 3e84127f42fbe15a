// A job as the page watches it, and as another tab shows it.
import { expect, test } from 'vitest';
import type { JobEvent } from '../../../src/contract/project/job-record';
import { stagesOf, type Stage } from '../../../src/contract/project/stage';
import type { TrainEvent } from '../../../src/contract/model/run';
import { newJob } from '../../../src/engine/jobs/new-job';
import { LiveJob } from '../../../src/state/jobs/live-job.svelte';
import { liveRuns } from '../../../src/state/model/live-runs.svelte';
import { aRun } from '../../unit/storage/run-records';

const projectId = '01J0000000000000000000000P';
const request = { kind: 'judge', projectId, runId: '01J0000000000000000000000R' } as const;
const record = newJob(request);
const at = (stage: Stage): JobEvent => ({ kind: 'job', job: { ...record, stage } });
const train = (event: TrainEvent): JobEvent => ({ kind: 'train', stage: 'train', event });
const runOf = (id: string) => ({ ...aRun(projectId), id, number: 1 });
const started = (id: string) => train({ kind: 'started', run: runOf(id), totalSteps: 20 });
const step: TrainEvent = {
  ...{ kind: 'step', epoch: 2, stepInEpoch: 3, stepsPerEpoch: 10, step: 13, totalSteps: 20, loss: 0.4 },
  ...{ samplesPerSecond: 100, secondsLeft: 2, memoryBytes: 5 },
};

test('its count and place come from the stages of its kind, and Run all has no phase of a training', () => {
  const all = new LiveJob(projectId, 'run-all');
  expect([all.index, all.count, all.phase]).toEqual([0, stagesOf('run-all').length, null]);
  all.handle(at('measure'));
  expect([all.stage, all.index, all.phase]).toEqual([
    'measure',
    stagesOf('run-all').indexOf('measure'),
    null,
  ]);
  const training = new LiveJob(projectId, 'train');
  const phases = (['device', 'split', 'baseline', 'train', 'judge'] as const).map((stage) => {
    training.handle(at(stage));
    return training.phase;
  });
  expect(phases).toEqual(['prepare', 'prepare', 'baseline', 'model', 'model']);
  expect(new LiveJob(projectId, 'resume', 'baseline').phase).toBe('baseline');
});

test('its run is live from its start to its end, for its own project only, and gone with the job', () => {
  const job = new LiveJob(projectId, 'train');
  job.handle(at('baseline'));
  job.handle(started('a'));
  job.handle(train(step));
  expect(liveRuns.of(projectId)).toMatchObject({ id: 'a', last: { step: 13 } });
  expect(liveRuns.of('another')).toBeNull();
  job.handle(train({ kind: 'ended', run: runOf('a') }));
  expect(liveRuns.of(projectId)).toBeNull();
  job.handle(started('b'));
  expect(liveRuns.active).toMatchObject({ id: 'b', last: null });
  job.settle();
  expect(liveRuns.active).toBeNull();
});

test('a failure under way is shown until the training goes on, and what was asked stays asked', () => {
  const job = new LiveJob(projectId, 'train');
  job.handle(started('a'));
  job.asked = 'pause';
  job.handle(train({ kind: 'recovering', cause: 'worker_died', step: 13 }));
  expect(job.recovering).toMatchObject({ cause: 'worker_died' });
  job.handle(started('a'));
  expect([job.recovering, job.asked]).toEqual([null, 'pause']);
  job.settle();
});

test('another tab shows the same, over a channel', () => {
  const job = new LiveJob(projectId, 'train');
  job.handle(at('train'));
  job.handle(started('a'));
  job.handle(train(step));
  const picture = structuredClone(job.picture());
  job.settle();
  const shown = new LiveJob(projectId, 'train');
  shown.show(picture);
  expect(structuredClone(shown.picture())).toEqual(picture);
  expect(liveRuns.of(projectId)).toMatchObject({ id: 'a', last: { step: 13 } });
  shown.show({ ...picture, run: null });
  expect(liveRuns.of(projectId)).toBeNull();
  shown.settle();
});
