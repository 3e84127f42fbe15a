// The nets that rivals train, by name. A new one needs an entry here and its bars in tests/bench/train.mjs; jax.ts has what the
// dense net and the digits need, and no more.
import type { LayerSpec, OptimizerSpec } from '../../../src/contract/model/recipe';
import { outputShapes } from '../../../src/domain/shapes';
import type { Loss } from '../../../src/model/net/training/losses';
import type { NetworkSpec } from '../../../src/model/net/network';
import { conv, dense, encoderBlock, flatten, maxPool, residualBlock } from '../../unit/model/layer-specs';

/** A net and how many rows it trains on at once. */
export interface Model {
  inputShape: readonly number[];
  layers: readonly LayerSpec[];
  batchSize: number;
}

const encoder = { channels: 64, heads: 4, hidden: 256 };

const models: Record<string, Model> = {
  dense: { inputShape: [784], layers: [dense(128), dense(64)], batchSize: 64 },
  digits: {
    inputShape: [28, 28, 1],
    layers: [
      conv(32),
      maxPool(2),
      conv(64),
      maxPool(2),
      { kind: 'dropout', rate: 0.25 },
      flatten,
      dense(128),
      { kind: 'dropout', rate: 0.5 },
    ],
    batchSize: 64,
  },
  text: {
    inputShape: [64],
    layers: [
      { kind: 'embedding', vocabulary: 1000, units: 64 },
      { kind: 'positionEmbedding' },
      ...encoderBlock(2, encoder),
      ...encoderBlock(9, encoder),
      { kind: 'globalAveragePool1d' },
    ],
    batchSize: 32,
  },
  lstm: {
    inputShape: [32, 16],
    layers: [{ kind: 'lstm', units: 64, returnSequences: false }],
    batchSize: 64,
  },
  // Six convolutions, with as many filters as the first two stages of a residual net for CIFAR have (He et al. 2016).
  residual: {
    inputShape: [32, 32, 3],
    layers: [
      conv(16, { padding: 'same' }),
      ...residualBlock(1, 16),
      maxPool(2),
      conv(32, { padding: 'same' }),
      ...residualBlock(7, 32),
      { kind: 'globalAveragePool2d' },
    ],
    batchSize: 32,
  },
};

/** Classes of every model's target. */
export const classes = 10;
export const seed = 7;
export const adam = { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
adam satisfies OptimizerSpec;
export const loss: Loss = { kind: 'multiclass', labelSmoothing: 0, outputs: classes };

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
