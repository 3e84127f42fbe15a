// A net whose weights live on the device and whose programs are compiled once for each number of rows. Steps are handed over
// in groups: several in a command buffer, but never more work than a watchdog bears; results come back by a ring.
import type { NamedValues } from '../../../net/serving/artifact';
import { mostMultiplyAdds } from '../../../backends/submit-size';
import { buildPrediction, predictionNames, type DataNames, type Program, type WeightSpec } from './build';
import { DeviceMemory } from './device-memory';
import type { TileChooser } from '../emit/emit';
import { blockStride, encodeBlocks, stillBlock, type StepBlock } from '../graph/parameters';
import { Replay } from './replay';
import { mostSteps } from './step-groups';
import type { NetworkSpec } from '../../../net/network';

/** Rows of a compiled forward pass; few rows go through a program for one. */
const largeRows = 256;
const fewRows = 4;

/** What a compiled net is made of. */
export interface CompiledNetSpec {
  network: NetworkSpec;
  weights: readonly WeightSpec[];
  outputs: number;
  tileOf: TileChooser;
}

/** One replay of a program. */
export interface Pass {
  replay: Replay;
  block: StepBlock;
}

/** What a device says against some work on it: an error of memory, of validation, or one that was thrown; null for nothing. */
export async function refusalOf(device: GPUDevice, work: () => Promise<void>): Promise<string | null> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  let thrown: string | null = null;
  try {
    await work();
  } catch (error) {
    thrown = error instanceof Error ? error.message : String(error);
  }
  const invalid = await device.popErrorScope();
  const memory = await device.popErrorScope();
  return (memory ?? invalid)?.message ?? thrown;
}

/** Weights, programs and the way in and out. */
export class CompiledNet {
  readonly memory: DeviceMemory;
  readonly spec: CompiledNetSpec;
  readonly #blocks: GPUBuffer;
  readonly #replays = new Map<string, Promise<Replay>>();
  readonly #staging: GPUBuffer[] = [];

  constructor(device: GPUDevice, spec: CompiledNetSpec) {
    this.memory = new DeviceMemory(device);
    this.spec = spec;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.#blocks = device.createBuffer({ label: 'step blocks', size: mostSteps * blockStride, usage });
  }

  /** Writes tensors under their names. */
  write(tensors: readonly NamedValues[]): void {
    for (const { name, values } of tensors) this.memory.write(name, values);
  }

  /** Writes the weights and compiles a forward pass; what the device says where it refuses, null where it does not. */
  async tryOut(weights: readonly NamedValues[]): Promise<string | null> {
    return refusalOf(this.memory.device, async () => {
      this.write(weights);
      await this.#forward(1);
    });
  }

  /** Reads tensors by name. */
  async read(wanted: readonly { name: string; shape: readonly number[] }[]): Promise<NamedValues[]> {
    const sized = wanted.map(({ name, shape }) => ({
      name,
      elements: shape.reduce((size, side) => size * side, 1),
    }));
    const values = await this.memory.read(sized);
    return wanted.map(({ name, shape }, index) => ({ name, shape: [...shape], values: values[index]! }));
  }

  /** The program of a key, compiled when first asked for. */
  replay(key: string, build: () => Program): Promise<Replay> {
    const known =
      this.#replays.get(key) ??
      Replay.compile({ memory: this.memory, program: build(), blocks: this.#blocks });
    this.#replays.set(key, known);
    return known;
  }

  /**
   * Replays programs, each with its block, and resolves to the first `rows` logits [rows, outputs] of the ring. The next group
   * may be handed over before this one's results arrive.
   */
  run(passes: readonly Pass[], names: DataNames, rows: number): Promise<Float32Array> {
    const { device } = this.memory;
    device.queue.writeBuffer(this.#blocks, 0, encodeBlocks(passes.map(({ block }) => block)));
    let encoder = device.createCommandEncoder();
    let pass = encoder.beginComputePass();
    let work = 0;
    for (const [index, { replay }] of passes.entries()) {
      for (const part of replay.parts) {
        if (work > 0 && work + part.work > mostMultiplyAdds) {
          pass.end();
          device.queue.submit([encoder.finish()]);
          encoder = device.createCommandEncoder();
          pass = encoder.beginComputePass();
          work = 0;
        }
        replay.encode(pass, index, part);
        work += part.work;
      }
    }
    pass.end();
    return this.#finish(encoder, names, rows * this.spec.outputs);
  }

  async #finish(encoder: GPUCommandEncoder, { logits }: DataNames, elements: number): Promise<Float32Array> {
    const bytes = elements * 4;
    const found = this.#staging.findIndex(({ size }) => size >= bytes);
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const staging =
      this.#staging.splice(found, found === -1 ? 0 : 1)[0] ??
      this.memory.device.createBuffer({ size: bytes, usage });
    encoder.copyBufferToBuffer(this.memory.get(logits), 0, staging, 0, bytes);
    this.memory.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ, 0, bytes);
    const values = new Float32Array(staging.getMappedRange(0, bytes)).slice();
    staging.unmap();
    this.#staging.push(staging);
    return values;
  }

  /** Logits [rows, outputs] of encoded samples. */
  async predict(features: Float32Array, rows: number): Promise<Float32Array> {
    const { outputs } = this.spec;
    const size = rows <= fewRows ? 1 : largeRows;
    const width = features.length / Math.max(1, rows);
    const logits = new Float32Array(rows * outputs);
    const replay = await this.#forward(size);
    const names = predictionNames(size);
    for (let first = 0; first < rows; first += size * mostSteps) {
      const taken = Math.min(size * mostSteps, rows - first);
      const passes = Math.ceil(taken / size);
      this.memory.write(names.features, features.subarray(first * width, (first + taken) * width));
      // The last pass is filled up with the last row.
      const order = Uint32Array.from({ length: passes * size }, (_, row) => Math.min(row, taken - 1));
      this.memory.write(names.order, order);
      const blocks = Array.from({ length: passes }, (_, slot) => ({
        replay,
        block: { ...stillBlock, first: slot * size, slot },
      }));
      const found = await this.run(blocks, names, taken);
      logits.set(found, first * outputs);
    }
    return logits;
  }

  #forward(rows: number): Promise<Replay> {
    const { outputs, network, weights, tileOf } = this.spec;
    const width = network.inputShape.reduce((product, side) => product * side, 1);
    const names = predictionNames(rows);
    this.memory.named(names.features, rows * mostSteps * width);
    this.memory.named(names.order, rows * mostSteps);
    this.memory.named(names.logits, rows * mostSteps * outputs);
    return this.replay(`forward ${rows}`, () => buildPrediction({ network, weights }, rows, tileOf));
  }

  /** Frees all memory on the device. */
  dispose(): void {
    this.memory.dispose();
    this.#blocks.destroy();
    for (const staging of this.#staging) staging.destroy();
  }
}
