// The compiled step's own gradients against central differences of its own loss, for every kind of layer: whatever tfjs computes.
import { beforeAll, expect, test } from 'vitest';
import type { NamedValues } from '../../../src/model/artifact';
import { currentDevice, startBackend } from '../../../src/model/backends';
import { Philox } from '../../../src/domain/random';
import { gradientNets } from '../../unit/model/gradient-nets';
import type { LayerNet } from '../../unit/model/layer-nets';
import { conv, dense, encoderBlock } from '../../unit/model/layer-specs';
import { OneStep, stepOnce } from './one-step';

/** What has corners, draws chance or looks at the whole batch, beside the others. */
const nets: LayerNet[] = [
  ...gradientNets,
  {
    name: 'batchNorm behind a convolution, and the largest of windows',
    layers: [
      conv(3, { activation: 'linear' }),
      { kind: 'batchNorm' },
      { kind: 'maxPool2d', size: 2 },
      { kind: 'flatten' },
    ],
    inputShape: [7, 6, 2],
  },
  {
    name: 'dropout, activation, softmax',
    layers: [
      dense(9, 'elu'),
      { kind: 'dropout', rate: 0.3 },
      dense(6, 'linear'),
      { kind: 'activation', activation: 'sigmoid' },
      dense(5, 'softmax'),
    ],
    inputShape: [7],
  },
  {
    name: 'relu, gelu',
    layers: [dense(9), dense(6, 'gelu')],
    inputShape: [7],
  },
  {
    name: 'an encoder block over tokens',
    layers: [
      { kind: 'embedding', vocabulary: 7, units: 6 },
      ...encoderBlock(1, { channels: 6, heads: 2, hidden: 5, activation: 'gelu' }),
      { kind: 'globalAveragePool1d' },
    ],
    inputShape: [5],
  },
];

/** Length of a shift: small against corners and curves, large against float32. */
const h = 5e-3;
const single = 4;

/** Some single coordinates, and one direction in which all of them move; each of length 1. */
function directionsOf(size: number): Float32Array[] {
  const count = Math.min(single, size);
  const axes = Array.from({ length: count }, (_, i) => {
    const direction = new Float32Array(size);
    direction[Math.floor(((i + 0.5) * size) / count)] = 1;
    return direction;
  });
  const random = new Philox(33, size);
  const drawn = Float32Array.from({ length: size }, () => random.normal());
  const length = Math.hypot(...drawn);
  return [...axes, drawn.map((value) => value / length)];
}

let device: GPUDevice;

beforeAll(async () => {
  await startBackend('webgpu');
  device = currentDevice()!;
  await startBackend('cpu');
});

test.each(nets)('$name', async ({ layers, inputShape }) => {
  const stepper = await new OneStep(inputShape, layers).compiled(device);
  const start = await stepper.weights();
  const lossAt = async (weights: readonly NamedValues[]) => {
    stepper.restore(weights, []);
    return (await stepOnce(stepper)).loss;
  };
  await lossAt(start);
  const after = await stepper.weights();
  let moved = 0;
  for (const [place, { name, values }] of start.entries()) {
    if (name.includes('moving_')) continue; // not learnt
    const gradient = values.map((value, i) => value - after[place]!.values[i]!);
    const scale = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0.05);
    for (const [number, direction] of directionsOf(values.length).entries()) {
      const shifted = (by: number) =>
        lossAt(
          start.with(place, {
            ...start[place]!,
            values: values.map((value, i) => value + by * direction[i]!),
          }),
        );
      const slope = ((await shifted(h)) - (await shifted(-h))) / (2 * h);
      const expected = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
      expect(Math.abs(expected - slope) / scale, `${name}, direction ${number}`).toBeLessThan(5e-3);
      if (Math.abs(expected) > 1e-3) moved++;
    }
  }
  expect(moved).toBeGreaterThan(0);
  stepper.dispose();
});
