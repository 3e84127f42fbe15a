// Finishes an import that was killed between its two halves, as apps could leave it that committed the data first and the plan after it:
// the version is there, and the project does not point to it.
import { findDataset, newestDatasetId } from '../../storage/datasets';
import { allProjects, getProjectRecord } from '../../storage/projects';
import { useDataset } from './import-dataset';

/** Makes the newest version the project's data where the project was not written since it was made. Returns whether it did. */
export async function finishImport(projectId: string): Promise<boolean> {
  const { data, updatedAt } = await getProjectRecord(projectId);
  const newest = await newestDatasetId(projectId);
  if (newest === null || newest === data.datasetId) return false;
  const dataset = await findDataset(newest);
  if (!dataset) return false;
  // A person may have gone back to an older version: then the project was written later.
  if (
    data.datasetId !== null &&
    !(dataset.lineage.parent === data.datasetId && dataset.createdAt > updatedAt)
  )
    return false;
  await useDataset(projectId, dataset);
  return true;
}

/** The same for every project; one that cannot be finished keeps no other from it. */
export async function finishImports(): Promise<void> {
  for (const { id } of await allProjects()) await finishImport(id).catch(() => false);
}
