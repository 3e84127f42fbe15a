// Notices of commits become readings: one for a burst, one after another, nothing lost.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChangedRecords } from '../../../src/contract/project/view';
import { ChangeQueue } from '../../../src/state/project/change-queue';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A queue whose readings are answered by hand. */
function queueOf() {
  const read: ChangedRecords[] = [];
  const answers: { resolve: () => void; reject: (reason: Error) => void }[] = [];
  const queue = new ChangeQueue((changed) => {
    read.push(changed);
    return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
  });
  return { queue, read, answers, settle: () => vi.advanceTimersByTimeAsync(100) };
}

test('a burst of notices is one reading; a deleted record is looked for like a changed one', async () => {
  const { queue, read, answers, settle } = queueOf();
  queue.add({ table: 'runs', ids: ['a'] });
  const first = queue.flush();
  queue.add({ table: 'runs', ids: ['b', 'a'], gone: ['c'] });
  queue.add({ table: 'tasks', gone: ['t'] });
  const second = queue.flush();
  await settle();
  expect(read).toEqual([{ runs: ['a', 'b', 'c'], tasks: ['t'] }]);
  answers[0]!.resolve();
  await Promise.all([first, second]);
  expect(read).toHaveLength(1);
});

test('what comes during a reading is read after it, also where it is the same record', async () => {
  const { queue, read, answers, settle } = queueOf();
  queue.add({ table: 'runs', ids: ['a'] });
  void queue.flush();
  await settle();
  queue.add({ table: 'runs', ids: ['a'] });
  let done = false;
  const later = queue.flush().then(() => (done = true));
  await settle();
  expect([read.length, done]).toEqual([1, false]);
  answers[0]!.resolve();
  await settle();
  expect([read, done]).toEqual([[{ runs: ['a'] }, { runs: ['a'] }], false]);
  answers[1]!.resolve();
  await later;
});

test('a notice without ids stands for the whole table, whatever else names records of it', async () => {
  const { queue, read, settle } = queueOf();
  queue.add({ table: 'runs', ids: ['a'] });
  queue.add({ table: 'runs' });
  queue.add({ table: 'runs', ids: ['b'] });
  void queue.flush();
  await settle();
  expect(read).toEqual([{ runs: null }]);
});

test('what could not be read is read with the next notice', async () => {
  const { queue, read, answers, settle } = queueOf();
  queue.add({ table: 'runs', ids: ['a'] });
  const failing = queue.flush();
  const told = expect(failing).rejects.toThrow('closed');
  await settle();
  answers[0]!.reject(new Error('closed'));
  await told;
  queue.add({ table: 'tasks', ids: ['t'] });
  void queue.flush();
  await settle();
  expect(read[1]).toEqual({ runs: ['a'], tasks: ['t'] });
});
