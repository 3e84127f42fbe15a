// Small trainings over arrays in memory, for tests of the loop.
import { taskNamed } from '../../../src/domain/tasks/registry';
import type { NetRecipe, Task } from '../../../src/contract/model/recipe';
import { Philox } from '../../../src/domain/random';
import type { Batch, BatchSource } from '../../../src/model/net/training/batch-source';
import { train } from '../../../src/model/net/training/train';
import type {
  TrainControl,
  TrainJob,
  TrainOutcome,
  TrainSignal,
  TrainState,
} from '../../../src/model/net/training/train-types';

/** A recipe whose data-side fields do not matter here. */
export function smallRecipe(task: Task, changes: Partial<NetRecipe> = {}): NetRecipe {
  return {
    format: 1,
    dataset: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', sha256: '0'.repeat(64) },
    task,
    target: 'y',
    features: ['x'],
    split: { kind: 'random', train: 0.7, validation: 0.3, test: 0, seed: 1 },
    preprocessing: {
      number: { impute: 'median', scale: 'standard', missingIndicator: false },
      category: { encode: 'one-hot', maxCategories: 10 },
      image: { scale: 'unit' },
    },
    model: {
      family: 'dense',
      layers: [
        { kind: 'dense', units: 8, activation: 'relu' },
        { kind: 'dropout', rate: 0.25 },
      ],
    },
    loss: task === 'regression' ? 'mse' : 'cross-entropy',
    optimizer: { kind: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    schedule: { kind: 'constant' },
    regularization: { l1: 0, l2: 0, labelSmoothing: 0 },
    clipNorm: null,
    batchSize: 16,
    epochs: 3,
    earlyStopping: null,
    seed: 77,
    ...changes,
  };
}

/** Rows with a signal: labels follow the first two features. */
export class ArraySource implements BatchSource {
  readonly trainRows: number;
  readonly validationRows: number;
  readonly #features: Float32Array;
  readonly #labels: Float32Array;
  readonly #width: number;
  readonly #seed: number;
  readonly #batchSize: number;

  constructor(recipe: NetRecipe, width: number, rows: { train: number; validation: number }) {
    this.trainRows = rows.train;
    this.validationRows = rows.validation;
    this.#width = width;
    this.#seed = recipe.seed;
    this.#batchSize = recipe.batchSize;
    const random = new Philox(99, 5);
    const n = rows.train + rows.validation;
    this.#features = Float32Array.from({ length: n * width }, () => random.normal());
    this.#labels = Float32Array.from({ length: n }, (_, row) => {
      const [a, b] = [this.#features[row * width]!, this.#features[row * width + 1]!];
      if (recipe.task === 'regression') return 0.7 * a - 0.4 * b + 0.05 * random.normal();
      const score = a * b + 0.3 * random.normal();
      return recipe.task === 'binary' ? Number(score > 0) : Math.min(2, Math.max(0, Math.round(score + 1)));
    });
  }

  #batch(rows: Uint32Array): Batch {
    const features = new Float32Array(rows.length * this.#width);
    rows.forEach((row, at) => {
      features.set(this.#features.subarray(row * this.#width, (row + 1) * this.#width), at * this.#width);
    });
    return { rows: rows.length, features, labels: Float32Array.from(rows, (row) => this.#labels[row]!) };
  }

  async *train(epoch: number, skip: number): AsyncGenerator<Batch> {
    const order = new Philox(this.#seed, epoch).permutation(this.trainRows);
    for (let at = skip * this.#batchSize; at < order.length; at += this.#batchSize) {
      yield this.#batch(order.subarray(at, at + this.#batchSize));
    }
  }

  async *validation(): AsyncGenerator<Batch> {
    const rows = Uint32Array.from({ length: this.validationRows }, (_, at) => this.trainRows + at);
    for (let at = 0; at < rows.length; at += 32) yield this.#batch(rows.subarray(at, at + 32));
  }
}

/** The same rows as token ids where the recipe's first layer embeds: a third of a deviation is one id. */
export function idsFor({ model }: NetRecipe, source: BatchSource): BatchSource {
  const [first] = model.layers;
  if (first?.kind !== 'embedding') return source;
  const asIds = (batch: Batch): Batch => ({
    ...batch,
    features: batch.features.map((value) => Math.min(first.vocabulary - 1, Math.floor(3 * Math.abs(value)))),
  });
  return {
    trainRows: source.trainRows,
    validationRows: source.validationRows,
    async *train(epoch, skip) {
      for await (const batch of source.train(epoch, skip)) yield asIds(batch);
    },
    async *validation() {
      for await (const batch of source.validation()) yield asIds(batch);
    },
  };
}

/** Everything that a training told, and how it ended. */
export interface Told {
  signals: TrainSignal[];
  states: TrainState[];
  outcome: TrainOutcome;
}

/** A job over an ArraySource; `inputShape` is the encoded sample's. */
export function smallJob(
  recipe: NetRecipe,
  inputShape: number[],
  rows: { train: number; validation: number },
  changes: Partial<TrainJob> = {},
): TrainJob {
  const width = inputShape.reduce((product, side) => product * side, 1);
  const classes = taskNamed(recipe.task).target.classes(3);
  return {
    recipe,
    network: { inputShape, layers: recipe.model.layers, task: recipe.task, classes },
    targetScale: 1,
    source: new ArraySource(recipe, width, rows),
    control: { intent: 'go' },
    from: null,
    yieldToEventLoop: () => Promise.resolve(),
    now: () => performance.now(),
    ...changes,
  };
}

/** Runs a job to its end; `onSignal` may change the control. */
export async function runJob(
  job: TrainJob,
  onSignal: (signal: TrainSignal, control: TrainControl) => void = () => undefined,
): Promise<Told> {
  const signals: TrainSignal[] = [];
  const generator = train(job);
  for (;;) {
    const next = await generator.next();
    if (next.done) {
      const states = signals.flatMap((signal) => (signal.kind === 'state' ? [signal.state] : []));
      return { signals, states, outcome: next.value };
    }
    signals.push(next.value);
    onSignal(next.value, job.control);
  }
}

/** Pauses after a number of steps, wherever that falls. */
export function pauseAfter(source: BatchSource, steps: number, control: TrainControl): BatchSource {
  let taken = 0;
  return {
    trainRows: source.trainRows,
    validationRows: source.validationRows,
    async *train(epoch, skip) {
      for await (const batch of source.train(epoch, skip)) {
        if (taken === steps) control.intent = 'pause';
        taken++;
        yield batch;
      }
      if (taken === steps) control.intent = 'pause';
    },
    validation: () => source.validation(),
  };
}

/** A state after a trip through JSON and bytes, as the store takes it. */
export function overTheStore(state: TrainState): TrainState {
  return structuredClone(state);
}
