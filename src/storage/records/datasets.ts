// Dataset versions: what their columns are and where their rows lie.
import { datasetVersion, type ChunkRef, type DatasetVersion } from '../../contract/data/dataset';
import { migrateDatasetVersion } from '../../contract/data/migrate-dataset';
import { datasetSha256 } from '../record-hashes';
import { defineTable } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    datasets: DatasetVersion;
  }
}

/** The table of dataset versions. */
export const datasets = defineTable('datasets', {
  schema: datasetVersion,
  layouts: [
    { since: 1, keys: 'id, projectId' },
    // The steps of its lineage were free text.
    { since: 2, migrate: migrateDatasetVersion },
    // Row groups may be HRG2, which an older app would call damaged.
    { since: 6, migrate: (old) => old },
    // Columns may have logical types or hold recordings, large chunks be blobs: an older app would call either damaged.
    { since: 7, migrate: (old) => old },
  ],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [],
  chunks: { owner: 'dataset', kind: 'datasetBytes', of: chunksOfDataset },
  hash: { field: 'sha256', of: datasetSha256, checked: true },
  misfit: (dataset) => (hasAllRows(dataset) ? null : 'groups'),
});

/** Its groups follow each other from row 0 to the last. */
function hasAllRows({ rows, groups }: DatasetVersion): boolean {
  let next = 0;
  for (const group of groups) {
    if (group.firstRow !== next) return false;
    next += group.rows;
  }
  return next === rows;
}

function chunksOfDataset({ groups, original, written = [] }: DatasetVersion): ChunkRef[] {
  const cells = written.flatMap(({ chunks }) => chunks);
  return [...groups.map(({ chunk }) => chunk), ...(original?.chunks ?? []), ...cells];
}
