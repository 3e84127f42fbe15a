// The product of two square matrices: our generator's kernels, tile by tile, and TensorFlow.js' own.
import * as tf from '@tensorflow/tfjs-core';
import type { Contraction, Tile } from '../../../src/model/compiled/wgsl/contraction';
import { contractionKernel } from '../../../src/model/compiled/wgsl/contraction-kernel';
import { KernelBuilder } from '../../../src/model/compiled/wgsl/kernel';
import { measuredTiles, tileCandidates, tileKinds } from '../../../src/model/compiled/wgsl/tiles';

type Operand = 'a' | 'b' | 'out';

/** The left factor lies row by row, or transposed as a weight's gradient has it. */
function product(side: number, transposed: boolean): Contraction<Operand> {
  return {
    a: 'a',
    b: 'b',
    batch: [],
    rows: [{ size: side, stride: { a: transposed ? 1 : side, out: side } }],
    columns: { size: side, stride: { b: 1 } },
    sum: [{ size: side, stride: { a: transposed ? side : 1, b: side } }],
  };
}

/** Entries of a factor: small numbers of both signs. */
const factor = (side: number, seed: number): Float32Array =>
  Float32Array.from({ length: side * side }, (_, i) => (((i + seed) * 0.6180339887498949) % 1) - 0.5);

/** A product that can be carried out again and again. */
export interface Product {
  /** Carries it out once and waits for the device. */
  run(): Promise<void>;
  /** Its entries. */
  read(): Promise<Float32Array>;
}

/** TensorFlow.js' product on the active backend. */
export function stockProduct(side: number, transposed: boolean): Product {
  const [a, b] = [1, 2].map((seed) => tf.tensor2d(factor(side, seed), [side, side])) as [
    tf.Tensor2D,
    tf.Tensor2D,
  ];
  const read = async () => {
    const found = tf.matMul(a, b, transposed);
    const values = await found.data<'float32'>();
    found.dispose();
    return values;
  };
  return { run: async () => void (await read()), read };
}

/** The quickest of the generator's tiles on a device, and what it was. */
export async function bestProduct(
  device: GPUDevice,
  side: number,
  transposed: boolean,
): Promise<Product & { tile: Tile }> {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const bufferOf = (values: Float32Array): GPUBuffer => {
    const buffer = device.createBuffer({ size: values.byteLength, usage });
    device.queue.writeBuffer(buffer, 0, values.buffer as ArrayBuffer);
    return buffer;
  };
  const buffers = {
    a: bufferOf(factor(side, 1)),
    b: bufferOf(factor(side, 2)),
    out: bufferOf(new Float32Array(side * side)),
  };
  let best: (Product & { tile: Tile; ms: number }) | null = null;
  const contraction = product(side, transposed);
  const tiles = [...tileCandidates(contraction), ...measuredTiles(contraction, tileKinds(device).slice(1))];
  for (const tile of tiles) {
    const tried = await compile(device, buffers, contraction, tile);
    await tried.run();
    let ms = Infinity;
    for (let turn = 0; turn < 3; turn++) {
      const start = performance.now();
      await tried.run();
      ms = Math.min(ms, performance.now() - start);
    }
    if (!best || ms < best.ms) best = { ...tried, tile, ms };
  }
  if (!best) throw new Error('the generator knows no tile');
  return best;
}

async function compile(
  device: GPUDevice,
  buffers: Record<Operand, GPUBuffer>,
  contraction: Contraction<Operand>,
  tile: Tile,
): Promise<Product> {
  const builder = new KernelBuilder<Operand>();
  const finish = (value: string, { index, width }: { index: string; width: number }): string => {
    const out = builder.write('out', width === 4 ? 4 : 1);
    return `${out}[${width === 4 ? `(${index}) / 4u` : index}] = ${value};`;
  };
  const kernel = contractionKernel(builder, 'matmul', contraction, tile, finish);
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: kernel.code }), entryPoint: 'main' },
  });
  const entries = kernel.bindings.map(({ buffer }, binding) => ({
    binding,
    resource: { buffer: buffers[buffer] },
  }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const { size } = buffers.out;
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const read = async (): Promise<Float32Array> => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...kernel.workgroups);
    pass.end();
    encoder.copyBufferToBuffer(buffers.out, 0, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const values = new Float32Array(staging.getMappedRange()).slice();
    staging.unmap();
    return values;
  };
  return { run: async () => void (await read()), read };
}
