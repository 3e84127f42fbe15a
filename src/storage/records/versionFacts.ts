// What was measured or written about a version after it was registered.
import { versionFacts as schema, type VersionFacts } from '../../contract/release/version';
import { defineTable, refers } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    versionFacts: VersionFacts;
  }
}

/** The table of facts, one record a version. */
export const versionFacts = defineTable('versionFacts', {
  schema,
  layouts: [{ since: 1, keys: 'versionId, projectId' }],
  key: 'versionId',
  owner: { table: 'projects', field: 'projectId' },
  refersTo: [refers('versions', 'versionId', 'delete')],
});
