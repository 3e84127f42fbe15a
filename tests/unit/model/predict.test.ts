// Outputs from logits, artifacts from tensors, costs from shapes.
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { packTensors, unpackTensors } from '../../../src/model/net/serving/artifact';
import { estimateCost, evaluationBatchRows } from '../../../src/model/net/serving/estimate';
import { toOutputs } from '../../../src/model/net/serving/predict';
import type { NetworkSpec } from '../../../src/model/net/network';
import { smallRecipe } from './small-job';

describe('outputs', () => {
  test('softmax of logits, also of very large ones', () => {
    const outputs = toOutputs('multiclass', Float32Array.of(1, 2, 4, 900, -900, 899), 3);
    const sum = Math.exp(1) + Math.exp(2) + Math.exp(4);
    [1, 2, 4].forEach((z, at) => expect(outputs[at]).toBeCloseTo(Math.exp(z) / sum, 6));
    expect(outputs[3]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
    expect(outputs[4]).toBe(0);
  });

  test('binary gives both probabilities, saturated at neither end into NaN', () => {
    const outputs = toOutputs('binary', Float32Array.of(0.7, -800, 800), 1);
    expect(outputs[1]).toBeCloseTo(1 / (1 + Math.exp(-0.7)), 6);
    expect(outputs[0]! + outputs[1]!).toBeCloseTo(1, 6);
    expect([...outputs.subarray(2)]).toEqual([1, 0, 0, 1]);
  });

  test('regression comes back in the target’s unit', () => {
    expect([...toOutputs('regression', Float32Array.of(-1.5, 2), 1, { shift: 10, scale: 4 })]).toEqual([
      4, 18,
    ]);
  });
});

test('tensors survive a trip through bytes, and an entry outside them is damage', () => {
  const tensor = fc.record({
    name: fc.string(),
    values: fc.float32Array({ maxLength: 40 }),
  });
  fc.assert(
    fc.property(fc.array(tensor, { maxLength: 6 }), (given) => {
      const tensors = given.map(({ name, values }) => ({ name, shape: [values.length], values }));
      const { bytes, entries } = packTensors(tensors);
      expect(unpackTensors(bytes, entries)).toEqual(tensors);
    }),
  );
  const { bytes, entries } = packTensors([{ name: 'w', shape: [3], values: Float32Array.of(1, 2, 3) }]);
  for (const changed of [{ offset: 4 }, { shape: [4] }, { shape: [1e300] }]) {
    expect(() => unpackTensors(bytes, [{ ...entries[0]!, ...changed }])).toThrow('storage_damaged');
  }
});

describe('estimates', () => {
  const digits: NetworkSpec = {
    inputShape: [28, 28, 1],
    layers: [
      { kind: 'conv2d', filters: 32, kernelSize: 3, strides: 1, padding: 'valid', activation: 'relu' },
      { kind: 'maxPool2d', size: 2 },
      { kind: 'conv2d', filters: 64, kernelSize: 3, strides: 1, padding: 'valid', activation: 'relu' },
      { kind: 'maxPool2d', size: 2 },
      { kind: 'flatten' },
      { kind: 'dense', units: 128, activation: 'relu' },
      { kind: 'dropout', rate: 0.5 },
    ],
    task: 'multiclass',
    classes: 10,
  };
  const estimate = (samplesPerSecond: number | null) =>
    estimateCost({
      recipe: smallRecipe('multiclass', { epochs: 12, batchSize: 64 }),
      network: digits,
      trainRows: 7200,
      validationRows: 800,
      pace: samplesPerSecond === null ? null : { net: 'convolution', samplesPerSecond, leastStepMs: 3 },
      windowBytes: 2 ** 28,
    });

  test('of the net that the device was measured with follow from its rate', () => {
    const { parameters, modelBytes, multiplyAdds, seconds } = estimate(400);
    expect(parameters).toBe(320 + 18_496 + 204_928 + 1_290);
    expect(modelBytes).toBe(parameters * 4);
    expect(multiplyAdds).toBe(26 * 26 * 288 + 11 * 11 * 18_432 + 204_800 + 1_280);
    // 113 steps of 64 rows at 400 samples a second, then forward passes of a third of the work.
    const rows = evaluationBatchRows(digits);
    const pass = 3 + rows * (1000 / 400 - 3 / 64);
    expect(seconds).toBeCloseTo((12 * (113 * 160 + (Math.ceil(800 / rows) * pass) / 3)) / 1000, 6);
  });

  test('without a measured rate say nothing of time', () => expect(estimate(null).seconds).toBeNull());

  test('memory holds weights, gradients, slots, activations and data', () => {
    const { trainingBytes, modelBytes } = estimate(null);
    expect(trainingBytes).toBeGreaterThan(4 * modelBytes + 7200 * 784 * 4);
  });

  test('rows of one evaluation pass shrink with the net', () => {
    expect(evaluationBatchRows(digits)).toBeGreaterThan(100);
    expect(evaluationBatchRows(digits)).toBeLessThan(300);
    expect(evaluationBatchRows({ ...digits, inputShape: [20], layers: [] })).toBe(2048);
  });
});
