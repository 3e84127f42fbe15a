// The gradients of every kernel of ours against central differences of the values that the same backend computes: whatever tfjs
// has. A loss is the sum of an operation's outputs, each times a number of its own, added up in float64.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../../../src/model/backends/backends';
import { kernelsUsedBy, ownKernels } from '../../../../src/model/backends/kernels/own-kernels';
import { wasmKernels } from '../../../../src/model/backends/kernels/wasm/register';
import { Optimizer } from '../../../../src/model/net/optimizers/optimizers';
import { directionsOf, slopesAlong } from '../../finite-differences';
import { watchTensors } from '../compare';
import { startWebgpu } from '../webgpu-compare';
import { otherCases } from './other-cases';
import { any, apart, drawn, type SlopeCase } from './slope-case';
import { spatialCases } from './spatial-cases';

/** Few, since the direction in which all coordinates move finds one that is wrong as well. */
const single = 2;

await startWebgpu();
const backends = [
  {
    backend: 'webgpu',
    activate: startWebgpu,
    ours: ownKernels(),
    usedBy: kernelsUsedBy,
    // Numbers drawn out of nothing have no slope; what of the updates has one is below.
    without: ['OptimizerUpdate', 'SeededUniform'],
  },
  {
    backend: 'wasm',
    activate: () => startBackend('wasm'),
    ours: Object.keys(wasmKernels),
    usedBy: async (work: () => Promise<void>) => {
      const { kernelNames } = await tf.profile(async () => {
        await work();
        return [];
      });
      return kernelNames;
    },
    without: [],
  },
];

/** Numbers around 1 and −1: no output is left out. */
const weightsOf = (size: number): Float32Array =>
  drawn(size, 99).map((value, i) => (i % 2 === 0 ? 1 : -1) + value / 2);

/** The gradients by all inputs, and the loss from where all but one start. */
function lossOf({ apply, inputs }: SlopeCase) {
  const tensors = (values = inputs.map((input) => input.values)): tf.Tensor[] =>
    inputs.map(({ shape }, i) => tf.tensor(values[i]!, shape));
  return {
    gradients: async (): Promise<Float32Array[]> => {
      const found = tf.tidy(() => {
        const { shape, size } = apply(...tensors());
        return tf.grads(apply)(tensors(), tf.tensor(weightsOf(size), shape));
      });
      const values = await Promise.all(found.map((gradient) => gradient.data<'float32'>()));
      tf.dispose(found);
      return values;
    },
    valueAt: async (place: number, values: Float32Array): Promise<number> => {
      const all = inputs.map((input) => input.values).with(place, values);
      const output = tf.tidy(() => apply(...tensors(all)));
      const weights = weightsOf(output.size);
      const given = await output.data<'float32'>();
      output.dispose();
      return given.reduce((sum, value, i) => sum + value * weights[i]!, 0);
    },
  };
}

watchTensors();

describe.each(backends)('on $backend', ({ activate, ours, usedBy, without }) => {
  const cases = [...spatialCases, ...otherCases].filter(({ kernels }) =>
    kernels.some((name) => ours.includes(name)),
  );
  beforeAll(activate);

  test('no kernel is left out', () => {
    const tried = new Set(cases.flatMap(({ kernels }) => kernels));
    expect(ours.filter((name) => !tried.has(name)).sort()).toEqual(without);
  });

  test.each(cases)('$name', async (tried) => {
    const { gradients, valueAt } = lossOf(tried);
    const used = await usedBy(async () => {
      for (const [place, gradient] of (await gradients()).entries()) {
        const start = tried.inputs[place]!.values;
        const scale = Math.hypot(...gradient) / Math.sqrt(gradient.length);
        expect(scale).toBeGreaterThan(0);
        for (const [number, direction] of directionsOf(start.length, single).entries()) {
          const h = tried.h / direction.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          const { slope, promised } = await slopesAlong(direction, h, { start, gradient }, (values) =>
            valueAt(place, values),
          );
          const message = `input ${place}, direction ${number}`;
          expect(Math.abs(slope - promised) / scale, message).toBeLessThan(tried.within);
        }
      }
    });
    expect(used).toEqual(expect.arrayContaining(tried.kernels.filter((name) => ours.includes(name))));
  });
});

// The others divide the gradient by its own running size, or add up those of many steps: their updates are no slope of anything.
test.each([
  { kind: 'sgd', learningRate: 0.5 },
  { kind: 'momentum', learningRate: 0.5, momentum: 0.9 },
] as const)('the first update of $kind follows the slope of the loss and its penalties', async (spec) => {
  await startWebgpu();
  const [l1, l2, h] = [0.3, 0.02, 0.25];
  const { shape, values: start } = apart(7, 9);
  const { values: ofLoss } = any(7, 9); // of a loss that is a sum, each weight times its number
  const valueAt = (weights: Float32Array) =>
    Promise.resolve(weights.reduce((sum, w, i) => sum + w * ofLoss[i]! + l1 * Math.abs(w) + l2 * w ** 2, 0));
  const variable = tf.tidy(() => tf.variable(tf.tensor(start, shape)));
  const weight = { name: '0/kernel', variable, trainable: true, kernel: true };
  const optimizer = new Optimizer(spec, { l1, l2, clipNorm: null }, [weight]);
  const used = await kernelsUsedBy(async () => {
    tf.tidy(() => optimizer.apply({ [variable.name]: tf.tensor(ofLoss, shape) }, spec.learningRate, 1));
    await variable.data();
  });
  expect(used).toContain('OptimizerUpdate');
  const after = await variable.data<'float32'>();
  const gradient = start.map((value, i) => (value - after[i]!) / spec.learningRate);
  for (const direction of directionsOf(start.length, single)) {
    const { slope, promised } = await slopesAlong(direction, h, { start, gradient }, valueAt);
    expect(Math.abs(slope - promised)).toBeLessThan(1e-4);
  }
  optimizer.dispose();
  variable.dispose();
});
