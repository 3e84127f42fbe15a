// From a dataset version and a list of steps to a new version. The parent and the project stay as they are: which version is used is decided elsewhere.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { Job, Progress } from '../../contract/transport/job';
import { transformReading, type StepList } from '../../data/transforms/run-steps';
import { withPin } from '../../storage/chunks';
import { commitDataset, getDataset } from '../../storage/datasets';
import { storeReading } from './import-dataset';
import { rowSource } from './row-source';

/** Applies steps to a version. Throws as the steps' `validate`, and `rows_too_few` where no row is left. */
export function transformDataset(
  datasetId: string,
  steps: StepList,
  job: Job<Progress>,
): Promise<DatasetVersion> {
  return withPin(async (pin) => {
    const parent = await getDataset(datasetId);
    const startedAt = performance.now();
    const reading = transformReading(rowSource(parent), parent.columns, steps, {
      signal: job.signal,
      onProgress: (done, total) => job.emit({ kind: 'progress', stage: 'read', done, total, unit: 'rows' }),
    });
    const { projectId, name, kind, source } = parent;
    const lineage = { parent: parent.id, steps: [...steps] };
    const dataset = await storeReading(reading, pin, job, {
      projectId,
      name,
      kind,
      source,
      lineage,
      startedAt,
    });
    await commitDataset(dataset, pin, { signal: job.signal });
    return dataset;
  });
}
