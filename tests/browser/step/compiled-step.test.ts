// Compiled training held against tfjs' cpu backend: the same recipe gives the same weights, on every layer, loss and
// optimiser; and against itself: bit for bit the same when repeated, cut off and resumed.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerSpec, NetRecipe } from '../../../src/contract/model/recipe';
import type { NamedValues } from '../../../src/model/net/serving/artifact';
import { currentDevice, startBackend } from '../../../src/model/backends/backends';
import { train } from '../../../src/model/net/training/train';
import type { BatchSource } from '../../../src/model/net/training/batch-source';
import { idsFor, overTheStore, runJob, smallJob, smallRecipe, type Told } from '../../unit/model/small-job';
import { adam, nets, type Net } from './nets';
import { resident } from './resident';

const rows = { train: 100, validation: 20 };

function jobOf(
  { inputShape, layers, task = 'multiclass', changes }: Net,
  source?: (source: BatchSource) => BatchSource,
) {
  const model: NetRecipe['model'] = { family: 'convolutional', layers };
  const recipe = smallRecipe(task, { model, optimizer: adam, ...changes });
  const made = smallJob(recipe, inputShape, rows);
  const job = layers[0]?.kind === 'embedding' ? { ...made, source: idsFor(recipe, made.source) } : made;
  return source ? { ...job, source: source(job.source) } : job;
}

async function trained(backend: 'cpu' | 'webgpu', job: ReturnType<typeof jobOf>): Promise<Told> {
  await startBackend(backend);
  return runJob(job);
}

/** Largest |difference| over the tensor's largest |value|, tensor by tensor. */
function worstOf(found: readonly NamedValues[], expected: readonly NamedValues[], idle?: RegExp) {
  return expected
    .filter(({ name }) => !idle?.test(name))
    .map(({ name, values }) => {
      const other = found.find((tensor) => tensor.name === name)!.values;
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
      const difference = values.reduce((most, value, i) => {
        const distance = Math.abs(value - other[i]!);
        return Number.isNaN(distance) ? Infinity : Math.max(most, distance);
      }, 0);
      return { name, error: difference / largest };
    })
    .reduce((worst, each) => (each.error > worst.error ? each : worst));
}

beforeAll(() => startBackend('cpu'));

describe.each(nets)('$name', (net) => {
  test('21 steps give the weights and the curve of cpu', async () => {
    const expected = await trained('cpu', jobOf(net));
    const tensors = tf.memory().numTensors;
    const found = await trained('webgpu', jobOf(net));
    expect(tf.memory().numTensors).toBe(tensors);
    expect(found.signals[0]).toEqual({ kind: 'path', path: { kind: 'compiled' } });
    expect(found.outcome.step).toBe(21);
    const worst = worstOf(found.outcome.weights, expected.outcome.weights, net.idle);
    expect(worst.error, worst.name).toBeLessThan(1e-4);
    found.outcome.history.forEach((epoch, index) => {
      expect(epoch.trainLoss).toBeCloseTo(expected.outcome.history[index]!.trainLoss, 4);
      expect(epoch.validationLoss).toBeCloseTo(expected.outcome.history[index]!.validationLoss, 4);
    });
  });
});

describe('the same bits', () => {
  const net = nets.find(({ name }) => name === 'dropout')!;
  const bits = ({ outcome }: Told) => outcome.weights.map(({ values }) => [...values]);

  const windows = nets.find(({ name }) => name.startsWith('windows that leave'))!;

  test.each([net, windows])(
    'when repeated, and whether rows are resident or come in chunks: $name',
    async (net) => {
      const streamed = await trained('webgpu', jobOf(net));
      expect(streamed.signals[0]).toEqual({ kind: 'path', path: { kind: 'compiled' } });
      expect(bits(await trained('webgpu', jobOf(net)))).toEqual(bits(streamed));
      expect(bits(await trained('webgpu', jobOf(net, resident)))).toEqual(bits(streamed));
    },
  );

  test.each([1, 6, 7, 12])('when paused after a state at step %i or later, and resumed', async (step) => {
    const whole = bits(await trained('webgpu', jobOf(net, resident)));
    const job = jobOf(net, resident);
    await startBackend('webgpu');
    let now = 0;
    const cut = await runJob({ ...job, checkpointMs: step, now: () => now++ }, (signal, control) => {
      if (signal.kind === 'state' && signal.state.step >= step) control.intent = 'pause';
    });
    expect(cut.outcome.reason).toBe('paused');
    expect(cut.outcome.step).toBeLessThan(21);
    const from = overTheStore(cut.states.at(-1)!);
    expect(bits(await trained('webgpu', { ...jobOf(net, resident), from }))).toEqual(whole);
  });
});

test('a state of cpu goes on compiled', async () => {
  const net = nets[0]!;
  const whole = await trained('cpu', jobOf(net));
  const from = overTheStore(whole.states[0]!);
  const found = await trained('webgpu', { ...jobOf(net), from });
  const worst = worstOf(found.outcome.weights, whole.outcome.weights);
  expect(worst.error, worst.name).toBeLessThan(1e-4);
});

test('a batch taken in parts runs operation by operation, and says so', async () => {
  await startBackend('webgpu');
  const { signals } = await runJob({ ...jobOf(nets[0]!), microBatch: 8 });
  expect(signals[0]).toEqual({ kind: 'path', path: { kind: 'operations', reason: 'parts' } });
});

test('a recurrent layer over more steps than are written out runs operation by operation, and says which', async () => {
  await startBackend('webgpu');
  const layers: LayerSpec[] = [
    { kind: 'reshape', shape: [129, 1] },
    { kind: 'gru', units: 2, returnSequences: false },
  ];
  const training = train(jobOf({ name: 'long', inputShape: [129], layers }));
  const { value } = await training.next();
  expect(value).toEqual({ kind: 'path', path: { kind: 'operations', reason: 'layer', detail: 'gru' } });
  await training.return(undefined as never);
});

test('a thousand steps leave no more buffers behind than a hundred', async () => {
  await startBackend('webgpu');
  const device = currentDevice()!;
  const create = device.createBuffer.bind(device);
  const made: GPUBuffer[] = [];
  const destroyed = new Set<GPUBuffer>();
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      destroyed.add(buffer);
      return destroy();
    };
    made.push(buffer);
    return buffer;
  };
  const tensors = tf.memory().numTensors;
  const buffersOf = async (epochs: number) => {
    made.length = 0;
    const { outcome } = await runJob(jobOf({ ...nets[0]!, changes: { epochs } }, resident));
    expect(outcome.step).toBe(7 * epochs);
    return made.filter((buffer) => buffer.size > 0 && !destroyed.has(buffer)).length;
  };
  try {
    const few = await buffersOf(15);
    expect(await buffersOf(143)).toBe(few);
    expect(tf.memory().numTensors).toBe(tensors);
  } finally {
    device.createBuffer = create;
  }
});
