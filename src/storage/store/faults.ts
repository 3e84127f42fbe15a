// Turns what IndexedDB and Dexie throw into coded faults. A full disk arrives at commit as an AbortError
// whose `inner` is the QuotaExceededError, so the whole chain of inner errors is read.
import { HearthError, type FaultCode } from '../../contract/transport/fault';

const codeByName: Record<string, FaultCode> = {
  QuotaExceededError: 'storage_full',
  VersionError: 'storage_newer',
  DatabaseClosedError: 'storage_closed',
  OpenFailedError: 'storage_closed',
  MissingAPIError: 'storage_closed',
  InvalidStateError: 'storage_closed',
  NotReadableError: 'storage_damaged',
  DataCloneError: 'internal',
};

/** A disk that is really full, before any quota: Chromium says so of large values in words alone, in an AbortError. */
const couldNotWrite = /failed to write blobs|no space left|\bIO ?Error\b/i;

function property(value: object, key: string): unknown {
  return Reflect.get(value, key);
}

/** The error and everything it wraps (`inner`, `cause`, `failures`), outermost first. */
function chain(thrown: unknown, seen = new Set<object>()): object[] {
  if (typeof thrown !== 'object' || thrown === null || seen.has(thrown)) return [];
  seen.add(thrown);
  const failures = property(thrown, 'failures');
  return [
    thrown,
    ...chain(property(thrown, 'inner'), seen),
    ...chain(property(thrown, 'cause'), seen),
    ...(Array.isArray(failures) ? failures.flatMap((failure) => chain(failure, seen)) : []),
  ];
}

/** When the store last said that the disk is full, by performance.now(). */
let fullAt = -Infinity;
/** So long after it a store that closes does so for that reason. */
const recentMs = 60_000;

/** Whether the store said lately that the disk is full. */
export function wasFullLately(): boolean {
  return performance.now() - fullAt < recentMs;
}

/** The coded fault for anything thrown by the store; errors that are coded already, and foreign ones, pass through. */
export function toStorageFault(thrown: unknown): unknown {
  const errors = chain(thrown);
  const coded = errors.find((error) => error instanceof HearthError);
  if (coded) return coded;
  const names = errors.map((error) => String(property(error, 'name')));
  const detail = errors
    .map((error) => `${property(error, 'name')}: ${property(error, 'message')}`)
    .join(' ← ');
  // A quota anywhere in the chain is the reason, whatever wraps it.
  if (names.includes('QuotaExceededError') || couldNotWrite.test(detail)) {
    fullAt = performance.now();
    return new HearthError('storage_full', {}, {}, detail);
  }
  for (const name of names) {
    const code = codeByName[name];
    if (code) return new HearthError(code, {}, {}, detail);
  }
  return thrown;
}

/** Whether it is that the disk is full. */
export function isFull(thrown: unknown): boolean {
  return thrown instanceof HearthError && thrown.fault.code === 'storage_full';
}
