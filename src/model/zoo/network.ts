// A recipe's layers as a sequential net with its output layer: dense, convolutional and linear families alike.
// Knows how weights are named and started; nothing of training.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { HearthError } from '../../contract/fault';
import type { LayerSpec, Recipe, Task } from '../../contract/recipe';
import type { FittedPreprocessing } from '../../contract/run';
import { outputShapes, outputUnits } from '../../domain/shapes';
import { SeededDropout } from '../dropout';
import { initialKernel } from '../initializers';
import { effectiveActivation, layerName, toLayer } from '../layers';

/** What decides a net's shape. */
export interface NetworkSpec {
  inputShape: readonly number[];
  layers: readonly LayerSpec[];
  task: Task;
  /** Classes of the target; 0 for regression. */
  classes: number;
}

/** A weight with its lasting name, such as `0_dense/kernel`. */
export interface NamedVariable {
  name: string;
  variable: tf.Variable;
  trainable: boolean;
  /** Kernels are regularised and decayed; biases and norms are not. */
  kernel: boolean;
}

/** A built net. `dispose` frees its weights. */
export interface Network {
  spec: NetworkSpec;
  model: tfl.Sequential;
  /** In the order of layers; non-trainable ones (moving statistics) too. */
  variables: NamedVariable[];
  dropouts: SeededDropout[];
  dispose(): void;
}

/** Number of outputs of the net: one a class, one for binary and for regression. */
export function networkOutputs(spec: NetworkSpec): number {
  return outputUnits(spec.task, spec.classes);
}

/** The net's spec from a recipe and what was fitted to its training rows. Throws `recipe_invalid` where the family forbids a layer. */
export function networkSpecOf(recipe: Recipe, fitted: FittedPreprocessing): NetworkSpec {
  const { family, layers } = recipe.model;
  const hidden = layers.findIndex((layer) => layer.kind !== 'flatten');
  if (family === 'linear' && hidden !== -1) {
    throw new HearthError('recipe_invalid', { field: `model.layers.${hidden}` }, { family });
  }
  const classes = fitted.target.kind === 'classes' ? fitted.target.classes.length : 0;
  return { inputShape: fitted.inputShape, layers, task: recipe.task, classes };
}

const headActivation = { binary: 'sigmoid', multiclass: 'softmax', regression: 'linear' } as const;

/**
 * Builds the net with zero kernels. `logits` leaves the last layer linear (training, prediction); `probabilities`
 * gives it its activation (export). Throws `shape_mismatch` with the layer's index.
 */
export function buildNetwork(
  spec: NetworkSpec,
  head: 'logits' | 'probabilities',
  seed: number | null = null,
): Network {
  const outputs = networkOutputs(spec);
  outputShapes([...spec.inputShape], [...spec.layers], outputs);
  const model = tfl.sequential();
  spec.layers.forEach((layer, index) => {
    model.add(toLayer(layer, index, seed, index === 0 ? spec.inputShape : null));
  });
  model.add(
    tfl.layers.dense({
      name: layerName(spec.layers.length, 'output'),
      units: outputs,
      activation: head === 'logits' ? 'linear' : headActivation[spec.task],
      kernelInitializer: 'zeros',
      ...(spec.layers.length === 0 ? { inputShape: [...spec.inputShape] } : {}),
    }),
  );
  return {
    spec,
    model,
    variables: namedVariables(model),
    dropouts: model.layers.filter((layer) => layer instanceof SeededDropout),
    dispose: () => void model.dispose(),
  };
}

function namedVariables(model: tfl.Sequential): NamedVariable[] {
  return model.layers.flatMap((layer) => {
    const trainable = new Set(layer.trainableWeights);
    return layer.weights.map((weight) => {
      const variable = weight.read();
      if (!(variable instanceof tf.Variable)) throw new HearthError('internal', {}, {}, weight.originalName);
      const name = weight.originalName;
      return { name, variable, trainable: trainable.has(weight), kernel: name.endsWith('/kernel') };
    });
  });
}

/** Fills the kernels from the seed; biases stay 0, gains and moving variances 1. */
export function initializeNetwork(network: Network, seed: number): void {
  const { layers } = network.spec;
  for (const { name, variable, kernel } of network.variables) {
    if (!kernel) continue;
    const index = Number.parseInt(name, 10);
    const activation = effectiveActivation(layers, index);
    tf.tidy(() =>
      variable.assign(tf.tensor(initialKernel(variable.shape, activation, seed, index), variable.shape)),
    );
  }
}

/** Runs the net on encoded samples; the result is the caller's to dispose. */
export function applyNetwork(network: Network, input: tf.Tensor, training: boolean): tf.Tensor2D {
  const output = network.model.apply(input, { training });
  if (Array.isArray(output) || !(output instanceof tf.Tensor)) throw new HearthError('internal');
  return tf.reshape(output, [-1, networkOutputs(network.spec)]);
}
