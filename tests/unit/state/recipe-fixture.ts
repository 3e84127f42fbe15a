// A recipe for tests of what people do with recipes.
import type { NetRecipe } from '../../../src/contract/model/recipe';

/** A complete recipe of a dense net over a table. */
export const denseRecipe: NetRecipe = {
  format: 1,
  dataset: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', sha256: 'a'.repeat(64) },
  task: 'binary',
  target: 'defaulted',
  features: ['age', 'income', 'region'],
  split: { kind: 'stratified', train: 0.7, validation: 0.15, test: 0.15, seed: 7 },
  preprocessing: {
    number: { impute: 'median', scale: 'standard', missingIndicator: true },
    category: { encode: 'one-hot', maxCategories: 50 },
    image: { scale: 'unit' },
  },
  model: {
    family: 'dense',
    layers: [
      { kind: 'dense', units: 64, activation: 'relu' },
      { kind: 'dropout', rate: 0.2 },
      { kind: 'dense', units: 32, activation: 'relu' },
    ],
  },
  loss: 'cross-entropy',
  optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  schedule: { kind: 'cosine', warmupEpochs: 1, floor: 0 },
  regularization: { l1: 0, l2: 0.0001, labelSmoothing: 0 },
  clipNorm: null,
  batchSize: 64,
  epochs: 20,
  earlyStopping: { patience: 5, minDelta: 0 },
  seed: 7,
};
