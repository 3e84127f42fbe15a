// The compiled step's own gradients against central differences of its own loss, for every kind of layer: whatever tfjs computes.
import { beforeAll, expect, test } from 'vitest';
import type { NamedValues } from '../../../src/model/net/serving/artifact';
import { currentDevice, startBackend } from '../../../src/model/backends/backends';
import { gradientNets } from '../../unit/model/gradient-nets';
import type { LayerNet } from '../../unit/model/layer-nets';
import { conv, dense, encoderBlock, flatten, maxPool } from '../../unit/model/layer-specs';
import { directionsOf, slopesAlong } from '../finite-differences';
import { OneStep, stepOnce } from './one-step';

/** What has corners, draws chance or looks at the whole batch, beside the others. */
const nets: LayerNet[] = [
  ...gradientNets,
  {
    name: 'batchNorm behind a convolution, and the largest of windows',
    layers: [conv(3, { activation: 'linear' }), { kind: 'batchNorm' }, maxPool(2), flatten],
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
    for (const [number, direction] of directionsOf(values.length, single).entries()) {
      const { slope, promised } = await slopesAlong(direction, h, { start: values, gradient }, (shifted) =>
        lossAt(start.with(place, { ...start[place]!, values: shifted })),
      );
      expect(Math.abs(promised - slope) / scale, `${name}, direction ${number}`).toBeLessThan(5e-3);
      if (Math.abs(promised) > 1e-3) moved++;
    }
  }
  expect(moved).toBeGreaterThan(0);
  stepper.dispose();
});
