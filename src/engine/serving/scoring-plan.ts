// How the rows of a file become what a model reads: the columns of the file that its data came from, as training read them, and the
// steps that made its data of that file.
import { typeOfFitted } from '../../contract/data/fitted-features';
import type { TextOptions } from '../../contract/data/opening/text-options';
import type { Column } from '../../contract/data/dataset';
import type { StepOf, TransformId } from '../../contract/data/transform';
import type { FittedPreprocessing } from '../../contract/model/run';
import type { ModelVersion } from '../../contract/release/version';
import { columnTypeOf } from '../../data/columns/registry';
import { openScoring, scoredRows, type OpenedSteps } from '../../data/transforms/scored-rows';
import { findDataset } from '../../storage/datasets';
import { originOf } from '../dataset/origin-of';
import { scoredColumns } from './scored-columns';

/** What scoring reads and does before it encodes. */
export interface ScoringPlan {
  /** Read from the file. */
  columns: Column[];
  /** Names of those that it must have. */
  needed: string[];
  steps: OpenedSteps;
  /** What became of rows of another width in the data, where a person chose it. */
  ragged: TextOptions['ragged'];
  /** Whether rows with a cell that does not fit were left out of the data, and so have no answer here. */
  drops: boolean;
}

/** The plan of a version. Without its data, which may be gone, it reads the features alone. */
export async function scoringPlan({ recipe, artifact }: ModelVersion): Promise<ScoringPlan> {
  const { features } = artifact.preprocessing;
  const { columns, steps, drops, ragged } = await sourceOf(recipe.dataset.id, artifact.preprocessing);
  const wanted = new Set(features.map(({ column }) => column));
  // Steps may read columns that the model does not.
  const read = columns.filter(({ name, type }) =>
    steps.length > 0 ? columnTypeOf(type).text !== null : wanted.has(name),
  );
  const needed = [...wanted].filter((name) => read.some((each) => each.name === name));
  return { columns: read, needed, steps: openScoring(steps, read), drops, ragged };
}

async function sourceOf(
  datasetId: string,
  fitted: FittedPreprocessing,
): Promise<
  { columns: readonly Column[]; steps: StepOf<TransformId>[] } & Pick<ScoringPlan, 'drops' | 'ragged'>
> {
  const dataset = await findDataset(datasetId);
  if (!dataset) return { columns: columnsOf(fitted), steps: [], drops: false, ragged: undefined };
  const { opened, steps } = await originOf(dataset);
  const { choices = {} } = opened.source;
  const read = scoredRows(scoredColumns(opened.columns, steps), steps);
  return { ...read, drops: choices.cells === 'drop', ragged: choices.text?.ragged };
}

/** The columns that a model reads, each once. */
function columnsOf({ features }: FittedPreprocessing): Column[] {
  return [...new Map(features.map((feature) => [feature.column, columnOf(feature)])).values()];
}

/** A fitted feature as the column it was fitted on. */
function columnOf(feature: FittedPreprocessing['features'][number]): Column {
  const categories = 'categories' in feature ? feature.categories : [];
  const column: Column = { name: feature.column, type: typeOfFitted(feature), categories, shape: null };
  return 'reading' in feature ? { ...column, reading: feature.reading } : column;
}
