// Holds compiled steps against tfjs on the CPU, on this very device, before one may train: two small nets that use every
// kind of kernel. The nets that people build are lowered to the same kernels in other sizes.
import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec, OptimizerSpec } from '../../contract/recipe';
import type { NamedValues } from '../artifact';
import { preserveBackend, startBackend } from '../backends';
import type { Batch, BatchSource } from '../batch-source';
import type { Loss } from '../losses';
import { Optimizer, slotNamesOf } from '../optimizers';
import type { Pacing, Stepper } from '../stepper';
import { TfjsStepper } from '../tfjs-stepper';
import { readVariables } from '../variables';
import { buildNetwork, initializeNetwork, type NetworkSpec } from '../zoo/network';
import { CompiledStepper } from './compiled-stepper';
import { firstTile } from './emit/contraction';

export type TestedKind = 'dense' | 'convolution';

/** What came out: the largest |difference| of a weight over its tensor's largest |value|; null where nothing ran. */
export interface CompiledStepVerdict {
  passed: boolean;
  relativeError: number | null;
  detail: string | null;
}

const tolerance = 1e-4;
const rows = 12;
const steps = 3;
const classes = 3;
const seed = 11;

const layers: Record<TestedKind, LayerSpec[]> = {
  dense: [
    { kind: 'dense', units: 8, activation: 'relu' },
    { kind: 'dropout', rate: 0.25 },
    { kind: 'dense', units: 5, activation: 'tanh' },
  ],
  convolution: [
    { kind: 'conv2d', filters: 4, kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' },
    { kind: 'batchNorm' },
    { kind: 'conv2d', filters: 8, kernelSize: 3, strides: 1, padding: 'valid', activation: 'relu' },
    { kind: 'maxPool2d', size: 2 },
    { kind: 'flatten' },
  ],
};
const inputShape: Record<TestedKind, number[]> = { dense: [9], convolution: [9, 8, 2] };

const optimizer: OptimizerSpec = { kind: 'momentum', learningRate: 0.05, momentum: 0.9 };
const rules = { l1: 0, l2: 0.01, clipNorm: null };
const loss: Loss = { kind: 'multiclass', labelSmoothing: 0.1, outputs: classes };
const pacing: Pacing = {
  intent: () => 'go',
  depth: () => steps,
  learningRate: () => optimizer.learningRate,
  breathe: () => Promise.resolve(),
};

const verdicts = new WeakMap<GPUDevice, Map<TestedKind, Promise<CompiledStepVerdict>>>();

/** The verdict on a device, tried once a session. */
export function testCompiledStep(device: GPUDevice, kind: TestedKind): Promise<CompiledStepVerdict> {
  const known = verdicts.get(device) ?? new Map<TestedKind, Promise<CompiledStepVerdict>>();
  verdicts.set(device, known);
  const verdict = known.get(kind) ?? compare(device, kind);
  known.set(kind, verdict);
  return verdict;
}

/** Which test covers a net. */
export function testedKindOf(spec: NetworkSpec): TestedKind {
  return spec.inputShape.length === 1 && spec.layers.every(({ kind }) => kind !== 'batchNorm')
    ? 'dense'
    : 'convolution';
}

async function compare(device: GPUDevice, kind: TestedKind): Promise<CompiledStepVerdict> {
  const { first, last } = await reference(kind);
  try {
    const found = await run(await compiledStepper(device, kind, first));
    const error = Math.max(
      ...last.map((tensor, index) => relativeError(tensor.values, found[index]!.values)),
    );
    if (error <= tolerance) return { passed: true, relativeError: error, detail: null };
    const detail = Number.isFinite(error) ? `differs by ${error.toExponential(1)}` : 'result is not finite';
    return { passed: false, relativeError: Number.isFinite(error) ? error : null, detail };
  } catch (thrown) {
    return {
      passed: false,
      relativeError: null,
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    };
  }
}

interface Reference {
  first: NamedValues[];
  last: NamedValues[];
}
const references = new Map<TestedKind, Promise<Reference>>();

/** What the CPU makes of it; the same for every device. */
function reference(kind: TestedKind): Promise<Reference> {
  const known = references.get(kind) ?? preserveBackend(() => trainOnCpu(kind));
  references.set(kind, known);
  return known;
}

async function trainOnCpu(kind: TestedKind): Promise<Reference> {
  await startBackend('cpu');
  const network = buildNetwork(specOf(kind), 'logits', seed);
  initializeNetwork(network, seed);
  const first = await readVariables(network.variables);
  const learner = { network, loss, optimizer: new Optimizer(optimizer, rules, network.variables) };
  const last = await run(new TfjsStepper(learner, { source: sourceOf(kind) }, { reason: 'backend' }));
  return { first, last };
}

function specOf(kind: TestedKind): NetworkSpec {
  return { inputShape: inputShape[kind], layers: layers[kind], task: 'multiclass', classes };
}

function compiledStepper(
  device: GPUDevice,
  kind: TestedKind,
  weights: readonly NamedValues[],
): Promise<Stepper> {
  const network = buildNetwork(specOf(kind), 'logits', seed);
  const specs = network.variables.map(({ name, variable, trainable, kernel }) => {
    return { name, shape: [...variable.shape], trainable, kernel };
  });
  network.dispose();
  const step = {
    network: specOf(kind),
    weights: specs,
    loss,
    optimizer,
    slots: slotNamesOf(optimizer.kind),
    rules,
  };
  const training = {
    device,
    step,
    outputs: classes,
    batchSize: rows,
    seed,
    source: sourceOf(kind),
    tileOf: firstTile,
  };
  return CompiledStepper.create(training, weights);
}

async function run(stepper: Stepper): Promise<NamedValues[]> {
  try {
    for await (const settled of stepper.epoch({ epoch: 0, batch: 0, step: 0 }, pacing)) void settled;
    return await stepper.weights();
  } finally {
    stepper.dispose();
  }
}

/** Rows that repeat nowhere: the fractions of multiples of an irrational number. */
function sourceOf(kind: TestedKind): BatchSource {
  const width = tf.util.sizeFromShape(inputShape[kind]);
  const batch = (index: number): Batch => ({
    rows,
    features: Float32Array.from({ length: rows * width }, (_, i) => {
      const turn = (i + 1 + index * rows * width) * 0.6180339887498949;
      return 2 * (turn - Math.floor(turn)) - 1;
    }),
    labels: Float32Array.from({ length: rows }, (_, row) => (row * 7 + index) % classes),
  });
  return {
    trainRows: rows * steps,
    validationRows: 0,
    async *train() {
      for (let index = 0; index < steps; index++) yield batch(index);
    },
    async *validation() {
      // Nothing validates.
    },
  };
}

function relativeError(expected: Float32Array, found: Float32Array): number {
  let [difference, largest] = [0, Number.MIN_VALUE];
  expected.forEach((value, i) => {
    const distance = Math.abs(value - found[i]!);
    difference = Math.max(difference, Number.isNaN(distance) ? Infinity : distance);
    largest = Math.max(largest, Math.abs(value));
  });
  return difference / largest;
}
