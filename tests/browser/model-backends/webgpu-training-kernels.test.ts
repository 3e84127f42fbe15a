// What webgpu fuses around a training step: losses, optimiser updates in place, dropout. Held against their compositions.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OptimizerSpec } from '../../../src/contract/model/recipe';
import { fillUniform } from '../../../src/domain/random';
import { startBackend } from '../../../src/model/backends/backends';
import type { Batch } from '../../../src/model/net/training/batch-source';
import { SeededDropout, fillDropoutMask } from '../../../src/model/net/layers/dropout';
import { asWebgpu, usedBuffers } from '../../../src/model/backends/gpu/tfjs-webgpu';
import { updateInPlace } from '../../../src/model/backends/kernels/fused';
import { optimizerForm } from '../../../src/model/net/optimizers/registry';
import { kernelsUsedBy, useOwnKernel } from '../../../src/model/backends/kernels/own-kernels';
import { lossTensor, type Loss } from '../../../src/model/net/training/losses';
import { Optimizer, type GradientRules } from '../../../src/model/net/optimizers/optimizers';
import { readParts, trainStep } from '../../../src/model/net/training/train-step';
import { buildNetwork, initializeNetwork } from '../../../src/model/net/network';
import type { NamedVariable, NetworkSpec } from '../../../src/model/net/network';
import { numbers, watchTensors } from './compare';
import { expectAgreement, expectSameBits, gradientOf, startWebgpu } from './webgpu-compare';

beforeAll(startWebgpu);
watchTensors();

const losses: [string, Loss, number][] = [
  ['softmax cross-entropy', { kind: 'multiclass', labelSmoothing: 0, outputs: 10 }, 1],
  ['softmax cross-entropy of wild logits', { kind: 'multiclass', labelSmoothing: 0, outputs: 7 }, 200],
  ['binary cross-entropy', { kind: 'binary', labelSmoothing: 0, outputs: 1 }, 1],
  ['binary cross-entropy of wild logits', { kind: 'binary', labelSmoothing: 0, outputs: 1 }, 100],
  ['squared error', { kind: 'mse', outputs: 1 }, 3],
  ['Huber loss', { kind: 'huber', outputs: 1 }, 3],
];

describe.each(losses)('%s', (_, loss, scale) => {
  const logits = (): tf.Tensor => tf.mul(numbers([37, loss.outputs], 1), scale);
  const targets = (): tf.Tensor2D => {
    const raw = numbers([37, loss.outputs], 2) as tf.Tensor2D;
    if (loss.kind === 'multiclass') return tf.softmax(raw) as tf.Tensor2D;
    return loss.kind === 'binary' ? tf.sigmoid(raw) : raw;
  };

  test.each([37, 64])('and its gradient, of 37 rows of %i', async (rows) => {
    const f = (z: tf.Tensor): tf.Tensor => lossTensor(loss, z as tf.Tensor2D, targets(), rows);
    await expectAgreement(['LossGradient'], () => f(logits()));
    await expectAgreement(['LossGradient'], gradientOf(f, logits));
    await expectSameBits(gradientOf(f, logits));
  });
});

const specs = [
  { kind: 'sgd' },
  { kind: 'momentum', momentum: 0.9 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { kind: 'adagrad', epsilon: 1e-6 },
  { kind: 'adamw', beta1: 0.8, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1 },
] as OptimizerSpec[];

function variable(name: string, shape: number[], seed: number): NamedVariable {
  return {
    name,
    variable: tf.tidy(() => tf.variable(numbers(shape, seed))),
    trainable: true,
    kernel: name.endsWith('kernel'),
  };
}

/** Weights and slots after five steps, one after another. */
async function train(spec: OptimizerSpec, rules: GradientRules): Promise<number[]> {
  const weights = [
    variable('0/kernel', [7, 9], 1),
    variable('0/bias', [9], 2),
    variable('1/kernel', [4, 8], 3),
  ];
  const optimizer = new Optimizer(spec, rules, weights);
  for (let step = 1; step <= 5; step++)
    tf.tidy(() => {
      const gradients = weights.map(({ variable: v }, i) => [v.name, numbers(v.shape, 10 * step + i)]);
      optimizer.apply(Object.fromEntries(gradients), 0.01 * step, step);
    });
  const all = [...weights.map((weight) => weight.variable), ...optimizer.slots.map((slot) => slot.variable)];
  const values = await Promise.all(all.map((v) => v.data()));
  optimizer.dispose();
  for (const weight of weights) weight.variable.dispose();
  return values.flatMap((part) => [...part]);
}

describe.each(specs)('the update of $kind', (spec) => {
  test.each([
    { l1: 0, l2: 0, clipNorm: null },
    { l1: 0.01, l2: 0.1, clipNorm: null },
    { l1: 0.01, l2: 0, clipNorm: 0.5 },
  ])('in place is the composed one, with %j', async (rules) => {
    const used = await kernelsUsedBy(async () => void (await train(spec, rules)));
    expect(used).toContain('OptimizerUpdate');
    const fused = await train(spec, rules);
    expect(await train(spec, rules)).toEqual(fused);
    useOwnKernel('OptimizerUpdate', false);
    const composed = await train(spec, rules);
    useOwnKernel('OptimizerUpdate', true);
    fused.forEach((value, i) => expect(value).toBeCloseTo(composed[i]!, 6));
    await startBackend('cpu');
    const trusted = await train(spec, rules);
    await startBackend('webgpu');
    fused.forEach((value, i) => expect(value).toBeCloseTo(trusted[i]!, 6));
  });
});

test.each([0, 0.9])(
  'RMSProp with momentum %d: the running mean of squares, then the step',
  async (momentum) => {
    const { variable: weight } = variable('w', [5], 1);
    const slots = tf.tidy(() => [0, 1].slice(momentum === 0 ? 1 : 0).map(() => tf.variable(tf.zeros([5]))));
    const [gradient, numbersOfStep] = [numbers([5], 2), tf.tensor1d([0.1])];
    const expected = [...(await weight.data())];
    const g = await gradient.data();
    const spec = { kind: 'rmsprop', learningRate: 0.1, decay: 0.9, momentum, epsilon: 1e-6 } as const;
    const update = optimizerForm('rmsprop').update(spec, true);
    let [mean, velocity] = [expected.map(() => 0), expected.map(() => 0)];
    for (let step = 0; step < 3; step++) {
      updateInPlace({ weight, slots, gradient, numbers: numbersOfStep }, update, { l1: 0, l2: 0 });
      mean = mean.map((value, i) => 0.9 * value + 0.1 * g[i]! ** 2);
      velocity = velocity.map((value, i) => momentum * value + g[i]! / (Math.sqrt(mean[i]!) + 1e-6));
      velocity.forEach((value, i) => (expected[i]! -= 0.1 * value));
    }
    (await weight.data()).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    tf.dispose([weight, ...slots, gradient, numbersOfStep]);
  },
);

test("what shares a weight's values does not change with it", async () => {
  const weight = variable('0/kernel', [3, 3], 1);
  const optimizer = new Optimizer({ kind: 'sgd' } as OptimizerSpec, { l1: 0, l2: 0, clipNorm: null }, [
    weight,
  ]);
  const snapshot = weight.variable.clone();
  const flat = tf.reshape(weight.variable, [9]);
  const start = [...(await weight.variable.data())];
  tf.tidy(() => optimizer.apply({ [weight.variable.name]: tf.ones([3, 3]) }, 0.5, 1));
  expect([...(await snapshot.data())]).toEqual(start);
  expect([...(await flat.data())]).toEqual(start);
  const moved = await weight.variable.data();
  moved.forEach((value, i) => expect(value).toBeCloseTo(start[i]! - 0.5, 6));
  tf.dispose([snapshot, flat, weight.variable]);
  optimizer.dispose();
});

describe('random numbers on the device', () => {
  test.each([
    [7, 1, 2, 3, 0],
    [1000, 0xdeadbeef, 0x20000001, 5, 0],
    [10, 12345, 0x20000002, 2 ** 33 + 7, 3],
    [4, 4294967295, 1, 0, 8],
  ])(
    '%i of them are those of the processor: seed %i, stream %i, counter %i, from %i on',
    async (size, seed, stream, counter, first) => {
      const expected = new Float32Array(first + size);
      fillUniform(expected, seed, stream, counter);
      const attrs = { shape: [size], seed, stream, counter, first };
      const drawn = tf.engine().runKernel('SeededUniform', {}, attrs) as tf.Tensor;
      expect(await drawn.data()).toEqual(expected.subarray(first));
      drawn.dispose();
    },
  );

  test.each([
    [[8, 5], 0.25, 0],
    [[8, 5], 0.5, 3],
    [[2, 3, 3, 4], 0.1, 1],
  ])('a dropout mask for %j at %d, from row %i on, has the same bits', async (shape, rate, firstRow) => {
    const layer = new SeededDropout({ name: `drop-${shape.join()}-${rate}`, rate, seed: 77, layer: 3 });
    layer.step = 41;
    layer.firstRow = firstRow;
    const x = numbers(shape, 1);
    const skipped = (x.size / shape[0]!) * firstRow;
    const mask = new Float32Array(skipped + x.size);
    fillDropoutMask(mask, rate, 77, 3, 41);
    const expected = (await x.data()).map((value, i) => Math.fround(value * mask[skipped + i]!));
    const masked = layer.apply(x, { training: true }) as tf.Tensor;
    const dy = numbers(shape, 2);
    const gradient = tf.tidy(() => tf.grad((v) => layer.apply(v, { training: true }) as tf.Tensor)(x, dy));
    const expectedGradient = (await dy.data()).map((value, i) => Math.fround(value * mask[skipped + i]!));
    expect(await masked.data()).toEqual(expected);
    expect(await gradient.data()).toEqual(expectedGradient);
    tf.dispose([x, masked, dy, gradient]);
  });
});

test('hundreds of updates leave no buffer behind', async () => {
  const weights = [variable('0/kernel', [16, 16], 1), variable('0/bias', [16], 2)];
  const optimizer = new Optimizer(specs[2]!, { l1: 0, l2: 0, clipNorm: null }, weights);
  const gradients = Object.fromEntries(weights.map(({ variable: v }) => [v.name, numbers(v.shape, 5)]));
  const run = async (steps: number): Promise<number> => {
    for (let step = 1; step <= steps; step++) optimizer.apply(gradients, 0.001, step);
    for (const weight of weights) await weight.variable.data();
    return usedBuffers(asWebgpu(tf.backend()));
  };
  const first = await run(3);
  expect(await run(300)).toBe(first);
  tf.dispose([...weights.map((weight) => weight.variable), ...Object.values(gradients)]);
  optimizer.dispose();
});

test('steps of a convolutional net leave no buffer behind, and have the same bits every time', async () => {
  const spec: NetworkSpec = {
    inputShape: [9, 8, 1],
    task: 'multiclass',
    classes: 3,
    layers: [
      { kind: 'conv2d', filters: 4, kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' },
      { kind: 'maxPool2d', size: 2 },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'flatten' },
      { kind: 'dense', units: 8, activation: 'relu' },
    ],
  };
  const drawn = numbers([16, 72], 1);
  const features = Float32Array.from(await drawn.data());
  drawn.dispose();
  const batch: Batch = { features, labels: Float32Array.from({ length: 16 }, (_, i) => i % 3), rows: 16 };
  const run = async (): Promise<{ logits: number[]; grown: number }> => {
    const network = buildNetwork(spec, 'logits', 5);
    initializeNetwork(network, 5);
    const optimizer = new Optimizer(specs[2]!, { l1: 0, l2: 0, clipNorm: 1 }, network.variables);
    const loss: Loss = { kind: 'multiclass', labelSmoothing: 0, outputs: 3 };
    const logits: number[] = [];
    const used: number[] = [];
    for (let step = 0; step < 24; step++) {
      const result = trainStep({ network, optimizer, loss }, batch, step, 0.01);
      logits.push(...(await readParts(result.logits)));
      tf.dispose(result.logits);
      used.push(usedBuffers(asWebgpu(tf.backend())));
    }
    optimizer.dispose();
    network.dispose();
    return { logits, grown: used[23]! - used[3]! };
  };
  const start = tf.memory().numTensors;
  const first = await run();
  expect(first.grown).toBe(0);
  expect((await run()).logits).toEqual(first.logits);
  expect(tf.memory().numTensors).toBe(start);
});
