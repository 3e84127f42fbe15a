// Partitions: which rows of a dataset version train, validate and test.
import { partition, type Partition } from '../../contract/data/dataset';
import { defineTable, refers } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    partitions: Partition;
  }
}

/** The table of partitions. */
export const partitions = defineTable('partitions', {
  schema: partition,
  layouts: [{ since: 1, keys: 'id, projectId, [projectId+sha256]' }],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [refers('datasets', 'datasetId', 'delete')],
  chunks: { owner: 'partition', kind: 'datasetBytes', of: ({ assignment }) => [assignment] },
  /** One byte a row. */
  misfit: ({ assignment, datasetId }, lookup) =>
    assignment.bytes === lookup('datasets', datasetId)?.rows ? null : 'assignment',
});
