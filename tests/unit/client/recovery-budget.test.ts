// How often a failure is tried again, on what, and when it is given up.
import { expect, test } from 'vitest';
import { RecoveryBudget, isRecoverable } from '../../../src/client/workers/recovery-budget';
import { faultCodes } from '../../../src/contract/transport/fault';
import type { BackendName, RecoveryCause } from '../../../src/contract/model/run';

/** What a budget says to failures in turn, and what it leaves out after each. */
function follow(failures: [RecoveryCause, BackendName | null][]): [boolean, string][] {
  const budget = new RecoveryBudget();
  return failures.map(([cause, backend]) => [budget.spend(cause, backend), budget.avoided.join()]);
}

test('a GPU is tried again twice, and left out after the third loss', () => {
  expect(
    follow([
      ['gpu_lost', 'webgpu'],
      ['gpu_lost', 'webgpu'],
      ['gpu_lost', 'webgpu'],
    ]),
  ).toEqual([
    [true, ''],
    [true, ''],
    [true, 'webgpu'],
  ]);
});

test('a GPU that made the worker hang is left out at once; wasm gets a second try, then the CPU, then it is given up', () => {
  expect(
    follow([
      ['worker_hung', 'webgpu'],
      ['worker_hung', 'wasm'],
      ['worker_hung', 'wasm'],
      ['worker_hung', 'cpu'],
      ['worker_hung', 'cpu'],
    ]),
  ).toEqual([
    [true, 'webgpu'],
    [true, 'webgpu'],
    [true, 'webgpu,wasm'],
    [true, 'webgpu,wasm'],
    [false, 'webgpu,wasm,cpu'],
  ]);
});

test('the batch is halved three times before memory is no longer held to be the matter', () => {
  const told = follow(Array.from({ length: 4 }, () => ['out_of_memory', 'webgpu']));
  expect(told.map(([, avoided]) => avoided)).toEqual(['', '', '', 'webgpu']);
});

test('failures of different kinds together come to an end', () => {
  const budget = new RecoveryBudget();
  const kinds: [RecoveryCause, BackendName][] = [
    ['gpu_lost', 'webgpu'],
    ['out_of_memory', 'webgpu'],
    ['worker_died', 'webgpu'],
    ['gpu_lost', 'webgl'],
    ['out_of_memory', 'wasm'],
    ['worker_hung', 'wasm'],
  ];
  let tries = 0;
  while (budget.spend(...kinds[tries % kinds.length]!)) tries++;
  expect(tries).toBe(10);
});

test('a worker that never begins is tried once more', () => {
  expect(
    follow([
      ['worker_died', null],
      ['worker_died', null],
    ]).map(([goesOn]) => goesOn),
  ).toEqual([true, false]);
});

test('neither a pause, a full disk nor another training is a failure to recover from', () => {
  expect(faultCodes.filter(isRecoverable)).toEqual([
    'gpu_lost',
    'out_of_memory',
    'worker_died',
    'worker_hung',
  ]);
});
