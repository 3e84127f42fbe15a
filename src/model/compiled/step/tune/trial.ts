// One contraction tried with several tiles on this device: how long each takes, and whether its bits are the first one's.
// Not for which tiles are tried, nor for what is remembered: tuning.ts says that.
import { sizeOf } from '../../wgsl/axes';
import { reachOf, type Contraction, type Tile } from '../../wgsl/contraction';
import { contractionKernel } from '../../wgsl/contraction-kernel';
import { KernelBuilder, type Kernel } from '../../wgsl/kernel';

type Operand = 'a' | 'b' | 'out';
const operands: { a: Operand; b: Operand } = { a: 'a', b: 'b' };

/** A tile's kernel, ready to run. */
export interface Trial {
  tile: Tile;
  pipeline: GPUComputePipeline;
  group: GPUBindGroup;
  workgroups: readonly [number, number, number];
  out: GPUBuffer;
  ms: number;
}

const filling = `@group(0) @binding(0) var<storage, read_write> x: array<u32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) count: vec3u) {
  for (var i = id.x; i < arrayLength(&x); i += count.x * 64u) {
    // Numbers of both signs around 1 whose sums show in which order they were added.
    let hash = (i ^ (i >> 15u)) * 2654435761u;
    x[i] = 0x3f000000u | (hash & 0x80ffffffu);
  }
}`;

/** Counts where two results differ in WGSL's words, told as their bits at `i`. */
const comparing = (differ: string) => `@group(0) @binding(0) var<storage, read> x: array<u32>;
@group(0) @binding(1) var<storage, read> y: array<u32>;
@group(0) @binding(2) var<storage, read_write> different: atomic<u32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) count: vec3u) {
  for (var i = id.x; i < arrayLength(&x); i += count.x * 64u) {
    if (${differ}) { atomicAdd(&different, 1u); }
  }
}`;
/**
 * By how much a sum of one term may be off in float16: the numbers are around 1, their products and short sums are rounded to 11
 * bits. Errors of a longer sum add up like a random walk, as the sum itself does; a wrong result is off by as much as it is large.
 */
const halfError = 2 ** -5;
const helpers = 256;

/** A contraction's operands on the device, and what is tried on them. `dispose` gives all of it back. */
export class Bench {
  readonly #device: GPUDevice;
  readonly #contraction: Contraction<unknown>;
  readonly #buffers: GPUBuffer[] = [];
  readonly #a: GPUBuffer;
  readonly #b: GPUBuffer;

  constructor(device: GPUDevice, contraction: Contraction<unknown>) {
    this.#device = device;
    this.#contraction = contraction;
    this.#a = this.#buffer(reachOf(contraction, 'a'));
    this.#b = this.#buffer(reachOf(contraction, 'b'));
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }

  /** Fills the operands with numbers. */
  async fill(): Promise<void> {
    const pipeline = await this.#pipeline(filling);
    for (const buffer of [this.#a, this.#b])
      this.#run(pipeline, this.#group(pipeline, [buffer]), [helpers, 1, 1]);
  }

  /** Compiles the kernels of tiles; those that the device refuses are left out. */
  async trials(tiles: readonly Tile[]): Promise<Trial[]> {
    this.#device.pushErrorScope('validation');
    const compiled = Promise.allSettled(tiles.map((tile) => this.#trial(tile)));
    const refused = this.#device.popErrorScope();
    const found = await compiled;
    await refused;
    return found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  async #trial(tile: Tile): Promise<Trial> {
    const builder = new KernelBuilder<Operand>();
    const contraction = { ...this.#contraction, ...operands };
    const kernel: Kernel<Operand> = contractionKernel(
      builder,
      'trial',
      contraction,
      tile,
      (value, { index, width }) => {
        const out = builder.write('out', width);
        return `${out}[${width === 4 ? `${index} / 4u` : index}] = ${value};`;
      },
    );
    const pipeline = await this.#pipeline(kernel.code);
    const { batch, rows, columns } = contraction;
    const out = this.#buffer(
      [...batch, ...rows].reduce((reach, { size, stride }) => reach + (size - 1) * stride.out, columns.size),
    );
    const bound = { a: this.#a, b: this.#b, out };
    const group = this.#group(
      pipeline,
      kernel.bindings.map(({ buffer }) => bound[buffer]),
    );
    return { tile, pipeline, group, workgroups: kernel.workgroups, out, ms: Infinity };
  }

  /** Milliseconds of one dispatch among so many. */
  async time({ pipeline, group, workgroups }: Trial, repeats: number): Promise<number> {
    const start = performance.now();
    this.#run(pipeline, group, workgroups, repeats);
    await this.#device.queue.onSubmittedWorkDone();
    return (performance.now() - start) / repeats;
  }

  /** Whether two trials that have run agree: in every bit, or as near as float16 comes where one of them is in half precision. */
  async agrees(one: Trial, other: Trial): Promise<boolean> {
    const most = halfError * Math.sqrt(sizeOf(this.#contraction.sum));
    const differ =
      one.tile.half === other.tile.half
        ? 'x[i] != y[i]'
        : `!(abs(bitcast<f32>(x[i]) - bitcast<f32>(y[i])) <= ${most})`;
    const pipeline = await this.#pipeline(comparing(differ));
    const different = this.#buffer(1);
    const staging = this.#device.createBuffer({
      size: 4,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    this.#buffers.push(staging);
    this.#run(pipeline, this.#group(pipeline, [one.out, other.out, different]), [helpers, 1, 1]);
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(different, 0, staging, 0, 4);
    this.#device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return new Uint32Array(staging.getMappedRange())[0] === 0;
  }

  #buffer(elements: number): GPUBuffer {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    const buffer = this.#device.createBuffer({ size: Math.ceil(elements / 4) * 16, usage });
    this.#buffers.push(buffer);
    return buffer;
  }

  #pipeline(code: string): Promise<GPUComputePipeline> {
    const module = this.#device.createShaderModule({ code });
    return this.#device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
  }

  #group(pipeline: GPUComputePipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    return this.#device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  }

  #run(
    pipeline: GPUComputePipeline,
    group: GPUBindGroup,
    workgroups: readonly [number, number, number],
    repeats = 1,
  ): void {
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let count = 0; count < repeats; count++) pass.dispatchWorkgroups(...workgroups);
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
  }
}
