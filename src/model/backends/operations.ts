// Which TensorFlow.js kernels a training needs, so that a missing one is known before it starts.
// Not for whether they are right: self-test.ts holds them against the CPU.
import * as tf from '@tensorflow/tfjs-core';
import { optimizerDefinition, type OptimizerKind } from '../../contract/model/optimizers';
import type { Activation, LayerSpec, NetRecipe } from '../../contract/model/recipe';
import type { BackendName } from '../../contract/model/run';
import { layerForm } from '../net/layers/registry';
import { termsOf, type UnaryTerm } from '../net/optimizers/formula';
import { optimizerForm } from '../net/optimizers/registry';

const always = [
  'Add',
  'Cast',
  'Fill',
  'Identity',
  'Multiply',
  'Neg',
  'RealDiv',
  'Reshape',
  'Slice',
  'Sub',
  'Sum',
  'ZerosLike',
  // The output layer is dense.
  'BatchMatMul',
  '_FusedMatMul',
];

const activations: Record<Activation, readonly string[]> = {
  linear: [],
  relu: ['Relu', 'Step'],
  elu: ['Elu', 'EluGrad'],
  gelu: ['Erf', 'Exp', 'Square'],
  tanh: ['Tanh', 'Square'],
  sigmoid: ['Sigmoid'],
  softmax: ['Softmax'],
};

const losses: Record<NetRecipe['loss'], readonly string[]> = {
  'cross-entropy': ['Abs', 'Exp', 'Log', 'Log1p', 'Max', 'Relu', 'Sigmoid', 'Softmax'],
  mse: ['Square'],
  huber: ['Abs', 'ClipByValue', 'Minimum'],
};

const termKernels: Record<UnaryTerm, string> = { sqrt: 'Sqrt', square: 'Square', sign: 'Sign' };

/** The kernels of an optimiser's formula. */
function kernelsOfOptimizer(kind: OptimizerKind): string[] {
  const { start } = optimizerDefinition(kind);
  const terms = termsOf(optimizerForm(kind).update(start, true));
  return terms.flatMap((term) => (term.kind === 'unary' ? termKernels[term.name] : []));
}

/** Penalties and clipping, which any recipe may have. */
const rules = ['Minimum', 'Sign', 'Sqrt', 'Square'];

function activationOf(layer: LayerSpec): readonly string[] {
  return 'activation' in layer ? activations[layer.activation] : [];
}

/** The kernels that training these layers needs, forward and backward, sorted. */
export function neededOperations(
  layers: readonly LayerSpec[],
  loss: NetRecipe['loss'],
  optimizer: OptimizerKind,
): string[] {
  const needed = [
    ...always,
    ...layers.flatMap((layer) => [...layerForm(layer.kind).kernels(layer), ...activationOf(layer)]),
    ...losses[loss],
    ...kernelsOfOptimizer(optimizer),
    ...rules,
  ];
  return [...new Set(needed)].sort();
}

/** Those of them that a backend lacks. The backend has to be loaded: `startBackend` first. */
export function missingOperations(
  backend: BackendName,
  layers: readonly LayerSpec[],
  loss: NetRecipe['loss'],
  optimizer: OptimizerKind,
): string[] {
  const present = new Set(tf.getKernelsForBackend(backend).map((kernel) => kernel.kernelName));
  return neededOperations(layers, loss, optimizer).filter((name) => !present.has(name));
}
