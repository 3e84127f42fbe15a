// Holds compiled steps against what tfjs computed on the CPU (self-test-golden.json, made and checked by
// tests/unit/model/step-golden.test.ts), on this very device, before one may train: small nets that use every kind of kernel.
// The nets that people build are lowered to the same kernels in other sizes.
import type { LayerSpec, OptimizerSpec } from '../../../../contract/model/recipe';
import type { NamedValues } from '../../../net/serving/artifact';
import type { Batch, BatchSource } from '../../../net/training/batch-source';
import type { Loss } from '../../../net/training/losses';
import { Optimizer, slotNames } from '../../../net/optimizers/optimizers';
import type { SelfTestPart } from '../../../backends/self-test/self-test-case';
import { neededParts } from '../../../backends/self-test/self-test-cases';
import type { Pacing, Stepper } from '../../../net/training/stepper';
import { TfjsStepper } from '../../../net/training/tfjs-stepper';
import { readVariables } from '../../../net/training/variables';
import { buildNetwork, initializeNetwork, type Network, type NetworkSpec } from '../../../net/network';
import { CompiledStepper } from '../run/compiled-stepper';
import { firstTile } from '../emit/contraction';
import golden from './self-test-golden.json';

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

const same = { kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' } as const;
const layers: Record<SelfTestPart, LayerSpec[]> = {
  dense: [
    { kind: 'dense', units: 8, activation: 'relu' },
    { kind: 'dropout', rate: 0.25 },
    { kind: 'batchNorm' },
    { kind: 'dense', units: 5, activation: 'tanh' },
  ],
  convolution: [
    { kind: 'conv2d', filters: 4, ...same },
    { kind: 'depthwiseConv2d', multiplier: 1, ...same },
    { kind: 'add', from: 0 },
    { kind: 'conv2d', filters: 8, kernelSize: 3, strides: 1, padding: 'valid', activation: 'relu' },
    { kind: 'maxPool2d', size: 2 },
    { kind: 'flatten' },
  ],
  sequence: [
    { kind: 'embedding', vocabulary: 7, units: 8 },
    { kind: 'layerNorm' },
    { kind: 'attention', heads: 2, causal: true, maskZero: true },
    { kind: 'gru', units: 4, returnSequences: true },
    { kind: 'lstm', units: 4, returnSequences: false },
  ],
};
const inputShape: Record<SelfTestPart, number[]> = { dense: [9], convolution: [9, 8, 2], sequence: [5] };

const optimizer: OptimizerSpec = { kind: 'momentum', learningRate: 0.05, momentum: 0.9 };
const rules = { l1: 0, l2: 0.01, clipNorm: null };
const loss: Loss = { kind: 'multiclass', labelSmoothing: 0.1, outputs: classes };
const pacing: Pacing = {
  intent: () => 'go',
  depth: () => steps,
  learningRate: () => optimizer.learningRate,
  yieldToEventLoop: () => Promise.resolve(),
};

const verdicts = new WeakMap<GPUDevice, Map<SelfTestPart, Promise<CompiledStepVerdict>>>();

/** The verdict on a device for the nets of a part, tried once a session. */
export function testCompiledStep(device: GPUDevice, part: SelfTestPart): Promise<CompiledStepVerdict> {
  const known = verdicts.get(device) ?? new Map<SelfTestPart, Promise<CompiledStepVerdict>>();
  verdicts.set(device, known);
  const verdict = known.get(part) ?? compare(device, part);
  known.set(part, verdict);
  return verdict;
}

/** The first test that a net's steps need and the device fails; null where it passes all. */
export async function failedTest(
  device: GPUDevice,
  { layers: specs }: NetworkSpec,
): Promise<CompiledStepVerdict | null> {
  for (const part of neededParts(specs)) {
    const verdict = await testCompiledStep(device, part);
    if (!verdict.passed) return verdict;
  }
  return null;
}

async function compare(device: GPUDevice, part: SelfTestPart): Promise<CompiledStepVerdict> {
  try {
    const expected: Partial<Record<string, number[]>> = golden[part];
    const found = await trainedWeights(part, (network) => compiledStepper(device, part, network));
    const error = Math.max(...found.map(({ name, values }) => relativeError(expected[name] ?? [], values)));
    if (error <= tolerance) return { passed: true, relativeError: error, detail: null };
    const finite = Number.isFinite(error);
    const detail = finite ? `differs by ${error.toExponential(1)}` : 'result is not finite';
    return { passed: false, relativeError: finite ? error : null, detail };
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return { passed: false, relativeError: null, detail };
  }
}

/** The weights of a part's net after its steps; `begin` gets the net as it starts, and disposes of it. */
export async function trainedWeights(
  part: SelfTestPart,
  begin: (network: Network) => Promise<Stepper>,
): Promise<NamedValues[]> {
  const network = buildNetwork(specOf(part), 'logits', seed);
  initializeNetwork(network, seed);
  const stepper = await begin(network);
  try {
    for await (const settled of stepper.epoch({ epoch: 0, batch: 0, step: 0 }, pacing)) void settled;
    // A key's bias has no gradient but rounding: a softmax does not see what all its scores have in common.
    return (await stepper.weights()).filter(({ name }) => !name.endsWith('key_bias'));
  } finally {
    stepper.dispose();
  }
}

/** The same steps on tfjs' active backend: on the cpu they made the golden values. */
export async function tfjsStepper(part: SelfTestPart, network: Network): Promise<Stepper> {
  const learner = { network, loss, optimizer: new Optimizer(optimizer, rules, network.variables) };
  return new TfjsStepper(learner, { source: sourceOf(part) }, { reason: 'backend' });
}

async function compiledStepper(device: GPUDevice, part: SelfTestPart, network: Network): Promise<Stepper> {
  const weights = network.variables.map(({ name, variable, trainable, kernel }) => {
    return { name, shape: [...variable.shape], trainable, kernel };
  });
  const slots = slotNames(optimizer);
  const step = { network: specOf(part), weights, loss, optimizer, slots, rules };
  const rest = { device, outputs: classes, batchSize: rows, seed, tileOf: firstTile };
  try {
    const values = await readVariables(network.variables);
    return await CompiledStepper.create({ step, source: sourceOf(part), ...rest }, values);
  } finally {
    network.dispose();
  }
}

function specOf(part: SelfTestPart): NetworkSpec {
  return { inputShape: inputShape[part], layers: layers[part], task: 'multiclass', classes };
}

/** Rows that repeat nowhere: fractions of multiples of an irrational number. Of a sequence, token ids, some of them 0. */
function sourceOf(part: SelfTestPart): BatchSource {
  const width = inputShape[part].reduce((product, side) => product * side, 1);
  const batch = (index: number): Batch => ({
    rows,
    features: Float32Array.from({ length: rows * width }, (_, i) => {
      const turn = (i + 1 + index * rows * width) * 0.6180339887498949;
      const share = turn - Math.floor(turn);
      return part === 'sequence' ? Math.floor(7 * share) : 2 * share - 1;
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

function relativeError(expected: readonly number[], found: Float32Array): number {
  if (expected.length !== found.length) return Infinity;
  let [difference, largest] = [0, Number.MIN_VALUE];
  expected.forEach((value, i) => {
    const distance = Math.abs(value - found[i]!);
    difference = Math.max(difference, Number.isNaN(distance) ? Infinity : distance);
    largest = Math.max(largest, Math.abs(value));
  });
  return difference / largest;
}
