// The nets that rivals train, by name. A new one needs an entry here and its bars in tests/bench/train.mjs; where TensorFlow.js'
// own layers or jax-js lack one of its parts, stock.ts or jax.ts say so and the row is left out.
import type { LayerSpec, OptimizerSpec } from '../../../src/contract/recipe';
import { outputShapes } from '../../../src/domain/shapes';
import type { Loss } from '../../../src/model/losses';
import type { NetworkSpec } from '../../../src/model/zoo/network';

/** A net and how many rows it trains on at once. */
export interface Model {
  inputShape: readonly number[];
  layers: readonly LayerSpec[];
  batchSize: number;
}

const dense = (units: number): LayerSpec => ({ kind: 'dense', units, activation: 'relu' });
const conv = (filters: number): LayerSpec => ({
  kind: 'conv2d',
  filters,
  kernelSize: 3,
  strides: 1,
  padding: 'valid',
  activation: 'relu',
});

const models: Record<string, Model> = {
  dense: { inputShape: [784], layers: [dense(128), dense(64)], batchSize: 64 },
  digits: {
    inputShape: [28, 28, 1],
    layers: [
      conv(32),
      { kind: 'maxPool2d', size: 2 },
      conv(64),
      { kind: 'maxPool2d', size: 2 },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'flatten' },
      dense(128),
      { kind: 'dropout', rate: 0.5 },
    ],
    batchSize: 64,
  },
  // text: embedding 64, two blocks of four heads, length 64, batch 32: with the layers for sequences.
  // lstm: LSTM 64 over 32 steps: with the layers for sequences.
  // residual: six convolutions on 32 × 32 × 3, batch 32: with the layers for deeper image nets.
};

/** Classes of every model's target. */
export const classes = 10;
export const seed = 7;
export const adam = { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
adam satisfies OptimizerSpec;
export const loss: Loss = { kind: 'multiclass', labelSmoothing: 0, outputs: classes };

/** Whether this build knows a model. */
export const knows = (name: string): boolean => name in models;

/** A model by name; without dropout its losses can be compared. */
export function modelOf(name: string, dropout: boolean): Model {
  const model = models[name];
  if (!model) throw new Error(`no model is called ${name}`);
  return dropout ? model : { ...model, layers: model.layers.filter(({ kind }) => kind !== 'dropout') };
}

export function networkOf({ inputShape, layers }: Model): NetworkSpec {
  return { inputShape, layers, task: 'multiclass', classes };
}

/** Multiply-adds of one step: forward, weights' gradients, and inputs' gradients but for the first layer that learns. */
export function stepMultiplyAdds(model: Model): number {
  const forward = outputShapes([...model.inputShape], model.layers, classes).map(
    (layer) => layer.multiplyAdds,
  );
  const first = forward.find((count) => count > 0) ?? 0;
  return model.batchSize * (3 * forward.reduce((sum, count) => sum + count, 0) - first);
}
