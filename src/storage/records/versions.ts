// Model versions: immutable, hashed; the weights belong to the version too, so that they outlive what else becomes of the run.
import { artifactChunks } from '../../contract/model/run';
import { modelVersion, type ModelVersion } from '../../contract/release/version';
import { versionSha256 } from '../record-hashes';
import { writtenPart } from '../../contract/release/card';
import { defineTable, refers, type Row } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    versions: ModelVersion;
  }
}

/** The table of model versions. */
export const versions = defineTable('versions', {
  schema: modelVersion,
  layouts: [
    { since: 1, keys: 'id, projectId, runId' },
    // The limitations were measured ones: they are computed from the records now.
    {
      since: 4,
      migrate: (old) => ({ ...old, card: { ...writtenPart(old['card'] as Row), limitations: '' } }),
    },
    // As of runs: ways of treating columns.
    { since: 6, migrate: (old) => old },
  ],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [refers('runs', 'runId', 'refuse'), refers('judgements', 'judgementId', 'refuse')],
  chunks: { owner: 'version', kind: 'weightBytes', of: ({ artifact }) => artifactChunks(artifact) },
  hash: { field: 'sha256', of: versionSha256, checked: true },
});
