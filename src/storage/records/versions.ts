// Model versions: immutable, hashed; the weights belong to the version too, so that they outlive what else becomes of the run.
import { artifactChunks } from '../../contract/model/run';
import { modelVersion, type ModelVersion } from '../../contract/release/version';
import { versionSha256 } from '../record-hashes';
import { defineTable, refers } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    versions: ModelVersion;
  }
}

/** The table of model versions. */
export const versions = defineTable('versions', {
  schema: modelVersion,
  layouts: [{ since: 1, keys: 'id, projectId, runId' }],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  refersTo: [refers('runs', 'runId', 'refuse'), refers('judgements', 'judgementId', 'refuse')],
  chunks: { owner: 'version', kind: 'weightBytes', of: ({ artifact }) => artifactChunks(artifact) },
  hash: { field: 'sha256', of: versionSha256, checked: true },
});
