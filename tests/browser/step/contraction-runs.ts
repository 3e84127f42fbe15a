// Runs one contraction with one tile on a device, over known numbers.
import type { Axis } from '../../../src/model/compiled/wgsl/axes';
import type { Contraction, Tile } from '../../../src/model/compiled/wgsl/contraction';
import { contractionKernel } from '../../../src/model/compiled/wgsl/contraction-kernel';
import { KernelBuilder } from '../../../src/model/compiled/wgsl/kernel';

export type Operand = 'a' | 'b' | 'out';
export const axis = (size: number, a: number, out: number): Axis<'a' | 'out'> => ({
  size,
  stride: { a, out },
});
export const along = (size: number, a: number, b: number): Axis<'a' | 'b'> => ({ size, stride: { a, b } });

/** What is multiplied, and how many elements there are in the result. */
export interface Data {
  a: Float32Array;
  b: Float32Array;
  outSize: number;
}

/** The result's elements; `rewrite` changes the kernel's text before it is compiled. */
export async function computed(
  device: GPUDevice,
  contraction: Contraction<Operand>,
  tile: Tile,
  { a, b, outSize }: Data,
  rewrite = (code: string) => code,
): Promise<number[]> {
  const builder = new KernelBuilder<Operand>();
  const kernel = contractionKernel(builder, 'test', contraction, tile, (value, { index, width }) => {
    return `${builder.write('out', width)}[${width === 4 ? `${index} / 4u` : index}] = ${value};`;
  });
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
  const make = (size: number) => device.createBuffer({ size: size * 4, usage });
  const buffers = { a: make(a.length), b: make(b.length), out: make(outSize) };
  device.queue.writeBuffer(buffers.a, 0, a.buffer as ArrayBuffer);
  device.queue.writeBuffer(buffers.b, 0, b.buffer as ArrayBuffer);
  const module = device.createShaderModule({ code: rewrite(kernel.code) });
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module, entryPoint: 'main' },
  });
  const bound = kernel.bindings.map(({ buffer }, binding) => ({
    binding,
    resource: { buffer: buffers[buffer] },
  }));
  const staging = device.createBuffer({
    size: outSize * 4,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: bound }));
  pass.dispatchWorkgroups(...kernel.workgroups);
  pass.end();
  encoder.copyBufferToBuffer(buffers.out, 0, staging, 0, outSize * 4);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const values = [...new Float32Array(staging.getMappedRange())];
  for (const buffer of [...Object.values(buffers), staging]) buffer.destroy();
  return values;
}
