// A program on the device: pipelines and bind groups made once, then replayed as a static list of dispatches.
import type { Kernel } from '../wgsl/kernel';
import type { Program } from './build';
import type { DeviceMemory } from './device-memory';
import { stepBlockBytes } from './emit/functions';
import { blockStride } from './parameters';
import { mostMultiplyAdds } from '../submit-size';
import type { Storage } from './tensor';

/** Dispatches that may be submitted together. */
export interface ReplayPart {
  first: number;
  end: number;
  work: number;
}

interface Dispatch {
  pipeline: GPUComputePipeline;
  group: GPUBindGroup;
  parameters: boolean;
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
    const bufferOf = (storage: Storage): GPUBuffer => {
      const slot = program.plan.slotOf.get(storage);
      return slot === undefined ? memory.get(storage.name) : scratch[slot]!;
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
    const dispatches = await Promise.all(
      program.kernels.map((kernel) => compileKernel(device, kernel, parameterLayout, bufferOf)),
    );
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
    const offset = [block * blockStride];
    for (let index = first; index < end; index++) {
      const { pipeline, group, parameters, workgroups } = this.#dispatches[index]!;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      if (parameters) pass.setBindGroup(1, this.#parameters, offset);
      pass.dispatchWorkgroups(...workgroups);
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

async function compileKernel(
  device: GPUDevice,
  { label, code, bindings, parameters, workgroups }: Kernel<Storage>,
  parameterLayout: GPUBindGroupLayout,
  bufferOf: (storage: Storage) => GPUBuffer,
): Promise<Dispatch> {
  const layout = device.createBindGroupLayout({
    entries: bindings.map(({ access }, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
    })),
  });
  const bindGroupLayouts = parameters ? [layout, parameterLayout] : [layout];
  const pipeline = await device.createComputePipelineAsync({
    label,
    layout: device.createPipelineLayout({ bindGroupLayouts }),
    compute: { module: device.createShaderModule({ label, code }), entryPoint: 'main' },
  });
  const group = device.createBindGroup({
    layout,
    entries: bindings.map(({ buffer }, binding) => ({ binding, resource: { buffer: bufferOf(buffer) } })),
  });
  return { pipeline, group, parameters, workgroups };
}
