// A training whose steps are compiled: rows stay on the device and are drawn there in the epoch's order, groups of steps are
// replayed, and the results of one group are read while the next one runs.
import { HearthError } from '../../../../contract/transport/fault';
import type { StepPath } from '../../../../contract/model/run';
import type { NamedValues } from '../../../net/serving/artifact';
import type { BatchSource, WholeRows } from '../../../net/training/batch-source';
import { checkTokenIds } from '../../../net/layers/token-ids';
import type { EpochPlace, Pacing, SettledSteps, Stepper } from '../../../net/training/stepper';
import { buildTraining, trainingNames, type StepSpec } from './build';
import { CompiledNet, refusalOf } from './compiled-net';
import type { TileChooser } from '../emit/emit';
import type { Replay } from './replay';
import { mostSteps, residentGroups, streamedGroups, type Group } from './step-groups';
import { elementsOf } from '../graph/tensor';
import type { HalfTiles } from '../tune/tuning';
import { stepParameters } from '../plan/update';

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
  /** As the run's record has it; left out where the recipe does not allow half precision. */
  half?: HalfTiles | null;
}

/** Steps of a compiled training. `create` rejects where the device refuses the program. */
export class CompiledStepper implements Stepper {
  readonly path: StepPath;
  readonly parameters: number;
  readonly #net: CompiledNet;
  readonly #training: CompiledTraining;
  #whole: WholeRows | null = null;

  private constructor(training: CompiledTraining) {
    this.#training = training;
    const { step, outputs, tileOf, device, half } = training;
    this.path = { kind: 'compiled', ...(half === undefined ? {} : { half }) };
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
    // An epoch's last step begins at a multiple of its own rows, which may leave a gap in the ring.
    memory.named(trainingNames.logits, (mostSteps + 1) * batchSize * outputs);
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
    const groups = this.#groups(place, pacing);
    for await (const group of groups) {
      const intent = pacing.intent();
      if (intent !== 'go' && pending) {
        yield await pending;
        pending = null;
      }
      if (intent === 'end') return;
      if (intent === 'rest') yield { steps: [], bytes: this.#net.memory.bytes };
      const before = pending;
      const replays = await Promise.all(group.map(({ rows }) => this.#replay(rows)));
      pending = this.#submit(replays, group, step, pacing);
      // It is awaited at the next turn; a device that is lost before then must not count as nobody's error.
      pending.catch(() => undefined);
      step += group.length;
      if (before) yield await before;
      await pacing.yieldToEventLoop(group.length);
    }
    if (pending) yield await pending;
  }

  #groups(place: EpochPlace, pacing: Pacing): Iterable<Group> | AsyncIterable<Group> {
    const { source, batchSize, step } = this.#training;
    const grouping = { memory: this.#net.memory, source, batchSize, pacing };
    if (this.#whole) return residentGroups(grouping, this.#whole, place);
    return streamedGroups(grouping, (features) => checkTokenIds(step.network, features), place);
  }

  /** Hands a group over at once; resolves when its results have arrived. */
  async #submit(
    replays: readonly Replay[],
    group: Group,
    step: number,
    pacing: Pacing,
  ): Promise<SettledSteps> {
    const { step: spec, seed, outputs, batchSize } = this.#training;
    /** The place in the ring, in steps of as many rows. */
    const slotOf = (index: number): number => Math.ceil((index * batchSize) / group[index]!.rows);
    const passes = group.map(({ first }, index) => {
      const number = step + index;
      const parameters = stepParameters(spec.optimizer, pacing.learningRate(number), number + 1);
      return { replay: replays[index]!, block: { first, slot: slotOf(index), number, seed, parameters } };
    });
    const last = group.length - 1;
    const logits = await this.#net.run(passes, trainingNames, (slotOf(last) + 1) * group[last]!.rows);
    const steps = group.map(({ rows, labels }, index) => {
      const from = slotOf(index) * rows * outputs;
      return { logits: logits.subarray(from, from + rows * outputs), labels };
    });
    return { steps, bytes: this.#net.memory.bytes };
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
