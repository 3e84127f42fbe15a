// Against PyTorch 1.13 (scripts/golden/optimizers.py) and against finite differences.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeLabels, lossOf, lossSum, lossTensor, type Loss } from '../../../src/model/net/training/losses';
import golden from './golden/optimizers.json';
import { startCpu } from './cpu';

beforeAll(startCpu);

const { losses } = golden;

interface Case {
  name: keyof typeof losses.cases;
  loss: Loss;
  logits: number[];
  labels: number[];
}

const cases: Case[] = [
  ...[0, 0.15].map((labelSmoothing): Case => {
    const name = labelSmoothing === 0 ? 'multiclass-0.0' : 'multiclass-0.15';
    const loss: Loss = { kind: 'multiclass', labelSmoothing, outputs: 4 };
    return { name, loss, logits: losses.logits, labels: losses.labels };
  }),
  ...[0, 0.15].map((labelSmoothing): Case => {
    const name = labelSmoothing === 0 ? 'binary-0.0' : 'binary-0.15';
    const loss: Loss = { kind: 'binary', labelSmoothing, outputs: 1 };
    return { name, loss, logits: losses.one, labels: losses.truth };
  }),
  { name: 'mse', loss: { kind: 'mse', outputs: 1 }, logits: losses.one, labels: losses.target },
  { name: 'huber', loss: { kind: 'huber', outputs: 1 }, logits: losses.one, labels: losses.target },
];

function onTensors({ loss, logits, labels }: Case): { value: number; gradient: number[] } {
  return tf.tidy(() => {
    const encoded = new Float32Array(labels.length * loss.outputs);
    encodeLabels(loss, Float32Array.from(labels), encoded);
    const shape: [number, number] = [labels.length, loss.outputs];
    const z = tf.tensor2d(Float32Array.from(logits), shape);
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
      lossTensor(loss, tf.reshape(x, shape), tf.tensor2d(encoded, shape)),
    )(z);
    return { value: value.dataSync()[0]!, gradient: [...grad.dataSync()] };
  });
}

describe.each(cases)('$name', (each) => {
  const wanted = losses.cases[each.name];

  test('value and gradient are PyTorch’s', () => {
    const { value, gradient } = onTensors(each);
    expect(value).toBeCloseTo(wanted.value, 5);
    gradient.forEach((entry, at) => expect(entry).toBeCloseTo(wanted.gradient[at]!, 6));
  });

  test('the reported sum is the same loss', () => {
    const sum = lossSum(each.loss, Float32Array.from(each.logits), Float32Array.from(each.labels));
    expect(sum / each.labels.length).toBeCloseTo(wanted.value, 5);
  });

  test('the gradient is that of the reported loss', () => {
    const { gradient } = onTensors(each);
    const labels = Float32Array.from(each.labels);
    const width = 2 ** -9; // exact in float32 beside logits of this size
    each.logits.forEach((_, at) => {
      const moved = (by: number) =>
        lossSum(
          each.loss,
          Float32Array.from(each.logits, (z, i) => (i === at ? z + by : z)),
          labels,
        ) / labels.length;
      expect(gradient[at]).toBeCloseTo((moved(width) - moved(-width)) / (2 * width), 3);
    });
  });
});

test('logits far out of range give finite losses and gradients', () => {
  for (const each of cases) {
    const extreme = { ...each, logits: each.logits.map((_, at) => (at % 2 === 0 ? 3e4 : -3e4)) };
    const { value, gradient } = onTensors(extreme);
    expect(Number.isFinite(value), each.name).toBe(true);
    expect(gradient.every(Number.isFinite), each.name).toBe(true);
  }
});

test('a logit that is not a number is told', () => {
  for (const { loss, labels } of cases) {
    const logits = new Float32Array(labels.length * loss.outputs).fill(0.5);
    logits[1] = NaN;
    expect(lossSum(loss, logits, Float32Array.from(labels))).toBeNaN();
  }
});

test('a loss that does not fit the task is refused', () => {
  const regularization = { l1: 0, l2: 0, labelSmoothing: 0 };
  for (const [task, loss] of [
    ['regression', 'cross-entropy'],
    ['binary', 'mse'],
    ['multiclass', 'huber'],
  ] as const) {
    expect(() => lossOf({ task, loss, regularization }, 1)).toThrow('recipe_invalid');
  }
});
