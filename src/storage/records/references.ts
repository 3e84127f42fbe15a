// Who needs a chunk: a record (`dataset:<id>`), or a write in progress (`session:<id>/<n>`).
import { defineDeviceTable } from '../registry/definition';

/** One owner's need of one chunk. */
export interface Reference {
  owner: string;
  sha256: string;
}

declare module '../registry/definition' {
  interface DeviceRecords {
    references: { record: Reference; key: [string, string] };
  }
}

/** The table of references to chunks. */
export const references = defineDeviceTable('references', [
  { since: 1, keys: '[owner+sha256], owner, sha256' },
]);
