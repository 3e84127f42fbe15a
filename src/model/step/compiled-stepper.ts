// A training whose steps are compiled: rows stay on the device and are drawn there in the epoch's order, groups of steps are
// replayed, and the results of one group are read while the next one runs.
import { HearthError } from '../../contract/fault';
import type { NamedValues } from '../artifact';
import type { BatchSource, WholeRows } from '../batch-source';
import { checkTokenIds } from '../token-ids';
import type { EpochPlace, Pacing, SettledSteps, Stepper } from '../stepper';
import { buildTraining, trainingNames, type StepSpec } from './build';
import { CompiledNet, mostSteps, refusalOf } from './compiled-net';
import type { TileChooser } from './emit/emit';
import type { StepBlock } from './parameters';
import type { Replay } from './replay';
import { elementsOf } from './tensor';
import { stepParameters } from './update';

/** Encoded rows kept on the device: more of them come in chunks. */
const residentBytes = 256 * 2 ** 20;

/** What a compiled training is made from. */
export interface CompiledTraining {
  device: GPUDevice;
  step: StepSpec;
  outputs: number;
  batchSize: number;
  seed: number;
  source: BatchSource;
  tileOf: TileChooser;
}

/** Some steps' rows on the device. */
interface Group {
  /** Rows of each step: full batches, or the epoch's last alone. */
  rows: number;
  /** Where each step's rows begin in the order. */
  firsts: readonly number[];
  labels: readonly Float32Array[];
}

/** Steps of a compiled training. `create` rejects where the device refuses the program. */
export class CompiledStepper implements Stepper {
  readonly path = { kind: 'compiled' } as const;
  readonly parameters: number;
  readonly #net: CompiledNet;
  readonly #training: CompiledTraining;
  #whole: WholeRows | null = null;

  private constructor(training: CompiledTraining) {
    this.#training = training;
    const { step, outputs, tileOf, device } = training;
    this.#net = new CompiledNet(device, { network: step.network, weights: step.weights, outputs, tileOf });
    this.parameters = step.weights.reduce((sum, { shape }) => sum + elementsOf(shape), 0);
  }

  /** Brings weights and rows onto the device and compiles the step. */
  static async create(training: CompiledTraining, weights: readonly NamedValues[]): Promise<CompiledStepper> {
    const stepper = new CompiledStepper(training);
    const refused = await refusalOf(training.device, () => stepper.#prepare(weights));
    if (refused === null) return stepper;
    stepper.dispose();
    throw new Error(refused);
  }

  async #prepare(weights: readonly NamedValues[]): Promise<void> {
    const { source, batchSize, outputs, device } = this.#training;
    const { memory } = this.#net;
    this.#net.write(weights);
    for (const { name, shape } of this.#slotList()) memory.write(name, new Float32Array(elementsOf(shape)));
    const width = this.#width();
    const most = Math.min(residentBytes, device.limits.maxStorageBufferBindingSize);
    const fits = source.trainRows * width * 4 <= most;
    this.#whole = fits ? ((await source.whole?.()) ?? null) : null;
    if (this.#whole) {
      checkTokenIds(this.#training.step.network, this.#whole.features);
      memory.write(trainingNames.features, this.#whole.features);
      memory.write(trainingNames.labels, this.#whole.labels);
      memory.named(trainingNames.order, source.trainRows);
    } else {
      memory.named(trainingNames.features, mostSteps * batchSize * width);
      memory.named(trainingNames.labels, mostSteps * batchSize);
      const order = Uint32Array.from({ length: mostSteps * batchSize }, (_, row) => row);
      memory.write(trainingNames.order, order);
    }
    memory.named(trainingNames.logits, mostSteps * batchSize * outputs);
    await this.#replay(Math.min(batchSize, source.trainRows));
  }

  #width(): number {
    return elementsOf(this.#training.step.network.inputShape);
  }

  #slotList(): { name: string; shape: readonly number[] }[] {
    const { weights, slots } = this.#training.step;
    const learning = weights.filter(({ trainable }) => trainable);
    return learning.flatMap(({ name, shape }) => slots.map((slot) => ({ name: `${slot}/${name}`, shape })));
  }

  #replay(rows: number): Promise<Replay> {
    const { step, tileOf } = this.#training;
    return this.#net.replay(`training ${rows}`, () => buildTraining(step, rows, tileOf));
  }

  async *epoch(place: EpochPlace, pacing: Pacing): AsyncGenerator<SettledSteps> {
    let step = place.step;
    let pending: Promise<SettledSteps> | null = null;
    const groups = this.#whole
      ? this.#residentGroups(this.#whole, place, pacing)
      : this.#streamedGroups(place, pacing);
    for await (const group of groups) {
      const intent = pacing.intent();
      if (intent !== 'go' && pending) {
        yield await pending;
        pending = null;
      }
      if (intent === 'end') return;
      if (intent === 'rest') yield { steps: [], bytes: this.#net.memory.bytes };
      const before = pending;
      pending = this.#submit(await this.#replay(group.rows), group, step, pacing);
      // It is awaited at the next turn; a device that is lost before then must not count as nobody's error.
      pending.catch(() => undefined);
      step += group.firsts.length;
      if (before) yield await before;
      await pacing.breathe(group.firsts.length);
    }
    if (pending) yield await pending;
  }

  /** Hands a group over at once; resolves when its results have arrived. */
  async #submit(
    replay: Replay,
    { rows, firsts, labels }: Group,
    step: number,
    pacing: Pacing,
  ): Promise<SettledSteps> {
    const { step: spec, seed, outputs } = this.#training;
    const blocks = firsts.map((first, slot): StepBlock => {
      const number = step + slot;
      const parameters = stepParameters(spec.optimizer, pacing.learningRate(number), number + 1);
      return { first, slot, number, seed, parameters };
    });
    const logits = await this.#net.run(replay, blocks, trainingNames);
    const steps = labels.map((each, slot) => ({
      logits: logits.subarray(slot * rows * outputs, (slot + 1) * rows * outputs),
      labels: each,
    }));
    return { steps, bytes: this.#net.memory.bytes };
  }

  async *#residentGroups(
    whole: WholeRows,
    { epoch, batch }: EpochPlace,
    pacing: Pacing,
  ): AsyncGenerator<Group> {
    const { batchSize, source } = this.#training;
    const order = whole.order(epoch);
    this.#net.memory.write(trainingNames.order, order);
    for (let first = batch * batchSize; first < source.trainRows;) {
      const left = source.trainRows - first;
      const rows = Math.min(batchSize, left);
      const count = Math.max(1, Math.min(pacing.depth(), mostSteps, Math.floor(left / batchSize)));
      const firsts = Array.from({ length: count }, (_, index) => first + index * rows);
      const labels = firsts.map((from) =>
        Float32Array.from(order.subarray(from, from + rows), (row) => whole.labels[row]!),
      );
      yield { rows, firsts, labels };
      first += count * rows;
    }
  }

  async *#streamedGroups({ epoch, batch: skip }: EpochPlace, pacing: Pacing): AsyncGenerator<Group> {
    const { batchSize, source } = this.#training;
    const width = this.#width();
    const features = new Float32Array(mostSteps * batchSize * width);
    let labels: Float32Array[] = [];
    const flush = (rows: number): Group => {
      const { memory } = this.#net;
      memory.write(trainingNames.features, features.subarray(0, labels.length * rows * width));
      memory.write(trainingNames.labels, Float32Array.from(labels.flatMap((each) => [...each])));
      const group = { rows, firsts: labels.map((_, index) => index * rows), labels };
      labels = [];
      return group;
    };
    for await (const batch of source.train(epoch, skip)) {
      const isShort = batch.rows < batchSize;
      if (isShort && labels.length > 0) yield flush(batchSize);
      checkTokenIds(this.#training.step.network, batch.features);
      features.set(batch.features, labels.length * batch.rows * width);
      labels.push(batch.labels.slice());
      if (isShort || labels.length >= Math.min(mostSteps, pacing.depth())) yield flush(batch.rows);
    }
    if (labels.length > 0) yield flush(batchSize);
  }

  async predict(features: Float32Array, rows: number): Promise<Float32Array> {
    checkTokenIds(this.#training.step.network, features);
    return this.#net.predict(features, rows);
  }

  weights(): Promise<NamedValues[]> {
    return this.#net.read(this.#training.step.weights);
  }

  slots(): Promise<NamedValues[]> {
    return this.#net.read(this.#slotList());
  }

  restore(weights: readonly NamedValues[], slots: readonly NamedValues[]): void {
    this.#net.write(wanted(this.#training.step.weights, weights));
    this.#net.write(wanted(this.#slotList(), slots));
  }

  dispose(): void {
    this.#net.dispose();
  }
}

/** The tensors of a list by name. Throws `storage_damaged` where one is missing or of another shape. */
function wanted(
  list: readonly { name: string; shape: readonly number[] }[],
  tensors: readonly NamedValues[],
): NamedValues[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return list.map(({ name, shape }) => {
    const found = byName.get(name);
    if (found && found.shape.join() === shape.join()) return found;
    throw new HearthError('storage_damaged', { field: name }, {}, 'tensor missing or of another shape');
  });
}
