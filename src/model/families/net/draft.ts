// A net to start from: its layers and its optimiser, by the types of the data; how long it trains, training-length.ts says.
import type { DatasetVersion } from '../../../contract/data/dataset';
import type {
  LayerSpec,
  NetFamily,
  NetRecipe,
  OptimizerSpec,
  SplitSpec,
} from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import { taskNamed } from '../../../domain/tasks/registry';
import type { DraftInput } from '../family';
import { trainingLength, type TrainingRows } from './training-length';

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

/** The architecture that fits a kind of data best. */
function fittingNet(kind: DatasetVersion['kind']): NetFamily {
  return kind === 'images' ? 'convolutional' : 'dense';
}

/** A net of the given architecture. Throws `recipe_invalid` where it needs images and there are none. */
export function draftNet(
  chosen: NetFamily,
  { dataset, subject, overrides }: Omit<DraftInput, 'architecture'>,
): NetRecipe {
  const fitting = overrides.model?.family ?? fittingNet(dataset.kind);
  const imageShape = dataset.columns.find(({ name }) => name === subject.features[0])?.shape ?? null;
  if (chosen === 'convolutional' && imageShape === null) {
    throw new HearthError('recipe_invalid', { field: 'model.family' }, { family: chosen });
  }
  const { seed, ...data } = subject;
  const recipe: NetRecipe = {
    format: 1,
    ...data,
    model: { family: chosen, layers: layersOf(chosen, imageShape) },
    loss: taskNamed(subject.task).losses[0],
    ...trainingOf(chosen, imageShape !== null),
    ...trainingLength(rowsOf(dataset.rows, subject.split), imageShape !== null),
    regularization: { l1: 0, l2: 0, labelSmoothing: 0 },
    clipNorm: null,
    seed,
  };
  // A scenario's values were found for its own architecture and would mislead another.
  return chosen === fitting ? { ...recipe, ...overrides } : recipe;
}

function trainingOf(family: NetFamily, images: boolean): Pick<NetRecipe, 'optimizer' | 'schedule'> {
  const schedule = { kind: 'cosine', warmupEpochs: 1, floor: 0 } as const;
  if (family === 'linear') return { optimizer: adam(0.01), schedule };
  if (images) return { optimizer: adam(0.001), schedule };
  // So strong a decay keeps a net near a line where the rows say no more; with a tenth of it small tables are learnt by heart.
  return { optimizer: adamw(0.003, 1), schedule };
}

function rowsOf(rows: number, split: SplitSpec): TrainingRows {
  return { train: Math.round(rows * split.train), validation: Math.round(rows * split.validation) };
}

function layersOf(family: NetFamily, imageShape: readonly [number, number, number] | null): LayerSpec[] {
  const flatten: LayerSpec[] = imageShape ? [{ kind: 'flatten' }] : [];
  switch (family) {
    case 'linear':
      return flatten;
    case 'dense':
      if (!imageShape)
        // None before the output: it would blur the numbers that a regression answers with.
        return [
          { kind: 'dense', units: 64, activation: 'relu' },
          { kind: 'dropout', rate: 0.1 },
          { kind: 'dense', units: 32, activation: 'relu' },
        ];
      return [
        ...flatten,
        { kind: 'dense', units: 128, activation: 'relu' },
        { kind: 'dropout', rate: 0.2 },
        { kind: 'dense', units: 64, activation: 'relu' },
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
