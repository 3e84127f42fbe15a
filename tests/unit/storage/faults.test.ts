import { Dexie } from 'dexie';
import { describe, expect, test } from 'vitest';
import { HearthError } from '../../../src/contract/transport/fault';
import { toStorageFault } from '../../../src/storage/store/faults';

const codeOf = (thrown: unknown) => {
  const fault = toStorageFault(thrown);
  return fault instanceof HearthError ? fault.fault.code : fault;
};

describe('what the store throws', () => {
  const quota = new DOMException('The quota has been exceeded.', 'QuotaExceededError');

  test('a full disk is told however it is wrapped', () => {
    expect(codeOf(quota)).toBe('storage_full');
    // As it arrives at commit: the transaction was aborted, and the reason is inside.
    expect(codeOf(new Dexie.AbortError('Transaction aborted', quota))).toBe('storage_full');
    expect(codeOf(new Dexie.AbortError('outer', new Dexie.AbortError('inner', quota)))).toBe('storage_full');
    const bulk = new Dexie.BulkError('projects.bulkAdd(): 1 of 1 operations failed', [quota]);
    expect(codeOf(bulk)).toBe('storage_full');
  });

  test('an abort without a reason is not taken for a full disk', () => {
    const abort = new Dexie.AbortError('Transaction aborted');
    expect(toStorageFault(abort)).toBe(abort);
  });

  test('a closed, a newer and a missing database', () => {
    expect(codeOf(new Dexie.DatabaseClosedError('closed'))).toBe('storage_closed');
    expect(codeOf(new Dexie.VersionError('newer'))).toBe('storage_newer');
    expect(codeOf(new Dexie.OpenFailedError('no', new DOMException('x', 'VersionError')))).toBe(
      'storage_closed',
    );
    expect(codeOf(new Dexie.MissingAPIError('no IndexedDB'))).toBe('storage_closed');
  });

  test('a coded fault comes through, even from inside a transaction', () => {
    const fault = new HearthError('not_found', { field: 'run' }, { id: 'x' });
    expect(toStorageFault(fault)).toBe(fault);
    expect(toStorageFault(new Dexie.AbortError('aborted', fault))).toBe(fault);
  });

  test('errors that are not of the store are left alone, and circles end', () => {
    const bug = new TypeError('x is not a function');
    expect(toStorageFault(bug)).toBe(bug);
    const circle: { name: string; inner?: unknown } = { name: 'Odd' };
    circle.inner = circle;
    expect(toStorageFault(circle)).toBe(circle);
    expect(toStorageFault('text')).toBe('text');
  });
});

test('a disk that is really full is told in words alone', () => {
  const thrown = new DOMException('DataError Failed to write blobs (IOError)', 'AbortError');
  expect(toStorageFault(thrown)).toMatchObject({ fault: { code: 'storage_full' } });
});
