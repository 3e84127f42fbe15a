// Every kind of tile against tfjs' cpu backend (4.22), on shapes that come out even and that do not; and none changes a bit.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { currentDevice, startBackend } from '../../../src/model/backends/backends';
import type { Contraction } from '../../../src/model/compiled/wgsl/contraction';
import {
  candidatesOfKind,
  halved,
  measuredTiles,
  tileCandidates,
  tileKinds,
} from '../../../src/model/compiled/wgsl/tiles';
import { numbers, runOn } from '../model-backends/compare';
import { along, axis, computed, type Data, type Operand } from './contraction-runs';

let device: GPUDevice;
beforeAll(async () => {
  await startBackend('webgpu');
  device = currentDevice()!;
});

interface Case {
  contraction: Contraction<Operand>;
  a: number[];
  b: number[];
  /** The same by tfjs. */
  reference: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
}

function product(m: number, k: number, n: number, left = false, right = false): Case {
  return {
    contraction: {
      ...{ a: 'a', b: 'b', batch: [] },
      rows: [axis(m, left ? 1 : k, n)],
      columns: { size: n, stride: { b: right ? k : 1 } },
      sum: [along(k, left ? m : 1, right ? 1 : n)],
    },
    a: left ? [k, m] : [m, k],
    b: right ? [n, k] : [k, n],
    reference: (a, b) => tf.matMul(a, b, left, right),
  };
}

interface Sizes {
  batch: number;
  side: [number, number];
  inputs: number;
  filters: number;
  kernel: number;
}

/** A convolution, with every 2 × 2 cells pooled where asked for. */
function convolution(
  { batch, side: [h, w], inputs, filters, kernel }: Sizes,
  stride = 1,
  pooled = false,
): Case {
  const [oh, ow] = [h, w].map((length) => Math.floor((length - kernel) / stride) + 1) as [number, number];
  const line = w * inputs;
  const [down, right] = [stride * line, stride * inputs];
  const plain = [
    axis(batch, h * line, oh * ow * filters),
    axis(oh, down, ow * filters),
    axis(ow, right, filters),
  ];
  const [ph, pw] = [Math.floor(oh / 2), Math.floor(ow / 2)];
  const windows = [
    axis(batch, h * line, ph * pw * filters),
    axis(ph, 2 * down, pw * filters),
    axis(pw, 2 * right, filters),
    axis(2, down, 0),
    axis(2, right, 0),
  ];
  return {
    contraction: {
      ...{ a: 'a', b: 'b', batch: [] },
      rows: pooled ? windows : plain,
      columns: { size: filters, stride: { b: 1 } },
      sum: [
        along(kernel, line, kernel * inputs * filters),
        along(kernel, inputs, inputs * filters),
        along(inputs, 1, filters),
      ],
      ...(pooled ? { window: 4 } : {}),
    },
    a: [batch, h, w, inputs],
    b: [kernel, kernel, inputs, filters],
    reference: (a, b) => {
      const y = tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, 'valid');
      return pooled ? tf.maxPool(y, 2, 2, 'valid') : y;
    },
  };
}

function filterGradient({ batch, side: [h, w], inputs, filters, kernel }: Sizes): Case {
  const [oh, ow] = [h - kernel + 1, w - kernel + 1];
  const line = w * inputs;
  return {
    contraction: {
      ...{ a: 'a', b: 'b', batch: [] },
      rows: [
        axis(kernel, line, kernel * inputs * filters),
        axis(kernel, inputs, inputs * filters),
        axis(inputs, 1, filters),
      ],
      columns: { size: filters, stride: { b: 1 } },
      sum: [
        along(batch, h * line, oh * ow * filters),
        along(oh, line, ow * filters),
        along(ow, inputs, filters),
      ],
    },
    a: [batch, h, w, inputs],
    b: [batch, oh, ow, filters],
    reference: (a, b) =>
      tf.grad((filter) => tf.sum(tf.mul(tf.conv2d(a as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid'), b)))(
        tf.zeros([kernel, kernel, inputs, filters]),
      ),
  };
}

function heads(count: number, m: number, k: number, n: number): Case {
  const { contraction, reference } = product(m, k, n);
  const stride = { a: m * k, b: k * n, out: m * n };
  return {
    contraction: { ...contraction, batch: [{ size: count, stride }] },
    a: [count, m, k],
    b: [count, k, n],
    reference,
  };
}

const cases: Record<string, Case> = {
  'a product of a transposed left side': product(64, 40, 16, true),
  'of a transposed right side': product(37, 40, 32, false, true),
  'of a transposed right side that falls into no fours': product(37, 39, 32, false, true),
  'of odd sizes': product(33, 65, 10),
  'that hangs over and ends within a stretch': product(70, 37, 64),
  'in batches': heads(3, 36, 24, 32),
  'one with a stride': convolution({ batch: 3, side: [11, 9], inputs: 4, filters: 32, kernel: 3 }, 2),
  'one that is pooled': convolution({ batch: 3, side: [9, 9], inputs: 3, filters: 32, kernel: 2 }, 1, true),
  'a filter gradient of odd sizes': filterGradient({
    batch: 3,
    side: [8, 7],
    inputs: 5,
    filters: 16,
    kernel: 3,
  }),
};

/** Operands of a case, and what tfjs' cpu backend makes of them. */
async function expected({ a, b, reference }: Case): Promise<{ data: Data; values: Float32Array }> {
  const [x, y] = [numbers(a, 1), numbers(b, 2)];
  const [left, right] = [Float32Array.from(x.dataSync()), Float32Array.from(y.dataSync())];
  tf.dispose([x, y]);
  const { values } = await runOn('cpu', () => reference(tf.tensor(left, a), tf.tensor(right, b)));
  return { data: { a: left, b: right, outSize: values.length }, values };
}

/** The largest difference over the largest value. */
function difference(values: Float32Array, found: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.max(...found.map((value, index) => Math.abs(value - values[index]!))) / largest;
}

describe.each(Object.entries(cases))('%s', (_, each) => {
  const { contraction } = each;

  test('every tile of every kind gives the same bits, which are right', async () => {
    const tiles = measuredTiles(contraction, tileKinds(device));
    const { data, values } = await expected(each);
    const [first, ...others] = await Promise.all(
      tiles.map((tile) => computed(device, contraction, tile, data)),
    );
    expect(difference(values, first!)).toBeLessThan(1e-6);
    others.forEach((other, index) => expect(other, JSON.stringify(tiles[index + 1])).toEqual(first));
  });

  // One of each kind: the shapes are those of the other tiles.
  const inHalf = () =>
    tileKinds(device).flatMap((kind) => halved(contraction, candidatesOfKind(contraction, kind)).slice(0, 1));

  test('tiles in half precision, their code read in float32, are right', async () => {
    const { data, values } = await expected(each);
    const inSingle = (code: string) =>
      code.replace('enable f16;', '').replaceAll('vec4h', 'vec4f').replaceAll('f16', 'f32');
    for (const tile of inHalf()) {
      const found = await computed(device, contraction, tile, data, inSingle);
      expect(difference(values, found), JSON.stringify(tile)).toBeLessThan(1e-6);
    }
  });

  test('tiles in half precision are as near as float16 comes', async ({ skip }) => {
    skip(!device.features.has('shader-f16'), 'this adapter has no shader-f16');
    const { data, values } = await expected(each);
    for (const tile of inHalf()) {
      const found = await computed(device, contraction, tile, data);
      const off = difference(values, found);
      expect(off, JSON.stringify(tile)).toBeLessThan(4e-3);
      // Float32 would be far nearer: these numbers did pass through float16.
      expect(off, JSON.stringify(tile)).toBeGreaterThan(1e-5);
    }
  });
});

test('all kinds are tried here, and what is used unmeasured is one that every device can run', () => {
  expect(device.features.has('subgroups')).toBe(true);
  expect(tileKinds(device)).toEqual(['registers', 'quads', 'shared']);
  expect(tileKinds({ features: new Set() })).toEqual(['registers', 'shared']);
  for (const { contraction } of Object.values(cases)) {
    expect(tileCandidates(contraction)[0]!.kind).toBe('registers');
    expect(candidatesOfKind(contraction, 'shared').length).toBeGreaterThan(0);
  }
  expect(
    candidatesOfKind(cases['that hangs over and ends within a stretch']!.contraction, 'quads').length,
  ).toBeGreaterThan(1);
  expect(candidatesOfKind(cases['one that is pooled']!.contraction, 'quads').length).toBeGreaterThan(1);
  // Enough steps to add up in half precision, or none of it.
  const odd = cases['of a transposed right side that falls into no fours']!.contraction;
  expect(halved(odd, tileCandidates(odd)).length).toBeGreaterThan(0);
  const single = product(64, 1, 16).contraction;
  expect(halved(single, tileCandidates(single))).toEqual([]);
});
