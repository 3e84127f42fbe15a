// Tiles: measured on this device, kept and used again; and none of them changes a bit.
import { beforeAll, describe, expect, test } from 'vitest';
import { currentDevice, startBackend } from '../../../src/model/backends';
import { Tiles } from '../../../src/model/step/tuning';
import type { Axis } from '../../../src/model/wgsl/axes';
import { contractionKernel, type Contraction } from '../../../src/model/wgsl/contraction';
import { KernelBuilder } from '../../../src/model/wgsl/kernel';
import { tileCandidates } from '../../../src/model/wgsl/tiles';

beforeAll(() => startBackend('webgpu'));

type Operand = 'a' | 'b' | 'out';
const axis = (size: number, a: number, out: number): Axis<'a' | 'out'> => ({ size, stride: { a, out } });
const along = (size: number, a: number, b: number): Axis<'a' | 'b'> => ({ size, stride: { a, b } });

/** A product, one of a transposed left side, one of a transposed right side, and a convolution of 3 × 3 over 4 × 10 × 10 × 8. */
const contractions: Record<string, Contraction<Operand>> = {
  product: {
    ...{ a: 'a', b: 'b', batch: [] },
    rows: [axis(52, 48, 32)],
    columns: { size: 32, stride: { b: 1 } },
    sum: [along(48, 1, 32)],
  },
  'transposed left': {
    ...{ a: 'a', b: 'b', batch: [] },
    rows: [axis(64, 1, 16)],
    columns: { size: 16, stride: { b: 1 } },
    sum: [along(40, 64, 16)],
  },
  'transposed right': {
    ...{ a: 'a', b: 'b', batch: [] },
    rows: [axis(37, 40, 20)],
    columns: { size: 20, stride: { b: 40 } },
    sum: [along(40, 1, 1)],
  },
  convolution: {
    ...{ a: 'a', b: 'b', batch: [] },
    rows: [axis(4, 800, 1024), axis(8, 80, 128), axis(8, 8, 16)],
    columns: { size: 16, stride: { b: 1 } },
    sum: [along(3, 80, 384), along(3, 8, 128), along(8, 1, 16)],
  },
};
const sizes = { a: 4096, b: 2048, out: 4096 };

async function computed(contraction: Contraction<Operand>, tile: ReturnType<typeof tileCandidates>[number]) {
  const device = currentDevice()!;
  const builder = new KernelBuilder<Operand>();
  const kernel = contractionKernel(builder, 'test', contraction, tile, (value, { index, width }) => {
    return `${builder.write('out', width)}[${width === 4 ? `${index} / 4u` : index}] = ${value};`;
  });
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
  const make = (name: Operand) => {
    const buffer = device.createBuffer({ size: sizes[name] * 4, usage });
    const values = Float32Array.from({ length: sizes[name] }, (_, i) =>
      Math.sin(i * (name === 'a' ? 1.3 : 0.7)),
    );
    if (name !== 'out') device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  };
  const buffers = { a: make('a'), b: make('b'), out: make('out') };
  const module = device.createShaderModule({ code: kernel.code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const entries = kernel.bindings.map(({ buffer }, binding) => ({
    binding,
    resource: { buffer: buffers[buffer] },
  }));
  const staging = device.createBuffer({
    size: sizes.out * 4,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(...kernel.workgroups);
  pass.end();
  encoder.copyBufferToBuffer(buffers.out, 0, staging, 0, sizes.out * 4);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const values = [...new Float32Array(staging.getMappedRange())];
  for (const buffer of [...Object.values(buffers), staging]) buffer.destroy();
  return values;
}

describe.each(Object.entries(contractions))('%s', (_, contraction) => {
  test('every tile gives the same bits', async () => {
    const candidates = tileCandidates(contraction);
    expect(candidates.length).toBeGreaterThan(2);
    const [first, ...others] = await Promise.all(candidates.map((tile) => computed(contraction, tile)));
    expect(first!.some((value) => value !== 0)).toBe(true);
    for (const other of others) expect(other).toEqual(first);
  });
});

test('heavy classes are measured once, kept as a table and taken up again', async () => {
  const device = currentDevice()!;
  const big: Contraction<Operand> = {
    ...{ a: 'a', b: 'b', batch: [] },
    rows: [axis(256, 128, 64)],
    columns: { size: 64, stride: { b: 1 } },
    sum: [along(128, 1, 64)],
  };
  const tiles = new Tiles();
  expect(await tiles.measure(device, [contractions['product']!], 60_000)).toBe(false); // too little work to be worth it
  expect(await tiles.measure(device, [big], 60_000)).toBe(true);
  expect(tiles.size).toBe(1);
  const again = new Tiles(tiles.table);
  expect(again.table).toEqual(tiles.table);
  expect(await again.measure(device, [big], 60_000)).toBe(false);
  const [rows, columns] = Object.values(tiles.table)[0]!;
  expect(tileCandidates(big).some((tile) => tile.rows === rows && tile.columns === columns)).toBe(true);
});

test('without time nothing is learnt', async () => {
  const tiles = new Tiles();
  const big = { ...contractions['product']!, rows: [axis(4096, 48, 32)] };
  expect(await tiles.measure(currentDevice()!, [big], -1)).toBe(false);
  expect(tiles.size).toBe(0);
});
