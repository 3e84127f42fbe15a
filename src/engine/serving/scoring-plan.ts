// How the rows of a file become what a model reads: the columns of the file that its data came from, as training read them, and the
// steps that made its data of that file.
import type { Column, DatasetVersion } from '../../contract/data/dataset';
import {
  transformIds,
  type StepOf,
  type TransformId,
  type TransformStep,
} from '../../contract/data/transform';
import type { FittedPreprocessing } from '../../contract/model/run';
import type { ModelVersion } from '../../contract/release/version';
import { HearthError } from '../../contract/transport/fault';
import { columnTypeOf } from '../../data/columns/registry';
import { openSteps, type OpenedSteps } from '../../data/transforms/run-steps';
import { getDataset } from '../../storage/datasets';

/** What scoring reads and does before it encodes. */
export interface ScoringPlan {
  /** Read from the file. */
  columns: Column[];
  /** Names of those that it must have. */
  needed: string[];
  steps: OpenedSteps;
}

/** The plan of a version. Without its data, which may be gone, it reads the features alone. */
export async function scoringPlan({ recipe, artifact }: ModelVersion): Promise<ScoringPlan> {
  const { features } = artifact.preprocessing;
  const { columns, steps } = await originOf(recipe.dataset.id, artifact.preprocessing);
  const wanted = new Set(features.map(({ column }) => column));
  // Steps may read columns that the model does not.
  const read = columns.filter(({ name, type }) =>
    steps.length > 0 ? columnTypeOf(type).text !== null : wanted.has(name),
  );
  const needed = features
    .map(({ column }) => column)
    .filter((name) => read.some((each) => each.name === name));
  return { columns: read, needed, steps: openSteps(steps, read, { scoring: true }) };
}

type Origin = { columns: readonly Column[]; steps: StepOf<TransformId>[] };

async function originOf(datasetId: string, fitted: FittedPreprocessing): Promise<Origin> {
  const dataset = await findDataset(datasetId);
  if (!dataset) return { columns: fitted.features.map(columnOf), steps: [] };
  let first = dataset;
  let steps: StepOf<TransformId>[] = [];
  while (first.lineage.parent !== null && first.lineage.steps.every(isTransform)) {
    const parent = await findDataset(first.lineage.parent);
    if (!parent) break;
    steps = [...first.lineage.steps.filter(isTransform), ...steps];
    first = parent;
  }
  return { columns: first.columns, steps };
}

async function findDataset(id: string): Promise<DatasetVersion | null> {
  try {
    return await getDataset(id);
  } catch (thrown) {
    if (thrown instanceof HearthError && thrown.fault.code === 'not_found') return null;
    throw thrown;
  }
}

/** A fitted feature as the column it was fitted on. */
function columnOf(feature: FittedPreprocessing['features'][number]): Column {
  const categories = 'categories' in feature ? feature.categories : [];
  const column: Column = { name: feature.column, type: feature.kind, categories, shape: null };
  return 'reading' in feature ? { ...column, reading: feature.reading } : column;
}

function isTransform(step: TransformStep): step is StepOf<TransformId> {
  return (transformIds as readonly string[]).includes(step.step);
}
