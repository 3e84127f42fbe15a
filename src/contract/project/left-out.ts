// What of a backup could not be restored. Not for records in the store: view.ts names those.
import type { Fault } from '../transport/fault';

/** A project of a backup that was left out because a record of it does not hold; or such records that belong to no project. */
export interface LeftOut {
  /** As the file says it; null where the records belong to no project. */
  name: string | null;
  /** Of the first record that does not hold: which one, which field, and why. */
  fault: Fault;
  /** Records that do not hold. */
  records: number;
}
