// Initial weights and dropout masks: their distributions, and that only their address decides them.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillDropoutMask, SeededDropout } from '../../../src/model/net/layers/dropout';
import { fans, initialWeight, kernelLimit } from '../../../src/model/net/layers/initializers';
import { effectiveActivation } from '../../../src/model/net/layers/layers';
import { startCpu } from './cpu';

beforeAll(startCpu);

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('initial kernels', () => {
  test('fans of dense and convolutional kernels', () => {
    expect(fans([30, 7])).toEqual({ fanIn: 30, fanOut: 7 });
    expect(fans([3, 3, 16, 32])).toEqual({ fanIn: 144, fanOut: 288 });
    expect(fans([3, 3, 16, 2], true)).toEqual({ fanIn: 9, fanOut: 18 });
  });

  test.each([
    ['relu', [300, 200], Math.sqrt(6 / 300)],
    ['tanh', [300, 200], Math.sqrt(6 / 500)],
    ['relu', [5, 5, 16, 64], Math.sqrt(6 / 400)],
  ] as const)('%s %j is uniform within its limit', (activation, shape, limit) => {
    expect(kernelLimit(fans(shape), activation)).toBeCloseTo(limit, 12);
    const values = initialWeight(shape, limit, 42, 3);
    const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    expect(largest).toBeLessThanOrEqual(limit * (1 + 1e-6));
    expect(largest).toBeGreaterThan(limit * 0.999);
    // Variance of a uniform distribution: limit² / 3. Bounds are four standard errors.
    const n = values.length;
    expect(Math.abs(mean(values))).toBeLessThan((4 * limit) / Math.sqrt(3 * n));
    const variance = mean(values.map((value) => value * value));
    expect(Math.abs(variance / (limit ** 2 / 3) - 1)).toBeLessThan(4 * Math.sqrt(0.8 / n));
  });

  test('the same address gives the same kernel, another layer, seed or place in the layer another', () => {
    const kernel = initialWeight([17, 9], 0.3, 5, 1);
    expect(initialWeight([17, 9], 0.3, 5, 1)).toEqual(kernel);
    expect(initialWeight([17, 9], 0.3, 5, 2)).not.toEqual(kernel);
    expect(initialWeight([17, 9], 0.3, 6, 1)).not.toEqual(kernel);
    expect(initialWeight([17, 9], 0.3, 5, 1, 1)).not.toEqual(kernel);
  });

  test('an activation layer behind norm and pooling decides', () => {
    const layers = [
      { kind: 'conv2d', filters: 2, kernelSize: 3, strides: 1, padding: 'same', activation: 'linear' },
      { kind: 'batchNorm' },
      { kind: 'activation', activation: 'relu' },
      { kind: 'flatten' },
      { kind: 'dense', units: 4, activation: 'linear' },
    ] as const;
    expect(effectiveActivation(layers, 0)).toBe('relu');
    expect(effectiveActivation(layers, 4)).toBe('linear');
    expect(effectiveActivation(layers, 5)).toBe('linear');
  });
});

describe('dropout', () => {
  const mask = (rate: number, seed: number, layer: number, step: number, size = 40_000) => {
    const values = new Float32Array(size);
    fillDropoutMask(values, rate, seed, layer, step);
    return values;
  };

  test.each([0.1, 0.5, 0.85])('drops a share of %d and keeps the mean', (rate) => {
    const values = mask(rate, 9, 2, 7);
    const dropped = values.filter((value) => value === 0).length / values.length;
    expect(Math.abs(dropped - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / values.length));
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
  });

  test('seed, layer and step each change the mask; nothing else does', () => {
    const first = mask(0.4, 9, 2, 7);
    expect(mask(0.4, 9, 2, 7)).toEqual(first);
    for (const other of [mask(0.4, 8, 2, 7), mask(0.4, 9, 3, 7), mask(0.4, 9, 2, 8)]) {
      const equal = other.filter((value, at) => value === first[at]).length / first.length;
      // Independent masks agree with probability 0.6² + 0.4² = 0.52.
      expect(Math.abs(equal - 0.52)).toBeLessThan(0.02);
    }
  });

  test('the layer drops in training only, and keeps no tensors', () => {
    const layer = new SeededDropout({ name: 'd', rate: 0.5, seed: 3, layer: 0 });
    layer.step = 12;
    const input = tf.fill([8, 50], 1.5);
    const before = tf.memory().numTensors;
    const trained = tf.tidy(() => (layer.apply(input, { training: true }) as tf.Tensor).dataSync().slice());
    const served = tf.tidy(() => (layer.apply(input) as tf.Tensor).dataSync().slice());
    expect(tf.memory().numTensors).toBe(before);
    expect(served.every((value) => value === 1.5)).toBe(true);
    const wanted = mask(0.5, 3, 0, 12, 400).map((value) => value * 1.5);
    expect([...trained]).toEqual([...wanted]);
  });
});
