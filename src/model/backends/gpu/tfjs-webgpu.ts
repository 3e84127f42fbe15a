// The one file that knows the private members of tfjs-backend-webgpu (4.22): our own shaders run in its command stream, write
// several tensors, and update tensors in place. tests/browser/model-backends/tfjs-webgpu.test.ts fails where a new tfjs
// changes them. Not for what is computed: that is kernels/webgpu/.
import { env, util } from '@tensorflow/tfjs-core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** A shader whose sizes are part of its code, and how many workgroups run it. Its bindings are 0, 1, … in group 0. */
export interface Program {
  code: string;
  workgroups: readonly [number, number, number];
}

interface TensorData {
  values: unknown;
  resource?: unknown;
}

interface Internals {
  device: GPUDevice;
  tensorMap: { get(dataId: object): TensorData };
  bufferManager: { getNumUsedBuffers(): number };
  commandQueueOwnedIds: WeakSet<object>;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

const methods = ['uploadToGPU', 'ensureCommandEncoderReady', 'endComputePassEncoder', 'submitQueue'] as const;
const fields = ['commandEncoder', 'computePassEncoder', 'dispatchCountInPass'] as const;

/** The members that this file needs and a backend lacks; none for tfjs 4.22. */
export function missingMembers(backend: object): string[] {
  const found = new Map<string, unknown>(
    [...methods, ...fields, 'device', 'tensorMap', 'bufferManager', 'commandQueueOwnedIds'].map((name) => [
      name,
      Reflect.get(backend, name),
    ]),
  );
  const missing: string[] = methods.filter((name) => typeof found.get(name) !== 'function');
  missing.push(...fields.filter((name) => !Reflect.has(backend, name)));
  if (!(found.get('device') instanceof GPUDevice)) missing.push('device');
  if (!(found.get('commandQueueOwnedIds') instanceof WeakSet)) missing.push('commandQueueOwnedIds');
  if (!hasMethod(found.get('tensorMap'), 'get')) missing.push('tensorMap');
  if (!hasMethod(found.get('bufferManager'), 'getNumUsedBuffers')) missing.push('bufferManager');
  return missing;
}

function hasMethod(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function';
}

const known = new WeakSet<object>();

function isKnown(backend: object): backend is Internals {
  if (known.has(backend)) return true;
  if (missingMembers(backend).length > 0) return false;
  known.add(backend);
  return true;
}

function internalsOf(backend: object): Internals {
  if (!isKnown(backend)) throw new Error(`tfjs-backend-webgpu lacks ${missingMembers(backend).join(', ')}`);
  return backend;
}

/** The backend as what it is; throws for another. */
export function asWebgpu(backend: unknown): WebGPUBackend {
  if (!(backend instanceof WebGPUBackend)) throw new Error('not the webgpu backend');
  return backend;
}

/** A new tensor on the GPU whose values are undefined until a program writes them. */
export function makeOutput(
  backend: WebGPUBackend,
  shape: readonly number[],
  dtype: DataType = 'float32',
): TensorInfo {
  const output = backend.makeTensorInfo([...shape], dtype);
  backend.uploadToGPU(output.dataId);
  return output;
}

/** Frees tensors that no tape sees; those still in use by commands not yet submitted go after the submit. */
export function release(backend: WebGPUBackend, ...tensors: TensorInfo[]): void {
  for (const { dataId } of tensors) backend.disposeData(dataId);
}

/** The buffer that holds a tensor, uploaded where it was on the CPU. */
export function bufferOf(backend: WebGPUBackend, tensor: TensorInfo): GPUBuffer {
  const internals = internalsOf(backend);
  internals.uploadToGPU(tensor.dataId);
  const { resource } = internals.tensorMap.get(tensor.dataId);
  if (!(resource instanceof GPUBuffer)) throw new Error('the tensor is not in a buffer');
  return resource;
}

const pinned = new WeakSet<object>();

/** Lets a tensor's values change in place: from now on the backend keeps no copy of them on the CPU, which would be stale. */
export function pinToGpu(backend: WebGPUBackend, tensor: TensorInfo): void {
  const internals = internalsOf(backend);
  internals.uploadToGPU(tensor.dataId);
  const data = internals.tensorMap.get(tensor.dataId);
  if (pinned.has(data)) return;
  pinned.add(data);
  Object.defineProperty(data, 'values', { get: () => null, set: () => undefined });
}

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();
/** More programs than any net has; the oldest go first. */
const mostPipelines = 1000;

function pipelineOf(device: GPUDevice, code: string): GPUComputePipeline {
  const cache = pipelines.get(device) ?? new Map<string, GPUComputePipeline>();
  pipelines.set(device, cache);
  const found = cache.get(code);
  if (found) return found;
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  cache.set(code, pipeline);
  const [oldest] = cache.keys();
  if (cache.size > mostPipelines && oldest !== undefined) cache.delete(oldest);
  return pipeline;
}

/** Runs a program after all that the backend was told to run before. Tensors are bound in the order given. */
export function dispatch(backend: WebGPUBackend, program: Program, tensors: readonly TensorInfo[]): void {
  const internals = internalsOf(backend);
  const { device } = internals;
  const pipeline = pipelineOf(device, program.code);
  const entries = tensors.map((tensor, binding) => {
    const buffer = bufferOf(backend, tensor);
    internals.commandQueueOwnedIds.add(tensor.dataId); // else its buffer is handed out again before the submit
    return { binding, resource: { buffer } };
  });
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  internals.ensureCommandEncoderReady();
  internals.computePassEncoder ??= internals.commandEncoder?.beginComputePass() ?? null;
  const pass = internals.computePassEncoder;
  if (!pass) throw new Error('no command encoder');
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(...program.workgroups);
  internals.dispatchCountInPass++;
  if (internals.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    internals.endComputePassEncoder();
    internals.submitQueue();
  }
}

/** How many buffers the backend has given out: what a leak would raise. */
export function usedBuffers(backend: WebGPUBackend): number {
  return internalsOf(backend).bufferManager.getNumUsedBuffers();
}

/** Runs work and resolves to what the device found invalid in it, or null; other listeners are not told. */
export async function validationErrorOf(
  backend: WebGPUBackend,
  work: () => Promise<void>,
): Promise<string | null> {
  const { device } = backend;
  device.pushErrorScope('validation');
  let error: GPUError | null = null;
  try {
    await work();
  } finally {
    error = await device.popErrorScope();
  }
  return error?.message ?? null;
}

/** Whether a tensor has no elements, which no program can run on. */
export function isEmpty(tensor: TensorInfo): boolean {
  return util.sizeFromShape(tensor.shape) === 0;
}
