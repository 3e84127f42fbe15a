// The app's own steppers as rivals: the compiled step, or operations on the app's kernels.
import { currentDevice } from '../../../src/model/backends/backends';
import { lossSum } from '../../../src/model/net/training/losses';
import { Optimizer, slotNames } from '../../../src/model/net/optimizers/optimizers';
import type { SettledSteps, Stepper } from '../../../src/model/net/training/stepper';
import { CompiledStepper } from '../../../src/model/compiled/step/run/compiled-stepper';
import { contractionsOf } from '../../../src/model/compiled/step/run/build';
import { Tiles } from '../../../src/model/compiled/step/tune/tuning';
import { TfjsStepper } from '../../../src/model/net/training/tfjs-stepper';
import { buildNetwork, initializeNetwork } from '../../../src/model/net/network';
import { adam, classes, loss, networkOf, seed, type Model } from './models';
import { sourceOf } from './rows';
import { startingWeights, type Trainer } from './trainer';

const rules = { l1: 0, l2: 0, clipNorm: null };
/** Steps that are handed over together, as the loop does where a step is short. */
const depth = 10;
/** More than a training spends: the bench shows what tuned steps do, on a machine that is slow to compile. */
const tuningMs = 20_000;

/** A stepper that compiles. */
export async function compiledStepper(model: Model, rows: number, tuned = false): Promise<Stepper> {
  const device = currentDevice();
  if (!device) throw new Error('no WebGPU device');
  const weights = await startingWeights(model);
  const step = {
    network: networkOf(model),
    weights,
    loss,
    optimizer: adam,
    slots: slotNames(adam),
    rules,
  };
  const source = sourceOf(model, rows);
  const { batchSize } = model;
  const tiles = new Tiles();
  // As a long training does before it begins.
  if (tuned)
    await tiles.measure(contractionsOf(step, batchSize), {
      ...{ device, budgetMs: tuningMs, half: false },
      goesOn: () => true,
    });
  const training = { device, step, outputs: classes, batchSize, seed, source, tileOf: tiles.tileOf };
  return CompiledStepper.create(training, weights);
}

/** A stepper that runs operations, on whatever kernels are registered. */
export function operationsStepper(model: Model, rows: number): Stepper {
  const network = buildNetwork(networkOf(model), 'logits', seed);
  initializeNetwork(network, seed);
  const optimizer = new Optimizer(adam, rules, network.variables);
  return new TfjsStepper(
    { network, loss, optimizer },
    { source: sourceOf(model, rows) },
    { reason: 'backend' },
  );
}

/** Trains by a stepper, epoch after epoch. */
export class StepperTrainer implements Trainer {
  readonly #stepper: Stepper;
  readonly #batches: number;
  #step = 0;

  constructor(stepper: Stepper, { batchSize }: Model, rows: number) {
    this.#stepper = stepper;
    this.#batches = Math.ceil(rows / batchSize);
  }

  async losses(steps: number): Promise<number[]> {
    const losses: number[] = [];
    for await (const settled of this.#settled(steps)) {
      for (const { logits, labels } of settled.steps)
        losses.push(lossSum(loss, logits, labels) / labels.length);
    }
    return losses;
  }

  async steps(count: number): Promise<number> {
    let rows = 0;
    for await (const { steps } of this.#settled(count)) {
      for (const { labels } of steps) rows += labels.length;
    }
    return rows;
  }

  async *#settled(count: number): AsyncGenerator<SettledSteps> {
    const end = this.#step + count;
    while (this.#step < end) {
      const epoch = Math.floor(this.#step / this.#batches);
      const place = { epoch, batch: this.#step % this.#batches, step: this.#step };
      const pacing = {
        intent: () => (this.#step < end ? 'go' : 'end') as 'go' | 'end',
        depth: () => Math.min(depth, end - this.#step),
        // Every step asks once, as it begins.
        learningRate: (step: number) => {
          this.#step = step + 1;
          return adam.learningRate;
        },
        yieldToEventLoop: () => Promise.resolve(),
      };
      yield* this.#stepper.epoch(place, pacing);
    }
  }

  dispose(): void {
    this.#stepper.dispose();
  }
}
