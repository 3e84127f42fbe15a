// A complete recipe to start from: sound for most tables and small images, so that a run needs no settings.
// It looks at sizes and types only; searching for better values is tuning, not this.
import { columnTypes } from '../contract/data/column-types';
import type { DatasetVersion } from '../contract/data/dataset';
import { HearthError } from '../contract/transport/fault';
import type { DataPlan } from '../contract/project/project';
import type { Family, LayerSpec, OptimizerSpec, Recipe } from '../contract/model/recipe';
import type { ScenarioPlan } from '../contract/project/scenario';
import { taskNamed } from './tasks/registry';

/** What a default recipe is made from. `overrides` are a scenario's own values. */
export interface RecipeInput {
  dataset: DatasetVersion;
  plan: DataPlan;
  family: Family | null;
  overrides?: ScenarioPlan['recipe'];
}

const adam = (learningRate: number): OptimizerSpec => ({
  kind: 'adam',
  learningRate,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
});

const adamw = (learningRate: number, weightDecay: number): OptimizerSpec => ({
  ...{ kind: 'adamw', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  weightDecay,
});

const linearEpochs = 20;

/**
 * A recipe for the plan's target and task, of the given family or of the one that fits the data best.
 * Throws `target_unset`, `column_unknown`, `features_none`, or `recipe_invalid` where the family cannot read the data.
 */
export function defaultRecipe({ dataset, plan, family, overrides = {} }: RecipeInput): Recipe {
  if (plan.target === null || plan.task === null) throw new HearthError('target_unset');
  if (!dataset.columns.some(({ name }) => name === plan.target)) {
    throw new HearthError('column_unknown', { column: plan.target });
  }
  const features = featuresOf(dataset, plan);
  if (features.length === 0) throw new HearthError('features_none');
  const fitting: Family = overrides.model?.family ?? (dataset.kind === 'images' ? 'convolutional' : 'dense');
  const chosen = family ?? fitting;
  const imageShape = dataset.columns.find(({ name }) => name === features[0])?.shape ?? null;
  if (chosen === 'convolutional' && imageShape === null) {
    throw new HearthError('recipe_invalid', { field: 'model.family' }, { family: chosen });
  }
  const recipe: Recipe = {
    format: 1,
    dataset: { id: dataset.id, sha256: dataset.sha256 },
    task: plan.task,
    target: plan.target,
    features,
    split: plan.split,
    preprocessing: plan.preprocessing,
    model: { family: chosen, layers: layersOf(chosen, imageShape) },
    loss: taskNamed(plan.task).losses[0],
    ...trainingOf(chosen, imageShape !== null),
    regularization: { l1: 0, l2: 0, labelSmoothing: 0 },
    clipNorm: null,
    batchSize: batchSizeFor(dataset.rows * plan.split.train),
    earlyStopping: { patience: 5, minDelta: 0 },
    seed: plan.split.seed,
  };
  // A scenario's values were found for its own family and would mislead another.
  return chosen === fitting ? { ...recipe, ...overrides } : recipe;
}

/** The simplest rival on the same rows: a linear model, with the same data, split and seed. */
export function baselineRecipe(recipe: Recipe): Recipe {
  const readsImages = recipe.model.layers.some(
    ({ kind }) => kind === 'flatten' || kind === 'reshape' || kind.endsWith('2d'),
  );
  return {
    ...recipe,
    model: { family: 'linear', layers: readsImages ? [{ kind: 'flatten' }] : [] },
    ...trainingOf('linear', readsImages),
    epochs: Math.min(linearEpochs, recipe.epochs),
    regularization: { l1: 0, l2: 0, labelSmoothing: 0 },
    clipNorm: null,
    earlyStopping: { patience: 5, minDelta: 0 },
  };
}

function featuresOf(dataset: DatasetVersion, plan: DataPlan): string[] {
  return dataset.columns
    .filter(({ name, type }) => {
      const role = plan.roles[name] ?? 'feature';
      if (name === plan.target || role !== 'feature') return false;
      return columnTypes[type].feature === (dataset.kind === 'images' ? 'alone' : 'among');
    })
    .map(({ name }) => name);
}

function trainingOf(family: Family, images: boolean): Pick<Recipe, 'optimizer' | 'schedule' | 'epochs'> {
  const schedule = { kind: 'cosine', warmupEpochs: 1, floor: 0 } as const;
  if (family === 'linear') return { optimizer: adam(0.01), schedule, epochs: linearEpochs };
  if (images) return { optimizer: adam(0.001), schedule, epochs: family === 'convolutional' ? 12 : 20 };
  return { optimizer: adamw(0.002, 0.01), schedule, epochs: 30 };
}

/** Larger batches for many rows, so that an epoch stays a matter of seconds or minutes. */
function batchSizeFor(trainRows: number): number {
  if (trainRows > 500_000) return 1024;
  return trainRows > 50_000 ? 256 : 64;
}

function layersOf(family: Family, imageShape: readonly [number, number, number] | null): LayerSpec[] {
  const flatten: LayerSpec[] = imageShape ? [{ kind: 'flatten' }] : [];
  switch (family) {
    case 'linear':
      return flatten;
    case 'dense':
      return [
        ...flatten,
        { kind: 'dense', units: imageShape ? 128 : 64, activation: 'relu' },
        { kind: 'dropout', rate: 0.2 },
        { kind: 'dense', units: imageShape ? 64 : 32, activation: 'relu' },
        { kind: 'dropout', rate: 0.2 },
      ];
    case 'convolutional':
      return [
        ...convolutionBlocks(Math.min(imageShape![0], imageShape![1])),
        { kind: 'flatten' },
        { kind: 'dense', units: 128, activation: 'relu' },
        { kind: 'dropout', rate: 0.5 },
      ];
  }
}

/** Two blocks of convolution and pooling; more for large images, so that the dense layer stays small. */
function convolutionBlocks(shorterSide: number): LayerSpec[] {
  // Without padding a tiny image would vanish before the second pool.
  const padding = shorterSide < 12 ? 'same' : 'valid';
  const layers: LayerSpec[] = [];
  let side = shorterSide;
  for (let block = 0; block < 2 || side > 12; block++) {
    layers.push({
      ...{ kind: 'conv2d', filters: block === 0 ? 32 : 64, kernelSize: 3, strides: 1 },
      padding,
      activation: 'relu',
    });
    if (padding === 'valid') side -= 2;
    if (side < 2) continue;
    layers.push({ kind: 'maxPool2d', size: 2 });
    side = Math.floor(side / 2);
  }
  return layers;
}
