// Runs: one training of one recipe each. Weights belong to the run that made them.
import { artifactChunks, run, type Run } from '../../contract/model/run';
import { recipeSha256 } from '../record-hashes';
import { defineTable } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    runs: Run;
  }
}

/** The table of runs. */
export const runs = defineTable('runs', {
  schema: run,
  layouts: [
    { since: 1, keys: 'id, projectId, status' },
    // Columns may be treated in ways that an older app does not know.
    { since: 6, migrate: (old) => old },
  ],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [],
  chunks: {
    owner: 'run',
    kind: 'weightBytes',
    of: ({ artifact }) => (artifact ? artifactChunks(artifact) : []),
  },
  hash: { field: 'recipeSha256', of: ({ recipe }) => recipeSha256(recipe), checked: true },
});
