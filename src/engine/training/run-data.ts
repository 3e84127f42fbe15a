// What a recipe's run reads: dataset, partition, fitted preprocessing, the shape of the model. Checks the recipe first.
import * as v from 'valibot';
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { recipe as recipeSchema, type Recipe } from '../../contract/model/recipe';
import type { FittedPreprocessing } from '../../contract/model/run';
import type { GroupSource } from '../../data/rows/group-source';
import { fitPreprocessing } from '../../data/preprocess/fit';
import { modelShape, numericsOf, type ModelShape } from '../../model/families/numerics';
import { validateRecipe } from '../../model/families/registry';
import { treatmentsOf } from '../../model/families/treated';
import { getChunk } from '../../storage/chunks/chunks';
import { getDataset } from '../../storage/datasets';
import { partitionOfRecipe } from '../dataset/split/prepare-partition';
import { rowSource } from '../dataset/row-source';

/** Everything of a run but its weights. */
export interface RunData {
  recipe: Recipe;
  dataset: DatasetVersion;
  partition: Partition;
  assignment: Uint8Array;
  source: GroupSource;
  fitted: FittedPreprocessing;
  shape: ModelShape;
  /** Rows of one pass that only predicts. */
  evaluationRows: number;
}

/** A recipe that came over a thread or from a file. Throws `recipe_invalid` with the field. */
export function checkRecipe(recipe: Recipe): Recipe {
  const parsed = v.safeParse(recipeSchema, recipe);
  if (parsed.success) return validateRecipe(parsed.output);
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? '';
  throw new HearthError('recipe_invalid', { field }, { expected: issue.expected ?? '' }, issue.message);
}

/** Reads what a recipe names. `fitted` is what an earlier run learnt; without it the training rows are read once. */
export async function loadRunData(
  projectId: string,
  recipe: Recipe,
  fitted: FittedPreprocessing | null,
  signal: AbortSignal,
): Promise<RunData> {
  const dataset = await getDataset(recipe.dataset.id);
  if (dataset.projectId !== projectId || dataset.sha256 !== recipe.dataset.sha256) {
    throw new HearthError('recipe_invalid', { field: 'dataset.sha256' }, { found: dataset.sha256 });
  }
  const partition = await partitionOfRecipe(projectId, recipe, { signal, emit: () => undefined });
  const assignment = await getChunk(partition.assignment);
  if (assignment.length !== dataset.rows) throw new HearthError('storage_damaged', { field: 'partition' });
  const source = rowSource(dataset);
  const learnt = fitted ?? (await fitRecipe(recipe, { source, dataset, assignment, signal }));
  const shape = modelShape(learnt);
  const evaluationRows = (await numericsOf(recipe)).batchRows(recipe, shape).prediction;
  return { recipe, dataset, partition, assignment, source, fitted: learnt, shape, evaluationRows };
}

/** What encodes the rows of a recipe, learnt from those that train: in every way that its family wants them, one after another. */
export async function fitRecipe(
  recipe: Recipe,
  {
    source,
    dataset,
    assignment,
    signal,
  }: Pick<RunData, 'source' | 'dataset' | 'assignment'> & { signal: AbortSignal },
): Promise<FittedPreprocessing> {
  const ways: FittedPreprocessing[] = [];
  for (const preprocessing of treatmentsOf(recipe))
    ways.push(await fitPreprocessing(source, { ...recipe, preprocessing }, dataset, assignment, signal));
  const [first, ...others] = ways;
  if (!first) throw new HearthError('recipe_invalid', { field: 'model.settings.families' });
  if (others.length === 0) return first;
  return {
    features: ways.flatMap(({ features }) => features),
    target: first.target,
    inputShape: [ways.reduce((sum, { inputShape }) => sum + (inputShape[0] ?? 0), 0)],
    parts: ways.map(({ features }) => features.length),
  };
}

/** Units of the target in one unit of the model's output, and what 0 stands for. */
export function targetScaling({ target }: FittedPreprocessing): { shift: number; scale: number } {
  return target.kind === 'number' ? target : { shift: 0, scale: 1 };
}
