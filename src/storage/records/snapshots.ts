// Snapshots of E: one for each different state of a project.
import { snapshot, type Snapshot } from '../../contract/project/evaluation';
import { snapshotSha256 } from '../record-hashes';
import { defineTable } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    snapshots: Snapshot;
  }
}

/** The table of snapshots. */
export const snapshots = defineTable('snapshots', {
  schema: snapshot,
  layouts: [{ since: 1, keys: 'id, projectId' }],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [],
  hash: {
    field: 'sha256',
    of: snapshotSha256,
    checked: false, // one that was edited is named on opening and used no more, rather than refused with all its project
  },
});
