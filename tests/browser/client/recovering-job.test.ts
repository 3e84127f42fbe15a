// A job over several workers: what is asked of the next one, what the page is told, and when it is given up.
import { expect, test } from 'vitest';
import { carryOutRecovering, type AskedOfJobs } from '../../../src/client/workers/recovering-job';
import type { Engine } from '../../../src/client/workers/recovering-work';
import type { JobEvent, JobRecord } from '../../../src/contract/project/job-record';
import type { Stage } from '../../../src/contract/project/stage';
import { HearthError, type FaultCode } from '../../../src/contract/transport/fault';
import type { Run, TrainEvent } from '../../../src/contract/model/run';
import { newJob } from '../../../src/engine/jobs/new-job';
import { aRun } from '../../unit/storage/run-records';

const projectId = '01J0000000000000000000000P';
const runId = '01J0000000000000000000000R';
const request = { kind: 'resume', projectId, runId } as const;
const begun = newJob(request);
const run: Run = { ...aRun(projectId), id: runId, number: 1, backend: 'wasm' };
const fault = (code: FaultCode) => ({ code, place: {}, params: {} });

const at = (stage: Stage): JobEvent => ({ kind: 'job', job: { ...begun, status: 'running', stage } });
const train = (event: TrainEvent): JobEvent => ({ kind: 'train', stage: 'train', event });
const started = train({ kind: 'started', run, totalSteps: 9 });
const checkpoint = train({ kind: 'checkpoint', generation: 1, epoch: 1, step: 5, at: 1 });
const endedWith = (code: FaultCode | null) =>
  train({ kind: 'ended', run: { ...run, fault: code && fault(code), artifact: null } });

/** What one worker does with the job: events, then a record or a fault. */
type Life = { events: JobEvent[]; then: Partial<JobRecord> | FaultCode };

/** An engine whose workers live one after the other as they are told. */
function engineOf(lives: Life[]) {
  const calls: [string, unknown][] = [];
  let worker: object | null = {};
  const fake = {
    get worker() {
      return worker;
    },
    end: (code: string) => {
      calls.push(['end', code]);
      worker = {};
    },
    call: async (method: string, asked: unknown, options: { onEvent?: (event: JobEvent) => void } = {}) => {
      calls.push([method, asked]);
      if (method !== 'startJob' && method !== 'resumeJob') return null;
      const life = lives.shift();
      if (!life) throw new Error('asked once too often');
      await Promise.resolve();
      for (const event of life.events) options.onEvent?.(event);
      if (typeof life.then === 'string') throw new HearthError(life.then);
      return { ...begun, ...life.then };
    },
  };
  return { engine: fake as unknown as Engine, calls };
}

async function carryOut(lives: Life[], asked: AskedOfJobs = new Map()) {
  const { engine, calls } = engineOf(lives);
  const told: JobEvent[] = [];
  const ended = await carryOutRecovering(
    engine,
    { start: request },
    { onEvent: (e) => told.push(e) },
    asked,
  ).catch((thrown: unknown) => thrown);
  const kinds = told.map((event) => (event.kind === 'train' ? event.event.kind : event.kind));
  return { ended, calls, kinds };
}

const jobId = begun.id;
const done: Life = { events: [at('train'), started, endedWith(null), at('judge')], then: { status: 'done' } };

test('a training whose device is lost goes on from its record; its end is told once', async () => {
  const { ended, calls, kinds } = await carryOut([
    {
      events: [at('train'), started, checkpoint, endedWith('gpu_lost')],
      then: { status: 'interrupted', fault: fault('gpu_lost') },
    },
    done,
  ]);
  expect(ended).toMatchObject({ status: 'done' });
  expect(calls).toEqual([
    ['startJob', request],
    ['end', 'gpu_lost'],
    ['resumeJob', { jobId, recovery: { cause: 'gpu_lost', step: 5 } }],
  ]);
  expect(kinds).toEqual([
    ...['job', 'started', 'checkpoint', 'recovering'],
    ...['job', 'started', 'ended', 'job'],
  ]);
});

test('a worker that dies while it judges is replaced quietly: no run has to note it', async () => {
  const trained = train({ kind: 'ended', run: { ...run, artifact: {} as Run['artifact'] } });
  const { ended, calls, kinds } = await carryOut([
    { events: [at('train'), started, trained, at('judge')], then: 'worker_died' },
    { events: [at('judge')], then: { status: 'done' } },
  ]);
  expect(ended).toMatchObject({ status: 'done' });
  expect(calls.at(-1)).toEqual(['resumeJob', { jobId }]);
  expect(kinds).not.toContain('recovering');
});

test('a worker that dies before the job is on record is asked for the same again', async () => {
  const { ended, calls } = await carryOut([{ events: [], then: 'worker_died' }, done]);
  expect(ended).toMatchObject({ status: 'done' });
  expect(calls.map(([method]) => method)).toEqual(['startJob', 'end', 'startJob']);
});

test.each([
  ['pause', 2],
  ['stop', 1],
] as const)('%s that was asked of the failed worker is asked of the next one', async (intent, times) => {
  const asked: AskedOfJobs = new Map([[jobId, intent]]);
  const { calls } = await carryOut(
    [
      { events: [at('train'), started], then: 'worker_hung' },
      { events: [at('train')], then: { status: 'paused' } },
    ],
    asked,
  );
  // A stop is for a training that goes on, a pause can be had before it does.
  const again = calls.filter(([method]) => method === 'askJob');
  expect(again.map(([, what]) => what)).toEqual(Array.from({ length: times }, () => ({ jobId, intent })));
  expect(asked.size).toBe(0);
});

test('given up after as many failures as make sense, it ends as the last attempt did', async () => {
  const failing: Life = { events: [at('split')], then: 'worker_died' };
  const { ended, calls } = await carryOut([failing, failing, failing]);
  expect(ended).toMatchObject({ fault: { code: 'worker_died' } });
  expect(calls.filter(([method]) => method.endsWith('Job'))).toHaveLength(2);
});

test('a fault that no new worker mends is nobody’s to try again', async () => {
  const { ended, calls } = await carryOut([
    {
      events: [at('train'), started, endedWith('storage_full')],
      then: { status: 'paused', fault: fault('storage_full') },
    },
  ]);
  expect(ended).toMatchObject({ status: 'paused', fault: { code: 'storage_full' } });
  expect(calls).toEqual([['startJob', request]]);
});
