// How fast the active backend trains: steps of two well-known small nets, by the clock.
// The net stays the same and the batch grows while steps are quick: a slow backend is told apart in a second, and a
// fast one is measured at the batch size of real work, where the ranking may differ.
import * as tf from '@tensorflow/tfjs-core';
import type { RateSpread } from '../../contract/model/device';
import { percentile } from '../../domain/predictions/bootstrap';
import { rateSpread } from '../../domain/rate-spread';
import type { MeasuredNet } from '../../domain/training-rate';

/** Without a GPU a convolution may take seconds at 64; a dense step costs about the same at any of these. */
const batches: Record<MeasuredNet, number[]> = { dense: [64], convolution: [2, 16, 64] };
/** The next batch size is tried where a step of it should take less than this, were time to grow with the batch. */
const longestNextStepMs = 700;
const timedSteps = 7;
/** Without a GPU one step may take seconds: no other is begun after this time. */
const enoughMs = 600;

/** `least` is so small that a step of it costs what any step costs. */
type TimedNet = MeasuredNet | 'least';

const parameterShapes: Record<TimedNet, number[][]> = {
  least: [[8, 8], [8], [8, 8], [8], [8, 10], [10]],
  dense: [[784, 128], [128], [128, 64], [64], [64, 10], [10]],
  convolution: [[3, 3, 1, 32], [32], [3, 3, 32, 64], [64], [1600, 128], [128], [128, 10], [10]],
};

function values(shape: number[], scale: number): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const turn = 0.6180339887498949; // fractions of its multiples repeat nowhere
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => (2 * ((i * turn) % 1) - 1) * scale),
    shape,
  );
}

function dense(x: tf.Tensor, weights: tf.Tensor[], from: number, last: boolean): tf.Tensor {
  const sum = tf.add(tf.matMul(x as tf.Tensor2D, weights[from] as tf.Tensor2D), weights[from + 1]!);
  return last ? sum : tf.relu(sum);
}

function convolutionBlock(x: tf.Tensor, weights: tf.Tensor[], from: number): tf.Tensor {
  const y = tf.conv2d(x as tf.Tensor4D, weights[from] as tf.Tensor4D, 1, 'valid');
  return tf.maxPool(tf.relu(tf.add(y, weights[from + 1]!)) as tf.Tensor4D, 2, 2, 'valid');
}

function forward(kind: TimedNet, x: tf.Tensor, weights: tf.Tensor[]): tf.Tensor {
  if (kind !== 'convolution')
    return dense(dense(dense(x, weights, 0, false), weights, 2, false), weights, 4, true);
  const features = convolutionBlock(convolutionBlock(x, weights, 0), weights, 2);
  const flat = tf.reshape(features, [features.shape[0] ?? 0, -1]);
  return dense(dense(flat, weights, 4, false), weights, 6, true);
}

/** One training step with Adam; the tensors of the state are replaced, the old ones freed. */
class Workload {
  readonly #step: (weights: tf.Tensor[]) => { value: tf.Tensor; grads: tf.Tensor[] };
  readonly #x: tf.Tensor;
  readonly #targets: tf.Tensor;
  #weights: tf.Tensor[];
  #first: tf.Tensor[];
  #second: tf.Tensor[];

  constructor(kind: TimedNet, batch: number) {
    const shapes = parameterShapes[kind];
    this.#x = values(kind === 'convolution' ? [batch, 28, 28, 1] : [batch, shapes[0]![0]!], 1);
    const labels = Int32Array.from({ length: batch }, (_, i) => i % 10);
    this.#targets = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32'));
    this.#weights = shapes.map((shape) => values(shape, 0.05));
    this.#first = shapes.map((shape) => tf.zeros(shape));
    this.#second = shapes.map((shape) => tf.zeros(shape));
    this.#step = tf.valueAndGrads((...weights: tf.Tensor[]) => {
      const logits = forward(kind, this.#x, weights);
      return tf.neg(tf.mean(tf.sum(tf.mul(this.#targets, tf.logSoftmax(logits)), 1)));
    });
  }

  /** Runs a step and waits until its loss can be read; returns milliseconds. */
  async run(): Promise<number> {
    const start = performance.now();
    const old = this.#state();
    const loss = tf.tidy(() => {
      const { value, grads } = this.#step(this.#weights);
      this.#first = this.#first.map((m, i) => tf.add(tf.mul(m, 0.9), tf.mul(grads[i]!, 0.1)));
      this.#second = this.#second.map((v, i) =>
        tf.add(tf.mul(v, 0.999), tf.mul(tf.square(grads[i]!), 0.001)),
      );
      this.#weights = this.#weights.map((weight, i) => {
        const root = tf.add(tf.sqrt(this.#second[i]!), 1e-7);
        return tf.sub(weight, tf.mul(tf.div(this.#first[i]!, root), 0.001));
      });
      for (const tensor of this.#state()) tf.keep(tensor);
      return tf.keep(value);
    });
    tf.dispose(old);
    try {
      await loss.data();
    } finally {
      loss.dispose();
    }
    return performance.now() - start;
  }

  dispose(): void {
    tf.dispose([this.#x, this.#targets, ...this.#state()]);
  }

  #state(): tf.Tensor[] {
    return [...this.#weights, ...this.#first, ...this.#second];
  }
}

/** Milliseconds of steps after one warm-up, which may spend seconds on compiling shaders. */
async function stepTimes(kind: TimedNet, batch: number, signal: AbortSignal | null): Promise<number[]> {
  const workload = new Workload(kind, batch);
  const times: number[] = [];
  try {
    await workload.run();
    const start = performance.now();
    do {
      signal?.throwIfAborted();
      times.push(await workload.run());
    } while (times.length < timedSteps && performance.now() - start < enoughMs);
  } finally {
    workload.dispose();
  }
  return times;
}

/** Milliseconds of a step of a net so small that its size does not matter. */
export async function measureLeastStep(signal: AbortSignal | null = null): Promise<number> {
  return percentile(Float64Array.from(await stepTimes('least', 64, signal)).sort(), 0.5);
}

/** Training samples a second of the active backend, at the batch at which it is fastest of those that it takes quickly. */
export async function measureRate(kind: MeasuredNet, signal: AbortSignal | null = null): Promise<RateSpread> {
  let fastest: RateSpread | null = null;
  for (const [index, batch] of batches[kind].entries()) {
    signal?.throwIfAborted();
    const rate = rateSpread(await stepTimes(kind, batch, signal), batch);
    if (!fastest || rate.median > fastest.median) fastest = rate;
    const growth = (batches[kind][index + 1] ?? Infinity) / batch;
    if (((batch * 1000) / rate.median) * growth > longestNextStepMs) break;
  }
  return fastest!;
}
