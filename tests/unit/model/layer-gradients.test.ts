// Every kind of layer, forward through a net and back, against central differences; odd shapes throughout.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { outputShapes } from '../../../src/domain/shapes';
import { applyNetwork, buildNetwork } from '../../../src/model/net/network';
import { startCpu } from './cpu';
import { fillRandomly, gradientNets, randomInput } from './gradient-nets';

beforeAll(startCpu);

const rows = 3;
/** Every third coordinate of a weight, and never more than 30. */
function coordinates(size: number): number[] {
  const step = Math.max(1, Math.min(3, size - 1), Math.ceil(size / 30));
  return Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step);
}

test.each(gradientNets)('$name', ({ layers, inputShape }) => {
  const before = tf.memory().numTensors;
  const network = buildNetwork({ inputShape, layers, task: 'multiclass', classes: 2 }, 'logits', 5);
  fillRandomly(network);
  const x = tf.tidy(() =>
    tf.variable(tf.tensor(randomInput(layers, inputShape, rows), [rows, ...inputShape])),
  );
  const weightsOfLoss = tf.tensor([0.3, -1.1, 0.8, 0.5, -0.6, 1.4], [rows, 2]);
  const loss = (): tf.Scalar => tf.sum(tf.mul(applyNetwork(network, x, true), weightsOfLoss));
  const valueOfLoss = (): number => {
    // Added up in float64: differences of float32 sums would drown in rounding.
    const logits = tf.tidy(() => applyNetwork(network, x, true).dataSync());
    return weightsOfLoss.dataSync<'float32'>().reduce((sum, weight, at) => sum + weight * logits[at]!, 0);
  };
  const isTokens = layers[0]?.kind === 'embedding';
  const variables = network.variables.map(({ variable }) => variable);
  const tried = isTokens ? variables : [...variables, x];
  const shapes = outputShapes(inputShape, layers, 2);
  expect(shapes.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(
    variables.reduce((sum, { size }) => sum + size, 0),
  );

  const { value, grads } = tf.variableGrads(loss, tried);
  for (const variable of tried) {
    const gradient = grads[variable.name]!.dataSync<'float32'>();
    const scale = gradient.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0.1);
    const start = Float32Array.from(variable.dataSync());
    for (const at of coordinates(variable.size)) {
      const h = 1e-2;
      const shifted = (by: number): number => {
        const values = start.slice();
        values[at]! += by;
        tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
        return valueOfLoss();
      };
      const slope = (8 * (shifted(h) - shifted(-h)) - (shifted(2 * h) - shifted(-2 * h))) / (12 * h);
      expect(Math.abs(gradient[at]! - slope) / scale, `${variable.name} ${String(at)}`).toBeLessThan(2e-3);
    }
    tf.tidy(() => variable.assign(tf.tensor(start, variable.shape)));
  }
  tf.dispose([value, grads, x, weightsOfLoss]);
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
