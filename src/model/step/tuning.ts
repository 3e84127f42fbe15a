// Tiles tuned to the device: for each class of shapes a few candidates are measured once on this adapter. What is best differs
// widely between adapters, so nothing is assumed but the order in which candidates are tried. A tile decides who computes an
// element, never in which order its sum is taken: bits do not depend on it.
import type { DeviceTiles } from '../../contract/device';
import { joinAxes, sizeOf } from '../wgsl/axes';
import { contractionKernel, type Contraction, type Tile } from '../wgsl/contraction';
import { KernelBuilder } from '../wgsl/kernel';
import { tileCandidates } from '../wgsl/tiles';
import { contractionOf, type FusedContraction } from './emit/contraction';

type TileTable = DeviceTiles['tiles'];

/** What is measured must be worth it: multiply-adds of one dispatch. */
const leastWork = 1e6;
const mostCandidates = 4;
const rounds = 3;
/** One that is longer shows its speed at once. */
const longMs = 30;
/** A dispatch shorter than this is repeated, so that the clock can tell. */
const measurableMs = 4;
/** Another than the first guess has to be faster by this. */
const clearlyFaster = 0.96;

/** The tiles of one device. */
export class Tiles {
  readonly #table: Map<string, readonly [number, number]>;

  constructor(table: TileTable = {}) {
    this.#table = new Map(Object.entries(table));
  }

  /** How many classes are known. */
  get size(): number {
    return this.#table.size;
  }

  /** What has been measured. */
  get table(): TileTable {
    return Object.fromEntries(this.#table);
  }

  /** The tile of a contraction: the measured one of its class, or the first guess. */
  tileOf = (fused: FusedContraction): Tile => {
    const contraction = contractionOf(fused);
    const candidates = tileCandidates(contraction);
    const known = this.#table.get(classOf(contraction));
    const found = known && candidates.find(({ rows, columns }) => rows === known[0] && columns === known[1]);
    return found ?? candidates[0]!;
  };

  /** The contractions that are worth measuring and whose class is not known yet, heaviest first. */
  missing(contractions: readonly Contraction<unknown>[]): Contraction<unknown>[] {
    return contractions
      .filter((each) => workOf(each) >= leastWork && !this.#table.has(classOf(each)))
      .sort((one, other) => workOf(other) - workOf(one));
  }

  /**
   * Measures the classes of these contractions that are not known yet, heaviest first, until the time is up or it shall not
   * go on; resolves to whether anything was learnt. Nothing else should run on the device meanwhile.
   */
  async measure(
    device: GPUDevice,
    contractions: readonly Contraction<unknown>[],
    budgetMs: number,
    goesOn: () => boolean = () => true,
  ): Promise<boolean> {
    const deadline = performance.now() + budgetMs;
    const isOver = () => performance.now() > deadline || !goesOn();
    let learnt = false;
    for (const contraction of this.missing(contractions)) {
      const key = classOf(contraction);
      if (this.#table.has(key)) continue; // of one class with one that was just measured
      const fastest = await fastestTile(device, contraction, isOver);
      if (!fastest) break;
      this.#table.set(key, [fastest.rows, fastest.columns]);
      learnt = true;
    }
    return learnt;
  }
}

function workOf({ batch, rows, columns, sum }: Contraction<unknown>): number {
  return sizeOf(batch) * sizeOf(rows) * columns.size * sizeOf(sum);
}

/** Contractions of one class are expected to like one tile: rows and summed lengths by their size, columns as they are. */
function classOf({ rows, columns, sum, window = 1 }: Contraction<unknown>): string {
  const inner = joinAxes(rows).at(-1);
  const byRows = inner?.stride.a === 1 ? 'rows' : 'sum';
  const size = (count: number) => Math.round(Math.log2(Math.max(1, count)));
  const part = [size(sizeOf(rows)), columns.size, size(sizeOf(sum)), inner?.size ?? 1, joinAxes(sum).length];
  return `${part.join('x')} ${byRows} ${columns.stride.b === 1 ? 'columns' : 'sum'} ${window}`;
}

interface Trial {
  tile: Tile;
  pipeline: GPUComputePipeline;
  group: GPUBindGroup;
  workgroups: readonly [number, number, number];
  ms: number;
}

/** The fastest candidate; null where the time was up before all were tried. */
async function fastestTile(
  device: GPUDevice,
  contraction: Contraction<unknown>,
  isOver: () => boolean,
): Promise<Tile | null> {
  const buffers = buffersFor(device, contraction);
  try {
    if (isOver()) return null;
    const tiles = tileCandidates(contraction).slice(0, mostCandidates);
    const trials = await Promise.all(tiles.map((tile) => trialOf(device, contraction, tile, buffers)));
    const once = await time(device, trials[0]!, 1);
    const repeats = Math.min(50, Math.max(1, Math.ceil(measurableMs / Math.max(once, 0.05))));
    for (let round = 0; round < (once > longMs ? 1 : rounds); round++) {
      for (const trial of trials) {
        if (isOver()) return null;
        trial.ms = Math.min(trial.ms, await time(device, trial, repeats));
      }
    }
    const [first, ...others] = trials;
    const best = others.reduce((fastest, trial) => (trial.ms < fastest.ms ? trial : fastest), first!);
    return best.ms < first!.ms * clearlyFaster ? best.tile : first!.tile;
  } finally {
    for (const buffer of Object.values(buffers)) buffer.destroy();
  }
}

type Buffers = Record<'a' | 'b' | 'out', GPUBuffer>;
const operands: { a: keyof Buffers; b: keyof Buffers } = { a: 'a', b: 'b' };

function buffersFor(device: GPUDevice, { batch, rows, columns, sum, offset }: Contraction<unknown>): Buffers {
  const reach = (
    axes: readonly { size: number; stride: Partial<Record<'a' | 'b' | 'out', number>> }[],
    key: 'a' | 'b' | 'out',
  ) => axes.reduce((total, { size, stride }) => total + (size - 1) * (stride[key] ?? 0), 0);
  const elements = {
    a: reach([...batch, ...rows, ...sum], 'a') + (offset?.a ?? 0) + 1,
    b: reach([...batch, ...sum], 'b') + (columns.size - 1) * columns.stride.b + (offset?.b ?? 0) + 1,
    out: reach([...batch, ...rows], 'out') + columns.size,
  };
  const make = (count: number) =>
    device.createBuffer({ size: Math.ceil(count / 4) * 16, usage: GPUBufferUsage.STORAGE });
  return { a: make(elements.a), b: make(elements.b), out: make(elements.out) };
}

async function trialOf(
  device: GPUDevice,
  contraction: Contraction<unknown>,
  tile: Tile,
  buffers: Buffers,
): Promise<Trial> {
  const builder = new KernelBuilder<keyof Buffers>();
  const kernel = contractionKernel(
    builder,
    'trial',
    { ...contraction, ...operands },
    tile,
    (value, { index, width }) => {
      const out = builder.write('out', width);
      return `${out}[${width === 4 ? `${index} / 4u` : index}] = ${value};`;
    },
  );
  const module = device.createShaderModule({ code: kernel.code });
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module, entryPoint: 'main' },
  });
  const entries = kernel.bindings.map(({ buffer }, binding) => ({
    binding,
    resource: { buffer: buffers[buffer] },
  }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return { tile, pipeline, group, workgroups: kernel.workgroups, ms: Infinity };
}

/** Milliseconds of one dispatch among so many. */
async function time(
  device: GPUDevice,
  { pipeline, group, workgroups }: Trial,
  repeats: number,
): Promise<number> {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  for (let count = 0; count < repeats; count++) pass.dispatchWorkgroups(...workgroups);
  pass.end();
  const start = performance.now();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  return (performance.now() - start) / repeats;
}
