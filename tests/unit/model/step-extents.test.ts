// What of each layer's output is read: worked out by hand.
import { expect, test } from 'vitest';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { neededExtents } from '../../../src/model/compiled/step/plan/extents';

type Conv = Extract<LayerSpec, { kind: 'conv2d' }>;

const conv = (kernelSize: number, options: Partial<Conv> = {}): LayerSpec => ({
  kind: 'conv2d',
  filters: 4,
  kernelSize,
  strides: 1,
  padding: 'valid',
  activation: 'relu',
  ...options,
});
const pool = (size: number): LayerSpec => ({ kind: 'maxPool2d', size });
const average = (size: number): LayerSpec => ({ kind: 'averagePool2d', size });
const dropout: LayerSpec = { kind: 'dropout', rate: 0.5 };
const flatten: LayerSpec = { kind: 'flatten' };

function extents(inputShape: number[], layers: LayerSpec[]) {
  return neededExtents({ inputShape, layers: [...layers, flatten], task: 'multiclass', classes: 3 });
}

test('the digits net computes nothing that its poolings leave out', () => {
  const found = extents([28, 28, 1], [conv(3), pool(2), conv(3), pool(2), dropout]);
  // 26 × 26 and 13 × 13, 11 × 11 and 5 × 5 as a whole.
  expect(found).toEqual([[24, 24], [12, 12], [10, 10], [5, 5], [5, 5], null]);
});

test.each<{ name: string; layers: LayerSpec[]; expected: (readonly [number, number])[] }>([
  {
    name: 'windows that leave nothing out',
    layers: [conv(3), pool(2)],
    expected: [
      [10, 12],
      [5, 6],
    ],
  },
  {
    name: 'a stride reads up to its last window',
    layers: [pool(1), conv(3, { strides: 2 }), pool(2)],
    expected: [
      [9, 13],
      [4, 6],
      [2, 3],
    ],
  },
  {
    name: 'dilation reads further',
    layers: [average(1), conv(3, { dilation: 2 }), pool(3)],
    expected: [
      [10, 13],
      [6, 9],
      [2, 3],
    ],
  },
  {
    name: 'zeros around a convolution are put around its whole image',
    layers: [average(1), conv(3, { padding: 'same' }), pool(5)],
    expected: [
      [12, 14],
      [10, 10],
      [2, 2],
    ],
  },
  {
    name: 'masks are drawn for whole images',
    layers: [conv(3), dropout, pool(3)],
    expected: [
      [10, 12],
      [10, 12],
      [3, 4],
    ],
  },
  {
    name: 'a normalisation takes all places together',
    layers: [conv(3), { kind: 'batchNorm' }, pool(3)],
    expected: [
      [10, 12],
      [10, 12],
      [3, 4],
    ],
  },
])('$name', ({ layers, expected }) => {
  expect(extents([12, 14, 2], layers)).toEqual([...expected, null]);
});

test('what a skip reads too is computed as a whole', () => {
  const behind: LayerSpec[] = [pool(2), { kind: 'upsampling2d', size: 5 }];
  const chain: LayerSpec[] = [pool(2), conv(3), ...behind];
  const whole = [
    [5, 5],
    [5, 5],
  ];
  expect(extents([10, 10, 4], chain).slice(0, 2)).toEqual([
    [4, 4],
    [2, 2],
  ]);
  const joined = extents([10, 10, 4], [...chain, { kind: 'add', from: 0 }]);
  expect([joined[0], joined[4]]).toEqual(whole);
  expect(joined[1]).toEqual([2, 2]);
});
