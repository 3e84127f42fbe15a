// Against PyTorch 1.13 (scripts/golden/optimizers.py); Adagrad's path is by the formula of PyTorch's documentation, in float64.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OptimizerSpec } from '../../../src/contract/model/recipe';
import { Optimizer, slotNames, type GradientRules } from '../../../src/model/net/optimizers/optimizers';
import type { NamedVariable } from '../../../src/model/net/network';
import { readVariables, writeVariables } from '../../../src/model/net/training/variables';
import golden from './golden/optimizers.json';
import { startCpu } from './cpu';

beforeAll(startCpu);

const none: GradientRules = { l1: 0, l2: 0, clipNorm: null };
const betas = { beta1: 0.8, beta2: 0.95, epsilon: 1e-6 };

function weight(kernel = true): NamedVariable {
  return { name: '0_dense/kernel', variable: tf.variable(tf.tensor(golden.start)), trainable: true, kernel };
}

function step(optimizer: Optimizer, { variable }: NamedVariable, index: number): void {
  tf.tidy(() => {
    const gradient = tf.add(tf.mul(variable, tf.tensor(golden.scale)), tf.tensor(golden.shift));
    optimizer.apply({ [variable.name]: gradient }, golden.rates[index]!, index + 1);
  });
}

function trajectory(spec: OptimizerSpec, rules = none): number[][] {
  const target = weight();
  const optimizer = new Optimizer(spec, rules, [target]);
  return golden.rates.map((_, index) => {
    step(optimizer, target, index);
    return [...target.variable.dataSync()];
  });
}

function expectPath(found: number[][], wanted: number[][]): void {
  found.forEach((values, index) => {
    values.forEach((value, at) => expect(value).toBeCloseTo(wanted[index]![at]!, 5));
  });
}

describe('updates follow PyTorch', () => {
  test.each<[keyof typeof golden.paths, OptimizerSpec, GradientRules]>([
    ['sgd', { kind: 'sgd', learningRate: 1 }, none],
    ['momentum', { kind: 'momentum', learningRate: 1, momentum: 0.85 }, none],
    ['adam', { kind: 'adam', learningRate: 1, ...betas }, none],
    ['adamw', { kind: 'adamw', learningRate: 1, ...betas, weightDecay: 0.3 }, none],
    ['adagrad', { kind: 'adagrad', learningRate: 1, epsilon: 1e-6 }, none],
    ['rmsprop', { kind: 'rmsprop', learningRate: 1, decay: 0.9, momentum: 0, epsilon: 1e-6 }, none],
    [
      'rmsprop-momentum',
      { kind: 'rmsprop', learningRate: 1, decay: 0.9, momentum: 0.7, epsilon: 1e-6 },
      none,
    ],
    ['sgd-clip', { kind: 'sgd', learningRate: 1 }, { ...none, clipNorm: 0.6 }],
    // PyTorch's weight decay is half of ours: ours is the gradient of l2 · Σw².
    ['sgd-l2', { kind: 'sgd', learningRate: 1 }, { ...none, l2: 0.125 }],
  ])('%s', (name, spec, rules) => expectPath(trajectory(spec, rules), golden.paths[name]));
});

test('l1 pushes every kernel weight towards zero by rate · l1', () => {
  const target = weight();
  const optimizer = new Optimizer({ kind: 'sgd', learningRate: 1 }, { ...none, l1: 0.4 }, [target]);
  optimizer.apply({ [target.variable.name]: tf.zeros([4]) }, 0.1, 1);
  [0.66, -1.26, 2.06, 0.01].forEach((wanted, at) =>
    expect(target.variable.dataSync()[at]).toBeCloseTo(wanted, 6),
  );
});

test('penalties and decay leave biases alone', () => {
  const bias = weight(false);
  const spec: OptimizerSpec = { kind: 'adamw', learningRate: 1, ...betas, weightDecay: 0.3 };
  const optimizer = new Optimizer(spec, { l1: 0.3, l2: 0.3, clipNorm: null }, [bias]);
  optimizer.apply({ [bias.variable.name]: tf.zeros([4]) }, 0.1, 1);
  expect([...bias.variable.dataSync()]).toEqual([...Float32Array.from(golden.start)]);
});

test.each<OptimizerSpec>([
  { kind: 'momentum', learningRate: 1, momentum: 0.85 },
  { kind: 'adam', learningRate: 1, ...betas },
  { kind: 'adagrad', learningRate: 1, epsilon: 1e-6 },
  { kind: 'rmsprop', learningRate: 1, decay: 0.9, momentum: 0, epsilon: 1e-6 },
  { kind: 'rmsprop', learningRate: 1, decay: 0.9, momentum: 0.7, epsilon: 1e-6 },
])('$kind goes on bit for bit from its slots', async (spec) => {
  const whole = trajectory(spec);
  const first = weight();
  const before = new Optimizer(spec, none, [first]);
  for (let index = 0; index < 3; index++) step(before, first, index);
  const second = weight();
  const after = new Optimizer(spec, none, [second]);
  expect(after.slots).toHaveLength(slotNames(spec).length);
  writeVariables([second], await readVariables([first]));
  writeVariables(after.slots, await readVariables(before.slots));
  for (let index = 3; index < golden.rates.length; index++) step(after, second, index);
  expect([...second.variable.dataSync()]).toEqual(whole.at(-1));
});

test('an update keeps no tensors', () => {
  const target = weight();
  const optimizer = new Optimizer({ kind: 'adam', learningRate: 1, ...betas }, { ...none, clipNorm: 1 }, [
    target,
  ]);
  step(optimizer, target, 0);
  const before = tf.memory().numTensors;
  step(optimizer, target, 1);
  expect(tf.memory().numTensors).toBe(before);
  optimizer.dispose();
  target.variable.dispose();
  expect(tf.memory().numTensors).toBe(before - 3);
});
