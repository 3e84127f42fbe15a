// Checkpoints: states to resume a run from, two generations of each.
import { checkpoint, type Checkpoint } from '../../contract/model/run';
import { defineTable, refers } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    checkpoints: Checkpoint;
  }
}

/** The table of checkpoints. */
export const checkpoints = defineTable('checkpoints', {
  schema: checkpoint,
  layouts: [{ since: 1, keys: 'id, [runId+generation]' }],
  key: 'id',
  owner: { table: 'runs', field: 'runId' },
  refersTo: [refers('runs', 'runId', 'delete')],
  chunks: { owner: 'checkpoint', kind: 'checkpointBytes', of: ({ state }) => state },
});
