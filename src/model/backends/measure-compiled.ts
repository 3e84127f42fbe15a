// How fast compiled steps train on this device: the nets of measure.ts, by the clock, through the same steppers as a training.
import type { LayerSpec, OptimizerSpec } from '../../contract/model/recipe';
import type { RateSpread } from '../../contract/model/device';
import { percentile } from '../../domain/predictions/bootstrap';
import { rateSpread, windowStepMs, type Progress } from '../../domain/rate-spread';
import type { MeasuredNet } from '../../domain/training-rate';
import type { BatchSource } from '../net/training/batch-source';
import { slotNames } from '../net/optimizers/optimizers';
import type { TileChooser } from '../compiled/step/emit/emit';
import { CompiledStepper } from '../compiled/step/run/compiled-stepper';
import type { Pacing } from '../net/training/stepper';
import { readVariables } from '../net/training/variables';
import { buildNetwork, initializeNetwork, type NetworkSpec } from '../net/network';

const batchSize = 64;
/** Steps of an epoch. */
const stepsPerEpoch = 16;
/** Timed for so long, and for so many steps. */
const enoughMs = 600;
const leastSteps = 3;
/** Steps are timed together for so long: they are read in groups. */
const windowMs = 80;
/** So much work is on the device before its results are read, as in a training. */
const queueMs = 40;
const classes = 10;
const seed = 11;

const relu = 'relu' as const;
const convolution = {
  kind: 'conv2d',
  kernelSize: 3,
  strides: 1,
  padding: 'valid',
  activation: relu,
} as const;
/** `least` is so small that a step of it costs what any step costs. */
type TimedNet = MeasuredNet | 'least';

const inputShapes: Record<TimedNet, number[]> = { least: [8], dense: [784], convolution: [28, 28, 1] };
const layers: Record<TimedNet, LayerSpec[]> = {
  least: [
    { kind: 'dense', units: 8, activation: relu },
    { kind: 'dense', units: 8, activation: relu },
  ],
  dense: [
    { kind: 'dense', units: 128, activation: relu },
    { kind: 'dense', units: 64, activation: relu },
  ],
  convolution: [
    { ...convolution, filters: 32 },
    { kind: 'maxPool2d', size: 2 },
    { ...convolution, filters: 64 },
    { kind: 'maxPool2d', size: 2 },
    { kind: 'flatten' },
    { kind: 'dense', units: 128, activation: relu },
  ],
};
const optimizer: OptimizerSpec = {
  kind: 'adam',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
};

/** On what, with which tiles, and until when. */
export interface CompiledMeasurement {
  device: GPUDevice;
  tileOf: TileChooser;
  signal: AbortSignal;
}

/** Training samples a second of compiled steps. Throws where the device refuses them. */
export async function measureCompiledRate(net: MeasuredNet, use: CompiledMeasurement): Promise<RateSpread> {
  return rateSpread(await timed(net, use), batchSize);
}

/** Milliseconds of a compiled step of a net so small that its size does not matter. */
export async function measureLeastCompiledStep(use: CompiledMeasurement): Promise<number> {
  return percentile(Float64Array.from(await timed('least', use)).sort(), 0.5);
}

async function timed(net: TimedNet, use: CompiledMeasurement): Promise<number[]> {
  const stepper = await begin(net, use);
  try {
    return await stepTimes(stepper, use.signal);
  } finally {
    stepper.dispose();
  }
}

async function begin(net: TimedNet, { device, tileOf }: CompiledMeasurement): Promise<CompiledStepper> {
  const inputShape = inputShapes[net];
  const source = sourceOf(inputShape);
  const spec: NetworkSpec = { inputShape, layers: layers[net], task: 'multiclass', classes };
  const network = buildNetwork(spec, 'logits', seed);
  try {
    initializeNetwork(network, seed);
    const weights = network.variables.map(({ name, variable, trainable, kernel }) => {
      return { name, shape: [...variable.shape], trainable, kernel };
    });
    const loss = { kind: 'multiclass', labelSmoothing: 0, outputs: classes } as const;
    const rules = { l1: 0, l2: 0, clipNorm: null };
    const step = { network: spec, weights, loss, optimizer, slots: slotNames(optimizer), rules };
    const training = { device, step, outputs: classes, batchSize, seed, source, tileOf };
    return await CompiledStepper.create(training, await readVariables(network.variables));
  } finally {
    network.dispose();
  }
}

/** Milliseconds a step by windows, over all but the first: that one may spend seconds on what drivers do at first use. */
async function stepTimes(stepper: CompiledStepper, signal: AbortSignal): Promise<number[]> {
  let [steps, ms] = [0, 0];
  const progress: Progress[] = [{ atMs: 0, steps: 0 }];
  let start: number | null = null;
  const isEnough = () => steps >= leastSteps && ms >= enoughMs;
  const pacing: Pacing = {
    intent: () => (isEnough() || signal.aborted ? 'end' : 'go'),
    depth: () => Math.max(1, Math.floor(steps === 0 ? 0 : (queueMs * steps) / ms)),
    learningRate: () => optimizer.learningRate,
    yieldToEventLoop: () => Promise.resolve(),
  };
  while (!isEnough()) {
    for await (const settled of stepper.epoch({ epoch: 0, batch: 0, step: steps }, pacing)) {
      if (start === null) start = performance.now();
      else {
        steps += settled.steps.length;
        ms = performance.now() - start;
        progress.push({ atMs: ms, steps });
      }
    }
    signal.throwIfAborted();
  }
  return windowStepMs(progress, windowMs);
}

/** Rows of nothing: how long a step takes does not depend on what it learns. */
function sourceOf(inputShape: readonly number[]): BatchSource {
  const width = inputShape.reduce((product, side) => product * side, 1);
  const order = Uint32Array.from({ length: stepsPerEpoch * batchSize }, (_, row) => row);
  const features = Float32Array.from({ length: order.length * width }, (_, i) => ((i * 0.618) % 2) - 1);
  const labels = Float32Array.from(order, (row) => row % classes);
  return {
    trainRows: order.length,
    validationRows: 0,
    async *train() {
      // All rows are on the device.
    },
    async *validation() {
      // Nothing validates.
    },
    whole: () => Promise.resolve({ features, labels, order: () => order }),
  };
}
