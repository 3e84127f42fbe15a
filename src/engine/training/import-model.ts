// A model that XGBoost trained, as a run of a project: its columns are found in the data by their names, and it is judged, explained, served
// and exported as any other. It learns nothing of these rows; whether it has seen them elsewhere nobody here knows, which its record says.
import type { Column, DatasetVersion } from '../../contract/data/dataset';
import type { FittedFeature } from '../../contract/data/fitted-features';
import type { SettingsRecipe } from '../../contract/model/recipe';
import type { FittedPreprocessing, FittedTarget, Run } from '../../contract/model/run';
import type { DataPlan } from '../../contract/project/project';
import { HearthError } from '../../contract/transport/fault';
import type { GroupSource } from '../../data/rows/group-source';
import { collectClasses } from '../../data/preprocess/labels';
import { isTruth, truthOf } from '../../domain/columns/truth';
import { withPositiveLast } from '../../domain/tasks/positive-class';
import { taskNamed, tasks } from '../../domain/tasks/registry';
import { defaultRecipe } from '../../model/families/draft';
import { forestBytes } from '../../model/families/trees/forest/state';
import type { Forest } from '../../model/families/trees/forest/forest';
import type { ColumnOfModel, ModelOfXGBoost } from '../../model/families/trees/xgboost/read-xgboost';
import { readXGBoost } from '../../model/families/trees/xgboost/read-xgboost';
import { refusal } from '../../model/families/trees/xgboost/refusal';
import { getChunk } from '../../storage/chunks/chunks';
import { getDataset } from '../../storage/datasets';
import { getProjectRecord } from '../../storage/projects';
import { recipeSha256 } from '../../storage/record-hashes';
import { createRun, saveRun } from '../../storage/runs';
import { newId } from '../../storage/store/ids';
import { rowSource } from '../dataset/row-source';
import { partitionOfRecipe } from '../dataset/split/prepare-partition';
import { storeArtifact } from './artifact-record';
import { checkRecipe } from './run-data';
import { whileTraining } from './run-locks';

/** The run of a file. Throws `input_invalid` with the parameter `refused`, a reason of contract/transport/model-refusals.ts, and keeps nothing. */
export async function importModel(
  { projectId, file, name }: { projectId: string; file: Blob; name: string },
  signal: AbortSignal,
): Promise<Run> {
  try {
    const model = await readXGBoost(file);
    signal.throwIfAborted();
    return await runOf(model, { projectId, name }, signal);
  } catch (thrown) {
    throw withFile(thrown, name);
  }
}

/** A refusal names the file too. */
function withFile(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof HearthError) || thrown.fault.params['refused'] === undefined) return thrown;
  const { code, place, params } = thrown.fault;
  return new HearthError(code, { file, ...place }, params);
}

async function runOf(
  model: ModelOfXGBoost,
  { projectId, name }: { projectId: string; name: string },
  signal: AbortSignal,
): Promise<Run> {
  const { data: plan } = await getProjectRecord(projectId);
  if (plan.datasetId === null || plan.target === null) throw refusal('target');
  const dataset = await getDataset(plan.datasetId);
  const recipe = recipeFor(model, dataset, plan);
  const column = dataset.columns.find(({ name: each }) => each === recipe.target);
  if (!column) throw new HearthError('column_unknown', { column: recipe.target });
  await demandClasses(model, { column, source: rowSource(dataset), assignment: null, signal });
  const partition = await partitionOfRecipe(projectId, recipe, { signal, emit: () => undefined });
  const assignment = await getChunk(partition.assignment);
  const target = await targetFor(model, recipe, { column, source: rowSource(dataset), assignment, signal });
  const features = model.columns.map((column) => featureFor(column, dataset));
  const fitted: FittedPreprocessing = { features, target: target.fitted, inputShape: [features.length] };
  const forest = target.isTurned ? turned(model.forest) : model.forest;
  const { bytes, facts } = forestBytes(forest);
  const { objective, version, rounds } = model;
  const origin = { program: 'XGBoost', version, objective, file: name, rounds: rounds.used };
  const artifact = await storeArtifact({ kind: 'state', bytes, facts: { ...facts, origin } }, recipe, {
    preprocessing: fitted,
  });
  signal.throwIfAborted();
  const id = newId();
  const now = Date.now();
  return whileTraining(id, async () => {
    const run = await createRun({
      ...{ id, projectId, role: 'model', label: '', recipe, recipeSha256: await recipeSha256(recipe) },
      ...{ partitionSha256: partition.sha256, backend: null, backendReason: null },
      ...{ appVersion: __APP_VERSION__, status: 'running', startedAt: now, endedAt: null },
      ...{ step: rounds.used, stepsPerEpoch: null, history: [], metric: taskNamed(recipe.task).curve.name },
      parameters: forest.columns.filter((column) => column < 0).length,
      ...{ bestEpoch: null, msPerStep: null, peakMemoryBytes: null, secondsTrained: 0 },
      notices: [{ code: 'imported', params: { file: name, version, rounds: rounds.used, all: rounds.all } }],
      ...{ fault: null, artifact: null, task: recipe.task },
    });
    const ended: Run = { ...run, status: 'done', endedAt: Date.now(), artifact };
    await saveRun(ended);
    return ended;
  });
}

/** What would train such a model here: its own columns, and settings of which only loss and rounds are known. */
function recipeFor(model: ModelOfXGBoost, dataset: DatasetVersion, plan: DataPlan): SettingsRecipe {
  const { classes, columns, loss, rounds } = model;
  const learns = classes > 0 ? 'classes' : 'number';
  const task = tasks.find(
    ({ target }) => target.learns === learns && (classes === 0 || target.takesClasses(classes)),
  );
  if (!task || !plan.target) throw refusal('target');
  const fits = taskNamed(plan.task ?? task.name).target.learns === learns;
  if (!fits && classes === 0) throw refusal('number', { column: plan.target });
  if (!fits) throw refusal('classes', { column: plan.target }, classes);
  if (columns.some(({ name }) => name === plan.target)) throw refusal('target', { column: plan.target });
  for (const { name } of columns)
    if (!dataset.columns.some((column) => column.name === name)) throw refusal('missing', { column: name });
  const drafted = defaultRecipe({ dataset, plan, family: 'trees' });
  if (drafted.format !== 2) throw new HearthError('internal');
  const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  const settings = {
    ...drafted.model.settings,
    ...{ patience: 0, rounds: within(rounds.used, 1, 10_000), loss: loss.loss },
    ...(loss.quantile === undefined ? {} : { quantile: within(loss.quantile, 0.01, 0.99) }),
    ...(loss.huberDelta === undefined ? {} : { huberDelta: within(loss.huberDelta, 0.001, 1000) }),
    ...(loss.tweediePower === undefined ? {} : { tweediePower: within(loss.tweediePower, 1.01, 1.99) }),
  };
  const recipe: SettingsRecipe = {
    ...drafted,
    task: task.name,
    features: columns.map(({ name }) => name),
    model: { family: 'trees', settings },
  };
  checkRecipe(recipe);
  return recipe;
}

interface TargetRows {
  column: Column;
  source: GroupSource;
  /** null: all rows. */
  assignment: Uint8Array | null;
  signal: AbortSignal;
}

/** The classes of the target in sorted order; none of a number. Throws a refusal where the model has another number of them. */
async function demandClasses(
  { classes: count }: ModelOfXGBoost,
  { column, source, assignment, signal }: TargetRows,
): Promise<string[]> {
  if (count === 0) return [];
  const sorted = await collectClasses(source, column, assignment, signal);
  if (sorted.length !== count) throw refusal('classes', { column: column.name }, count);
  return sorted;
}

/** The target as the model answers it; of two classes the second in sorted order is its 1, which may be the other one here. */
async function targetFor(
  model: ModelOfXGBoost,
  { positive }: SettingsRecipe,
  rows: TargetRows,
): Promise<{ fitted: FittedTarget; isTurned: boolean }> {
  const { name: column } = rows.column;
  if (model.classes === 0) return { fitted: { kind: 'number', column, shift: 0, scale: 1 }, isTurned: false };
  const sorted = await demandClasses(model, rows);
  const classes = withPositiveLast(sorted, positive);
  return { fitted: { kind: 'classes', column, classes }, isTurned: classes[0] !== sorted[0] };
}

/** The same trees for the other of two classes. */
function turned(forest: Forest): Forest {
  return {
    ...forest,
    start: forest.start.map((value) => -value),
    values: forest.values.map((value) => -value),
  };
}

/** How a column of the data is told to the model: as a number, or as the code that its category had where the model was trained. */
function featureFor({ name, categories }: ColumnOfModel, dataset: DatasetVersion): FittedFeature {
  const column = dataset.columns.find((each) => each.name === name)!;
  const { type, reading } = column;
  const read = reading === undefined ? {} : { reading };
  if (categories) {
    if (type !== 'category') throw refusal('needs_category', { column: name });
    return { kind: 'codes', column: name, categories, ordered: false, ...read };
  }
  if (type === 'number') {
    const { min = 0, max = 0 } = dataset.profiles.find((profile) => profile.name === name)?.number ?? {};
    return { kind: 'raw', column: name, min, max, ...read };
  }
  if (type !== 'category' || !isTruth(column.categories)) throw refusal('needs_number', { column: name });
  // False and true are 0 and 1, and what is neither is missing.
  const truth = truthOf(column.categories);
  const inOrder = [0, 1].flatMap((value) => column.categories.filter((_, level) => truth[level] === value));
  return { kind: 'codes', column: name, categories: inOrder, ordered: true, ...read };
}
