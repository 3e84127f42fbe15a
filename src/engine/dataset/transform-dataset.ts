// From the project's data and a list of steps to a new version of it. The parent stays as it is; its lineage is the way back.
import * as v from 'valibot';
import type { DatasetVersion } from '../../contract/data/dataset';
import { transformIds, transformStep, type StepOf, type TransformId } from '../../contract/data/transform';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import { transformReading, type StepList } from '../../data/transforms/run-steps';
import { withPin } from '../../storage/chunks/chunks';
import { commitDataset, getDataset } from '../../storage/datasets';
import { getProjectRecord } from '../../storage/projects';
import { following, storeReading } from './import-dataset';
import { rowSource } from './row-source';

/**
 * Applies steps to the project's data; the new version becomes the project's data. Throws `input_invalid` with the step's place in the
 * list, as the steps' `validate`, and `rows_too_few` where no row is left.
 */
export function transformDataset(
  projectId: string,
  steps: readonly unknown[],
  job: Job<Progress>,
): Promise<DatasetVersion> {
  const checked = checkSteps(steps);
  return withPin(async (pin) => {
    const { data } = await getProjectRecord(projectId);
    if (data.datasetId === null) throw new HearthError('not_found', { field: 'dataset' });
    const parent = await getDataset(data.datasetId);
    const startedAt = performance.now();
    const reading = transformReading(rowSource(parent), parent.columns, checked, {
      signal: job.signal,
      onProgress: (done, total) => job.emit({ kind: 'progress', stage: 'read', done, total, unit: 'rows' }),
    });
    const { name, kind, source } = parent;
    const lineage = { parent: parent.id, steps: [...checked] };
    const origin = { projectId, name, kind, source, lineage, startedAt };
    const dataset = await storeReading(reading, pin, job, origin);
    await commitDataset(dataset, following(dataset), pin, { signal: job.signal });
    return dataset;
  });
}

/** Steps that came over a thread, as steps that change rows. */
function checkSteps(steps: readonly unknown[]): StepList {
  return steps.map((step, index) => {
    const parsed = v.safeParse(transformStep, step);
    if (parsed.success && isTransform(parsed.output)) return parsed.output;
    throw new HearthError('input_invalid', { field: `steps.${index}` });
  });
}

function isTransform(step: { step: string }): step is StepOf<TransformId> {
  return (transformIds as readonly string[]).includes(step.step);
}
