// A recipe's layers as a graph with its output layer: each follows the one before it, some join an earlier one as well.
// Knows how weights are named and started; nothing of training.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { HearthError } from '../../contract/transport/fault';
import { layerDefinition } from '../../contract/model/layers/registry';
import type { LayerSpec, NetRecipe, Task } from '../../contract/model/recipe';
import { isJoin, outputShapes } from '../../domain/shapes';
import { taskNamed } from '../../domain/tasks/registry';
import { SeededDropout } from './layers/dropout';
import { fans, initialWeight, kernelLimit, recurrentLimit, tableLimit } from './layers/initializers';
import { isDecayed, weightRole } from './layers/layer-weights';
import type { LayerUse } from './layers/form';
import { effectiveActivation, layerName, toLayer } from './layers/layers';

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
  /** Kernels are regularised and decayed; biases, norms and tables are not: layer-weights.ts tells which are which. */
  kernel: boolean;
}

/** A built net. `dispose` frees its weights. */
export interface Network {
  spec: NetworkSpec;
  model: tfl.LayersModel;
  /** In the order of layers; non-trainable ones (moving statistics) too. */
  variables: NamedVariable[];
  dropouts: SeededDropout[];
  dispose(): void;
}

/** Number of outputs of the net: one a class, one for binary and for regression. */
export function networkOutputs(spec: NetworkSpec): number {
  return taskNamed(spec.task).head.units(spec.classes);
}

/** The net's spec from a recipe, the shape of a sample and the number of classes. Throws `recipe_invalid` where the architecture forbids a layer. */
export function netSpecOf(recipe: NetRecipe, inputShape: readonly number[], classes: number): NetworkSpec {
  const { family, layers } = recipe.model;
  const hidden = layers.findIndex((layer) => layer.kind !== 'flatten');
  if (family === 'linear' && hidden !== -1) {
    throw new HearthError('recipe_invalid', { field: `model.layers.${hidden}` }, { family });
  }
  return { inputShape, layers, task: recipe.task, classes };
}

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
  const shapes = outputShapes([...spec.inputShape], [...spec.layers], outputs);
  const input = tfl.input({ shape: [...spec.inputShape], name: 'input' });
  const use = useOf(head, seed);
  const layers: tfl.layers.Layer[] = [];
  const values = [input]; // the input, then what each layer puts out
  spec.layers.forEach((layer, index) => {
    const made = toLayer(layer, index, use, shapes[index - 1]?.outputShape ?? spec.inputShape);
    const before = values[index]!;
    const second = isJoin(layer) ? values[layer.from + 1] : readsInput(layer) ? input : undefined;
    values.push(made.apply(second ? [before, second] : before) as tfl.SymbolicTensor);
    layers.push(made);
  });
  const output = tfl.layers.dense({
    name: layerName(spec.layers.length, 'output'),
    units: outputs,
    activation: head === 'logits' ? 'linear' : taskNamed(spec.task).head.activation,
    kernelInitializer: 'zeros',
  });
  layers.push(output);
  const model = tfl.model({ inputs: input, outputs: output.apply(values.at(-1)!) as tfl.SymbolicTensor });
  return {
    spec,
    model,
    variables: namedVariables(layers),
    dropouts: layers.filter((layer) => layer instanceof SeededDropout),
    dispose: () => void model.dispose(),
  };
}

function useOf(head: 'logits' | 'probabilities', seed: number | null): LayerUse {
  if (head === 'probabilities') return { kind: 'export' };
  return seed === null ? { kind: 'predict' } : { kind: 'train', seed };
}

/** Whether a layer looks at the token ids that the net begins with, beside what flows. */
function readsInput(layer: LayerSpec): boolean {
  return layerDefinition(layer.kind).readsTokens?.(layer) ?? false;
}

function namedVariables(layers: readonly tfl.layers.Layer[]): NamedVariable[] {
  return layers.flatMap((layer) => {
    const trainable = new Set(layer.trainableWeights);
    return layer.weights.map((weight) => {
      const variable = weight.read();
      if (!(variable instanceof tf.Variable)) throw new HearthError('internal', {}, {}, weight.originalName);
      const name = weight.originalName;
      return { name, variable, trainable: trainable.has(weight), kernel: isDecayed(name) };
    });
  });
}

/** Fills kernels and tables from the seed; biases stay 0 (an LSTM's forget gates 1), gains and moving variances 1. */
export function initializeNetwork(network: Network, seed: number): void {
  const drawn = new Map<number, number>();
  for (const { name, variable } of network.variables) {
    const limit = limitOf(network.spec.layers, name, variable.shape);
    if (limit === null) continue;
    const index = Number.parseInt(name, 10);
    const ordinal = drawn.get(index) ?? 0;
    drawn.set(index, ordinal + 1);
    const values = initialWeight(variable.shape, limit, seed, index, ordinal);
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
}

/** The limit of a weight's uniform start; null for one that starts as its layer says. */
function limitOf(layers: readonly LayerSpec[], name: string, shape: readonly number[]): number | null {
  const index = Number.parseInt(name, 10);
  const layer = layers[index];
  switch (weightRole(name)) {
    case 'plain':
      return null;
    case 'table':
      return tableLimit;
    case 'recurrent':
      return layer && 'units' in layer ? recurrentLimit(layer.units) : null;
    case 'kernel':
      return kernelLimit(fans(shape), effectiveActivation(layers, index));
    case 'depthwise':
      return kernelLimit(fans(shape, true), effectiveActivation(layers, index));
  }
}

/** Runs the net on encoded samples; the result is the caller's to dispose. */
export function applyNetwork(network: Network, input: tf.Tensor, training: boolean): tf.Tensor2D {
  const output = network.model.apply(input, { training });
  if (Array.isArray(output) || !(output instanceof tf.Tensor)) throw new HearthError('internal');
  return tf.reshape(output, [-1, networkOutputs(network.spec)]);
}
