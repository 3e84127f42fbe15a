// Trainings that allow half precision: in float32 where the device has no float16, else near what the CPU computes; and as
// repeatable and resumable as any other.
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { currentDevice, startBackend } from '../../../src/model/backends/backends';
import { contractionOf, type FusedContraction } from '../../../src/model/compiled/step/emit/contraction';
import { classOf, Tiles, type HalfTiles } from '../../../src/model/compiled/step/tune/tuning';
import type { Contraction } from '../../../src/model/compiled/wgsl/contraction';
import { halved, tileCandidates } from '../../../src/model/compiled/wgsl/tiles';
import { overTheStore, runJob, smallJob, smallRecipe, type Told } from '../../unit/model/small-job';
import { conv, dense } from '../../unit/model/layer-specs';
import { adam } from './nets';
import { OneStep, stepOnce } from './one-step';
import { resident } from './resident';

let device: GPUDevice;
beforeAll(async () => {
  await startBackend('webgpu');
  device = currentDevice()!;
});

const layers: LayerSpec[] = [
  conv(8, { padding: 'same' }),
  { kind: 'maxPool2d', size: 2 },
  conv(16),
  { kind: 'flatten' },
  { kind: 'dropout', rate: 0.25 },
  dense(16),
];

function job(mixed: boolean) {
  const changes = mixed ? ({ mixedPrecision: true } as const) : {};
  const model = { family: 'convolutional' as const, layers };
  const recipe = smallRecipe('multiclass', { model, optimizer: adam, ...changes });
  const made = smallJob(recipe, [8, 8, 4], { train: 100, validation: 20 });
  return { ...made, source: resident(made.source) };
}

const bits = ({ outcome }: Told) => outcome.weights.map(({ values }) => [...values]);

/** As measured on a device that takes everything faster in half precision. */
class AllHalf extends Tiles {
  override halfOf(contractions: readonly Contraction<unknown>[]): HalfTiles {
    const halves = contractions.flatMap((contraction) => {
      const [tile] = halved(contraction, tileCandidates(contraction));
      return tile ? [[classOf(contraction), [tile.rows, tile.columns, tile.kind]] as const] : [];
    });
    return Object.fromEntries(halves);
  }
}

function pathOf({ signals }: Told) {
  const [first] = signals;
  return first?.kind === 'path' && first.path.kind === 'compiled' ? first.path : null;
}

test('where nothing is known to be faster in it, a training that allows it is the same, and says why', async () => {
  const found = await runJob(job(true));
  expect(pathOf(found)).toEqual({ kind: 'compiled', half: device.features.has('shader-f16') ? {} : null });
  expect(bits(found)).toEqual(bits(await runJob(job(false))));
});

/** Weights from which one step of SGD at a rate of 1 took the gradient, tensor by tensor. */
async function weightsAfter(...how: Parameters<OneStep['compiled']>): Promise<Float32Array[]> {
  const stepper = await new OneStep([8, 8, 4], layers).compiled(...how);
  try {
    await stepOnce(stepper);
    return (await stepper.weights()).map(({ values }) => values);
  } finally {
    stepper.dispose();
  }
}

test('a loss that is scaled up while gradients are computed changes no bit', async () => {
  expect(await weightsAfter(device, { lossScale: 1024 })).toEqual(await weightsAfter(device));
});

describe('in half precision', () => {
  const without = () => [!device.features.has('shader-f16'), 'this adapter has no shader-f16'] as const;
  const tiles = () => new AllHalf();

  test('the gradient is as near to that of float32 as float16 comes', async ({ skip }) => {
    skip(...without());
    const allHalf = (fused: FusedContraction) => {
      const contraction = contractionOf(fused);
      const [first] = tileCandidates(contraction);
      return halved(contraction, tileCandidates(contraction))[0] ?? first!;
    };
    const found = await weightsAfter(device, { lossScale: 4, tileOf: allHalf });
    const expected = await weightsAfter(device);
    const start = await startingWeights();
    const distances = expected.map((values, index) => {
      const gradient = (other: Float32Array) => other.map((value, at) => value - start[index]![at]!);
      return distanceOf(gradient(values), gradient(found[index]!));
    });
    expect(Math.max(...distances)).toBeLessThan(0.01);
    expect(Math.max(...distances)).toBeGreaterThan(1e-4); // it did pass through float16
  });

  test('a training has the same bits time after time, and ends near one in float32', async ({ skip }) => {
    skip(...without());
    const found = await runJob({ ...job(true), tiles: tiles() });
    expect(Object.keys(pathOf(found)!.half!).length).toBeGreaterThan(3);
    expect(bits(await runJob({ ...job(true), tiles: tiles() }))).toEqual(bits(found));
    const expected = await runJob(job(false));
    expect(bits(expected)).not.toEqual(bits(found));
    const [own, other] = [found.outcome.history.at(-1)!, expected.outcome.history.at(-1)!];
    expect(own.trainLoss).toBeCloseTo(other.trainLoss, 1);
    expect(own.validationLoss).toBeCloseTo(other.validationLoss, 1);
  });

  test('a resume goes on with the products that began in it, whatever is known by then', async ({ skip }) => {
    skip(...without());
    const whole = await runJob({ ...job(true), tiles: tiles() });
    let now = 0;
    const cut = await runJob(
      { ...job(true), tiles: tiles(), checkpointMs: 7, now: () => now++ },
      (signal, control) => {
        if (signal.kind === 'state' && signal.state.step >= 7) control.intent = 'pause';
      },
    );
    expect(cut.outcome.reason).toBe('paused');
    const from = overTheStore(cut.states.at(-1)!);
    const half = pathOf(cut)!.half!;
    expect(bits(await runJob({ ...job(true), from, half }))).toEqual(bits(whole));
  });
});

/** The weights before the step. */
async function startingWeights(): Promise<Float32Array[]> {
  const stepper = await new OneStep([8, 8, 4], layers).compiled(device);
  try {
    return (await stepper.weights()).map(({ values }) => values);
  } finally {
    stepper.dispose();
  }
}

/** The distance of two tensors over the length of the first. */
function distanceOf(values: Float32Array, other: Float32Array): number {
  const norm = (each: (value: number, at: number) => number) => Math.hypot(...Array.from(values, each));
  return norm((value, at) => value - other[at]!) / norm((value) => value);
}
