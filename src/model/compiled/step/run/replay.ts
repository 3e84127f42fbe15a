// A program on the device: pipelines and bind groups made once, then replayed as a static list of dispatches.
import type { Kernel } from '../../wgsl/kernel';
import type { Program } from './build';
import type { DeviceMemory } from './device-memory';
import { stepBlockBytes } from '../emit/functions';
import { blockStride } from '../graph/parameters';
import { mostMultiplyAdds } from '../../../backends/submit-size';
import { rootOf, type Storage } from '../graph/tensor';

/** Dispatches that may be submitted together. */
export interface ReplayPart {
  first: number;
  end: number;
  work: number;
}

interface Dispatch {
  pipeline: GPUComputePipeline;
  group: GPUBindGroup;
  workgroups: readonly [number, number, number];
}

/** Everything that a replay needs to be made. */
export interface ReplayParts {
  memory: DeviceMemory;
  program: Program;
  /** Parameter blocks, `blockStride` apart. */
  blocks: GPUBuffer;
}

/** A compiled program. It owns no memory: see DeviceMemory. */
export class Replay {
  readonly #dispatches: readonly Dispatch[];
  readonly #parameters: GPUBindGroup;
  readonly rows: number;
  /** A step's dispatches, cut where they would be too much work for one submit. */
  readonly parts: readonly ReplayPart[];

  private constructor(program: Program, dispatches: readonly Dispatch[], parameters: GPUBindGroup) {
    this.rows = program.rows;
    this.parts = partsOf(program.kernels);
    this.#dispatches = dispatches;
    this.#parameters = parameters;
  }

  /** Compiles all pipelines at once. Rejects with the shader's own words where the device refuses one. */
  static async compile({ memory, program, blocks }: ReplayParts): Promise<Replay> {
    const { device } = memory;
    const scratch = memory.scratch(program.plan.slotSizes);
    const bufferOf = (storage: Storage): GPUBufferBinding => {
      const slot = program.plan.slotOf.get(rootOf(storage));
      const buffer = slot === undefined ? memory.get(storage.name) : scratch[slot]!;
      const { part, size } = storage;
      return part ? { buffer, offset: part.offset * 4, size: Math.ceil(size / 4) * 16 } : { buffer };
    };
    const parameterLayout = device.createBindGroupLayout({
      entries: [
        {
          binding: 0,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: stepBlockBytes },
        },
      ],
    });
    const compiler = new Compiler(device, parameterLayout);
    const dispatches = await Promise.all(program.kernels.map((kernel) => compiler.compile(kernel, bufferOf)));
    const parameters = device.createBindGroup({
      layout: parameterLayout,
      entries: [{ binding: 0, resource: { buffer: blocks, size: stepBlockBytes } }],
    });
    return new Replay(program, dispatches, parameters);
  }

  /** Number of dispatches a step. */
  get length(): number {
    return this.#dispatches.length;
  }

  /** Encodes a part of one step, which reads the parameter block at an index. */
  encode(pass: GPUComputePassEncoder, block: number, { first, end }: ReplayPart): void {
    let current: GPUComputePipeline | null = null;
    // It stays set for the pipelines that read it, whatever others run in between.
    pass.setBindGroup(1, this.#parameters, [block * blockStride]);
    for (let index = first; index < end; index++) {
      const { pipeline, group, workgroups } = this.#dispatches[index]!;
      if (pipeline !== current) pass.setPipeline(pipeline);
      current = pipeline;
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
    }
  }
}

function partsOf(kernels: readonly Kernel<Storage>[]): ReplayPart[] {
  const parts: ReplayPart[] = [];
  kernels.forEach(({ work }, index) => {
    const last = parts.at(-1);
    if (last && last.work + work <= mostMultiplyAdds)
      parts.splice(-1, 1, { ...last, end: index + 1, work: last.work + work });
    else parts.push({ first: index, end: index + 1, work });
  });
  return parts;
}

/** Compiles each code once: the steps of a recurrent layer differ in nothing but their buffers. */
class Compiler {
  readonly #device: GPUDevice;
  readonly #parameterLayout: GPUBindGroupLayout;
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice, parameterLayout: GPUBindGroupLayout) {
    this.#device = device;
    this.#parameterLayout = parameterLayout;
  }

  async compile(
    kernel: Kernel<Storage>,
    bufferOf: (storage: Storage) => GPUBufferBinding,
  ): Promise<Dispatch> {
    const layout = this.#layoutOf(kernel);
    const pipeline = this.#pipelines.get(kernel.code) ?? this.#pipelineOf(kernel, layout);
    this.#pipelines.set(kernel.code, pipeline);
    const entries = kernel.bindings.map(({ buffer }, binding) => ({ binding, resource: bufferOf(buffer) }));
    const group = this.#device.createBindGroup({ layout, entries });
    return { pipeline: await pipeline, group, workgroups: kernel.workgroups };
  }

  #layoutOf({ bindings }: Kernel<Storage>): GPUBindGroupLayout {
    const key = bindings.map(({ access }) => access).join();
    const entries = bindings.map(({ access }, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' } as const,
    }));
    const layout = this.#layouts.get(key) ?? this.#device.createBindGroupLayout({ entries });
    this.#layouts.set(key, layout);
    return layout;
  }

  #pipelineOf(
    { label, code, parameters }: Kernel<Storage>,
    layout: GPUBindGroupLayout,
  ): Promise<GPUComputePipeline> {
    const device = this.#device;
    const bindGroupLayouts = parameters ? [layout, this.#parameterLayout] : [layout];
    return device.createComputePipelineAsync({
      label,
      layout: device.createPipelineLayout({ bindGroupLayouts }),
      compute: { module: device.createShaderModule({ label, code }), entryPoint: 'main' },
    });
  }
}
