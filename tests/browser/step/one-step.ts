// One step of a net over one batch, compiled or by tfjs' operations; not a test itself. SGD with a rate of 1 takes the gradient
// itself off the weights.
import type { LayerSpec } from '../../../src/contract/model/recipe';
import type { BatchSource } from '../../../src/model/net/training/batch-source';
import { lossSum, type Loss } from '../../../src/model/net/training/losses';
import { Optimizer } from '../../../src/model/net/optimizers/optimizers';
import { CompiledStepper } from '../../../src/model/compiled/step/run/compiled-stepper';
import { Tiles } from '../../../src/model/compiled/step/tune/tuning';
import type { Stepper } from '../../../src/model/net/training/stepper';
import { TfjsStepper } from '../../../src/model/net/training/tfjs-stepper';
import { readVariables } from '../../../src/model/net/training/variables';
import { buildNetwork, type NetworkSpec } from '../../../src/model/net/network';
import { fillRandomly, randomInput } from '../../unit/model/gradient-nets';

const rows = 3;
const seed = 5;
const outputs = 3;
const loss: Loss = { kind: 'multiclass', labelSmoothing: 0, outputs };
const optimizer = { kind: 'sgd', learningRate: 1 } as const;
const rules = { l1: 0, l2: 0, clipNorm: null };

/** A net with random weights and one batch for it. Needs an active tfjs backend, on which the operations run. */
export class OneStep {
  readonly spec: NetworkSpec;
  readonly #source: BatchSource;

  constructor(inputShape: readonly number[], layers: readonly LayerSpec[]) {
    this.spec = { inputShape, layers, task: 'multiclass', classes: outputs };
    const features = randomInput(layers, inputShape, rows);
    const labels = Float32Array.from({ length: rows }, (_, row) => (2 * row + 1) % outputs);
    this.#source = {
      trainRows: rows,
      validationRows: 0,
      async *train() {
        yield await Promise.resolve({ rows, features, labels });
      },
      whole: () =>
        Promise.resolve({
          features,
          labels,
          order: () => Uint32Array.from({ length: rows }, (_, row) => row),
        }),
      async *validation() {
        // Nothing validates.
      },
    };
  }

  #network() {
    const network = buildNetwork(this.spec, 'logits', seed);
    fillRandomly(network);
    return network;
  }

  /** A stepper of tfjs' operations. */
  operations(): Stepper {
    const network = this.#network();
    const made = new Optimizer(optimizer, rules, network.variables);
    return new TfjsStepper(
      { network, loss, optimizer: made },
      { source: this.#source },
      { reason: 'backend' },
    );
  }

  /** A stepper that compiles, with the same weights. */
  async compiled(device: GPUDevice, { lossScale = 1, tileOf = new Tiles().tileOf } = {}): Promise<Stepper> {
    const network = this.#network();
    const values = await readVariables(network.variables);
    const weights = network.variables.map(({ name, variable, trainable, kernel }) => {
      return { name, shape: variable.shape, trainable, kernel };
    });
    network.dispose();
    const step = { network: this.spec, weights, loss, optimizer, slots: [], rules, lossScale };
    const batchSize = rows;
    const training = {
      device,
      step,
      outputs,
      batchSize,
      seed,
      source: this.#source,
      tileOf,
    };
    return CompiledStepper.create(training, values);
  }
}

/**
 * Takes the batch's only step, always as the first one: it drops what it dropped before. Resolves to the logits and the mean loss
 * before the update, added up in float64.
 */
export async function stepOnce(stepper: Stepper): Promise<{ logits: Float32Array; loss: number }> {
  const pacing = {
    intent: () => 'go' as const,
    depth: () => 1,
    learningRate: () => optimizer.learningRate,
    yieldToEventLoop: () => Promise.resolve(),
  };
  for await (const { steps } of stepper.epoch({ epoch: 0, batch: 0, step: 0 }, pacing)) {
    for (const { logits, labels } of steps) {
      return { logits: logits.slice(), loss: lossSum(loss, logits, labels) / rows };
    }
  }
  throw new Error('no step was taken');
}
