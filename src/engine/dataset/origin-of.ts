// Where a version came from: the table that was opened, and the steps from there.
import type { DatasetVersion } from '../../contract/data/dataset';
import { isTransform, type StepOf, type TransformId } from '../../contract/data/transform';
import { findDataset } from '../../storage/datasets';

/** The table that a version was made of by steps, and these steps. A parent that is gone ends the way back. */
export async function originOf(
  dataset: DatasetVersion,
): Promise<{ opened: DatasetVersion; steps: StepOf<TransformId>[] }> {
  let opened = dataset;
  let steps: StepOf<TransformId>[] = [];
  while (opened.lineage.parent !== null && opened.lineage.steps.every(isTransform)) {
    const parent = await findDataset(opened.lineage.parent);
    if (!parent) break;
    steps = [...opened.lineage.steps.filter(isTransform), ...steps];
    opened = parent;
  }
  return { opened, steps };
}
