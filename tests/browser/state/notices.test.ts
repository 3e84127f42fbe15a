// How long messages stay: while they are pointed at, while nobody looks, and where what they say is kept nowhere else.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HearthError } from '../../../src/contract/transport/fault';
import { notices } from '../../../src/state/app/notices.svelte';

const texts = () =>
  notices.list.map(({ content }) => ('text' in content ? content.text : content.fault.code));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  notices.attend(true);
  notices.enter(null);
  for (const { id } of notices.list) notices.dismiss(id);
  vi.useRealTimers();
});

test('a message of what stands in a record leaves by itself; a warning that stands nowhere else stays', () => {
  notices.show('Only the first file was opened.', 'warn');
  notices.showRecorded('The run went on.');
  vi.advanceTimersByTime(19_000);
  expect(texts()).toEqual(['Only the first file was opened.', 'The run went on.']);
  vi.advanceTimersByTime(2_000);
  expect(texts()).toEqual(['Only the first file was opened.']);
});

test('it stays while it is pointed at or has the focus, and then for its whole time', () => {
  notices.showRecorded('The run went on.');
  vi.advanceTimersByTime(15_000);
  notices.hold();
  vi.advanceTimersByTime(3_600_000);
  notices.release();
  vi.advanceTimersByTime(19_000);
  expect(texts()).toEqual(['The run went on.']);
  vi.advanceTimersByTime(2_000);
  expect(texts()).toEqual([]);
});

test('it waits while the page is hidden, also one that comes meanwhile', () => {
  notices.attend(false);
  notices.showRecorded('The run went on.');
  vi.advanceTimersByTime(8 * 3_600_000);
  expect(texts()).toEqual(['The run went on.']);
  notices.attend(true);
  vi.advanceTimersByTime(21_000);
  expect(texts()).toEqual([]);
});

test('what is done once a message goes is done though the page is hidden', () => {
  const commit = vi.fn();
  notices.doUnlessUndone('Removed.', { label: 'Undo', run: () => undefined }, commit);
  notices.attend(false);
  vi.advanceTimersByTime(9_000);
  expect(commit).toHaveBeenCalledOnce();
});

test('a message of a project waits for it, and names it where no project is open', () => {
  const loans = { id: '1', name: 'Loans' };
  const shown = () => notices.shown.map(({ id }) => id);
  notices.enter({ id: '2', name: 'Digits' });
  notices.show('Registered v1.', 'good', null, loans);
  notices.fail(new HearthError('out_of_memory'), loans);
  expect(notices.list).toHaveLength(2);
  expect(notices.shown.map(({ tone }) => tone)).toEqual(['bad']);
  vi.advanceTimersByTime(3_600_000);
  notices.enter(loans);
  expect(shown()).toHaveLength(2);
  vi.advanceTimersByTime(6_000);
  expect(notices.shown.map(({ tone }) => tone)).toEqual(['bad']);
});

test('one fault of several calls is one message, whether or not each of them knows its project', () => {
  const [loans, boxes] = [
    { id: 'l', name: 'Loans' },
    { id: 'b', name: 'Boxes' },
  ];
  notices.fail(new HearthError('worker_died'), null);
  notices.fail(new HearthError('worker_died'), loans);
  notices.fail(new HearthError('worker_died'), null);
  expect(notices.list.map(({ project }) => project)).toEqual([loans]);
  notices.fail(new HearthError('worker_died'), boxes);
  expect(notices.list.map(({ project }) => project)).toEqual([loans, boxes]);
});
