import { describe, expect, it } from 'vitest';
import { HearthError } from '../../../src/contract/transport/fault';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { outputShapes } from '../../../src/domain/shapes';

const conv = (filters: number, extra: Partial<Extract<LayerSpec, { kind: 'conv2d' }>> = {}): LayerSpec => ({
  kind: 'conv2d',
  filters,
  kernelSize: 3,
  strides: 1,
  padding: 'valid',
  activation: 'relu',
  ...extra,
});

function fieldOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof HearthError && error.fault.code === 'shape_mismatch') return error.fault.place.field;
    throw error;
  }
  return undefined;
}

describe('outputShapes', () => {
  // The figures are those of tf.LayersModel.summary() for the same net.
  it('follows the digits net', () => {
    const shapes = outputShapes(
      [28, 28, 1],
      [
        conv(32),
        { kind: 'maxPool2d', size: 2 },
        conv(64),
        { kind: 'maxPool2d', size: 2 },
        { kind: 'flatten' },
        { kind: 'dense', units: 128, activation: 'relu' },
        { kind: 'dropout', rate: 0.5 },
      ],
      10,
    );
    expect(shapes.map(({ outputShape }) => outputShape)).toEqual([
      [26, 26, 32],
      [13, 13, 32],
      [11, 11, 64],
      [5, 5, 64],
      [1600],
      [128],
      [128],
      [10],
    ]);
    expect(shapes.map(({ parameters }) => parameters)).toEqual([320, 0, 18496, 0, 0, 204928, 0, 1290]);
    expect(shapes[2]!.multiplyAdds).toBe(11 * 11 * 64 * 9 * 32);
    expect(shapes.at(-1)).toMatchObject({ kind: 'output', multiplyAdds: 1280 });
  });

  it('handles strides, same padding, batch norm and global pooling', () => {
    const shapes = outputShapes(
      [15, 10, 3],
      [
        conv(8, { strides: 2, padding: 'same', kernelSize: 5 }),
        { kind: 'batchNorm' },
        { kind: 'averagePool2d', size: 2 },
        { kind: 'globalAveragePool2d' },
      ],
      1,
    );
    expect(shapes.map(({ outputShape }) => outputShape)).toEqual([[8, 5, 8], [8, 5, 8], [4, 2, 8], [8], [1]]);
    expect(shapes.map(({ parameters }) => parameters)).toEqual([608, 32, 0, 0, 9]);
  });

  // Parameters are those of torch.nn.Conv2d (groups), MultiheadAttention, LSTM less one of its two biases, and GRU.
  it('follows dilated and depthwise convolutions, and joins', () => {
    const shapes = outputShapes(
      [15, 10, 3],
      [
        conv(8, { dilation: 2 }),
        {
          kind: 'depthwiseConv2d',
          kernelSize: 3,
          strides: 2,
          padding: 'same',
          multiplier: 2,
          activation: 'relu',
        },
        { kind: 'upsampling2d', size: 2 },
        { kind: 'concat', from: 2 },
        { kind: 'averagePool2d', size: 2 },
        { kind: 'concat', from: 1 },
        { kind: 'globalAveragePool2d' },
      ],
      1,
    );
    expect(shapes.map(({ outputShape }) => outputShape)).toEqual([
      [11, 6, 8],
      [6, 3, 16],
      [12, 6, 16],
      [12, 6, 32],
      [6, 3, 32],
      [6, 3, 48],
      [48],
      [1],
    ]);
    expect(shapes.slice(0, 2).map(({ parameters }) => parameters)).toEqual([224, 160]);
    expect(shapes[1]!.multiplyAdds).toBe(9 * 6 * 3 * 16);
  });

  it('follows sequences', () => {
    const shapes = outputShapes(
      [7],
      [
        { kind: 'embedding', vocabulary: 100, units: 6 },
        { kind: 'positionEmbedding' },
        { kind: 'layerNorm' },
        { kind: 'attention', heads: 3, causal: true, maskZero: true },
        { kind: 'add', from: 1 },
        { kind: 'dense', units: 9, activation: 'gelu' },
        { kind: 'gru', units: 5, returnSequences: true },
        { kind: 'lstm', units: 4, returnSequences: false },
        { kind: 'reshape', shape: [2, 2] },
        { kind: 'globalAveragePool1d' },
      ],
      2,
    );
    expect(shapes.map(({ outputShape }) => outputShape)).toEqual([
      [7, 6],
      [7, 6],
      [7, 6],
      [7, 6],
      [7, 6],
      [7, 9],
      [7, 5],
      [4],
      [2, 2],
      [2],
      [2],
    ]);
    expect(shapes.map(({ parameters }) => parameters)).toEqual([600, 42, 12, 168, 0, 63, 240, 160, 0, 0, 6]);
    expect(shapes[3]!.multiplyAdds).toBe(4 * 7 * 36 + 2 * 49 * 6);
    expect(shapes[7]!.multiplyAdds).toBe(7 * 16 * 9);
  });

  it('names a join, a mask, heads or a shape that cannot be', () => {
    const dense = { kind: 'dense', units: 4, activation: 'relu' } as const;
    const attention = { kind: 'attention', heads: 2, causal: false, maskZero: false } as const;
    const embedding = { kind: 'embedding', vocabulary: 9, units: 4 } as const;
    const after = (layers: LayerSpec[]) => fieldOf(() => outputShapes([6], layers, 2));
    expect(after([dense, { kind: 'add', from: -1 }])).toBe('model.layers.1');
    expect(after([dense, { kind: 'concat', from: -1 }])).toBeUndefined();
    expect(after([dense, { kind: 'concat', from: 1 }])).toBe('model.layers.1');
    expect(after([dense, { kind: 'add', from: 3 }, dense])).toBe('model.layers.1');
    expect(after([{ kind: 'reshape', shape: [2, 2] }])).toBe('model.layers.0');
    expect(
      after([
        { kind: 'reshape', shape: [3, 2] },
        { ...attention, heads: 3 },
      ]),
    ).toBe('model.layers.1');
    expect(
      after([
        { kind: 'reshape', shape: [3, 2] },
        { ...attention, maskZero: true },
      ]),
    ).toBe('model.layers.1');
    // A sequence needs a pooling or a flatten before the output.
    expect(after([embedding, { ...attention, maskZero: true }])).toBe('model.layers.2');
    expect(after([embedding, embedding])).toBe('model.layers.1');
    expect(fieldOf(() => outputShapes([9, 9, 1], [conv(2, { dilation: 2, strides: 2 })], 2))).toBe(
      'model.layers.0',
    );
  });

  it('names the layer that cannot follow', () => {
    expect(fieldOf(() => outputShapes([12], [{ kind: 'batchNorm' }, conv(8)], 2))).toBe('model.layers.1');
    expect(fieldOf(() => outputShapes([4, 4, 1], [{ kind: 'maxPool2d', size: 5 }], 2))).toBe(
      'model.layers.0',
    );
    expect(fieldOf(() => outputShapes([4, 4, 1], [conv(8, { kernelSize: 5 })], 2))).toBe('model.layers.0');
    // An image without a flatten cannot reach the output layer, which comes after the last.
    expect(fieldOf(() => outputShapes([8, 8, 1], [conv(4)], 2))).toBe('model.layers.1');
    expect(fieldOf(() => outputShapes([0], [], 2))).toBe('model.layers.0');
  });
});
