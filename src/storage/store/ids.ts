// New identifiers: ULIDs, which sort by the time they were made. Nothing that a run computes depends on them.
import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

/** A new ULID, larger than every earlier one of this thread. */
export function newId(): string {
  return next();
}
