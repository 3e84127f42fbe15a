// The client against real workers: what a call promises when its worker answers, refuses, is told to stop, dies or hangs.
import { expect, onTestFinished, test } from 'vitest';
import { WorkerClient } from '../../../src/client/workers/worker-client';
import { HearthError, type Fault } from '../../../src/contract/transport/fault';
import type { TrialApi } from './trial-worker';

const startTrial = () =>
  new Worker(new URL('./trial-worker.ts', import.meta.url), { type: 'module', name: 'trial' });

/** A client that counts the workers it starts; its last worker ends with the test. */
function trialClient({ start = startTrial, silenceMs = 60_000 } = {}) {
  const started: Worker[] = [];
  const client = new WorkerClient<TrialApi>(() => {
    const worker = start();
    started.push(worker);
    return worker;
  }, silenceMs);
  onTestFinished(() => client.end());
  return { client, started };
}

async function faultOf(call: Promise<unknown>): Promise<Fault> {
  const thrown: unknown = await call.then(
    (value) => {
      throw new Error(`it answered: ${String(value)}`);
    },
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(HearthError);
  return (thrown as HearthError).fault;
}

test('every event arrives in order before the value', async () => {
  const { client, started } = trialClient();
  const heard: (number | string)[] = [];
  const value = await client.call('count', { count: 500 }, { onEvent: (event) => heard.push(event) });
  heard.push(`value ${String(value)}`);
  expect(heard).toEqual([...Array.from({ length: 500 }, (_, i) => i + 1), 'value 500']);
  expect(started).toHaveLength(1);
});

test('calls at the same time share one worker and keep their events apart', async () => {
  const { client, started } = trialClient();
  const heard: number[][] = [[], [], []];
  const values = await Promise.all(
    [3, 40, 7].map((count, i) =>
      client.call('count', { count }, { onEvent: (event) => heard[i]!.push(event) }),
    ),
  );
  expect(values).toEqual([3, 40, 7]);
  expect(heard.map((events) => events.length)).toEqual([3, 40, 7]);
  expect(started).toHaveLength(1);
});

test('an abort reaches the job, and the worker lives on', async () => {
  const { client } = trialClient();
  const life = await client.call('life', null);
  const stop = new AbortController();
  const fault = await faultOf(
    client.call('wait', null, { signal: stop.signal, onEvent: () => stop.abort() }),
  );
  expect(fault).toMatchObject({ code: 'aborted', detail: 'heard' });
  expect(await client.call('life', null)).toBe(life);
});

test('a call whose signal is already aborted starts no worker', async () => {
  const { client, started } = trialClient();
  const fault = await faultOf(client.call('life', null, { signal: AbortSignal.abort() }));
  expect(fault.code).toBe('aborted');
  expect(started).toHaveLength(0);
});

test('a fault keeps its code, place, parameters and detail', async () => {
  const { client } = trialClient();
  expect(await faultOf(client.call('refuse', null))).toEqual({
    code: 'row_ragged',
    place: { file: 'a.csv', row: 7 },
    params: { expected: 3, found: 2 },
    detail: 'why',
  });
});

test('a bug arrives as an internal fault with its message', async () => {
  const { client } = trialClient();
  const fault = await faultOf(client.call('slip', null));
  expect(fault.code).toBe('internal');
  expect(fault.detail).toContain('RangeError: an index was wrong');
});

test('an answer that cannot be posted is a fault, not silence', async () => {
  const { client } = trialClient();
  expect((await faultOf(client.call('answerFunction', null))).code).toBe('internal');
});

test('a request that cannot be posted is a fault, and the worker lives on', async () => {
  const { client, started } = trialClient();
  const fault = await faultOf(client.call('echo', { look: () => undefined }));
  expect(fault.code).toBe('internal');
  expect(fault.detail).toContain('DataCloneError');
  expect(await client.call('echo', { look: 1 })).toEqual({ look: 1 });
  expect(started).toHaveLength(1);
});

test('a worker whose script throws rejects the calls that wait for it', async () => {
  const start = () => new Worker(new URL('./broken-worker.ts', import.meta.url), { type: 'module' });
  const { client, started } = trialClient({ start });
  const faults = await Promise.all([faultOf(client.call('life', null)), faultOf(client.call('echo', 1))]);
  expect(faults.map(({ code }) => code)).toEqual(['worker_died', 'worker_died']);
  expect(faults[0]?.detail).toContain('this worker never starts');
  expect(started).toHaveLength(1);
});

test('a worker that cannot be fetched rejects too', async () => {
  const start = () => new Worker(new URL('/no-such-worker.js', location.href), { type: 'module' });
  const { client } = trialClient({ start });
  expect((await faultOf(client.call('life', null))).code).toBe('worker_died');
});

test('a worker that crashes rejects every open call; the next call starts a new one', async () => {
  const { client, started } = trialClient();
  const first = await client.call('life', null);
  const waiting = faultOf(client.call('wait', null));
  const crashed = await faultOf(client.call('crash', null));
  expect(crashed).toMatchObject({ code: 'worker_died' });
  expect(crashed.detail).toContain('thrown outside any call');
  expect((await waiting).code).toBe('worker_died');
  expect(await client.call('life', null)).not.toBe(first);
  expect(started).toHaveLength(2);
});

test('a worker that hangs is ended; the next call starts a new one', async () => {
  const { client, started } = trialClient({ silenceMs: 10_000 }); // long enough for the next one to start on a busy machine
  const first = await client.call('life', null);
  expect((await faultOf(client.call('hold', { ms: 3_600_000 }))).code).toBe('worker_hung');
  expect(await client.call('life', null)).not.toBe(first);
  expect(started).toHaveLength(2);
});

test('a worker that is busy for less than the silence allowed is left alone', async () => {
  const { client, started } = trialClient({ silenceMs: 60_000 });
  // Longer than two pings: it does not answer them, and is owed its time.
  expect(await client.call('hold', { ms: 7_000 })).toBe('done');
  expect(started).toHaveLength(1);
});

test('a worker that is ended on purpose rejects its calls with the code given', async () => {
  const { client } = trialClient();
  const gone = faultOf(client.call('wait', null, { onEvent: () => client.end('aborted') }));
  expect((await gone).code).toBe('aborted');
  client.end(); // without a worker it does nothing
  expect(await client.call('echo', 'again')).toBe('again');
});
