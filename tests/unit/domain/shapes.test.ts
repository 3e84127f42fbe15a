import { describe, expect, it } from 'vitest';
import { HearthError } from '../../../src/contract/fault';
import type { LayerSpec } from '../../../src/contract/recipe';
import { outputShapes, outputUnits } from '../../../src/domain/shapes';

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

describe('outputUnits', () => {
  it('is one a class only for many classes', () => {
    expect(outputUnits('multiclass', 7)).toBe(7);
    expect(outputUnits('binary', 2)).toBe(1);
    expect(outputUnits('regression', 0)).toBe(1);
  });
});
