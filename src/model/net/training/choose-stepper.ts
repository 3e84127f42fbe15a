// Which way a training's steps take: compiled where the backend is WebGPU and the net can be lowered, else operation by
// operation. A step that does not compile on this device is no failure of the run.
import type { StepPathReason } from '../../../contract/model/run';
import { currentDevice } from '../../backends/backends';
import type { Loss } from './losses';
import { Optimizer, slotNames } from '../optimizers/optimizers';
import { outputShapes } from '../../../domain/shapes';
import { contractionsOf } from '../../compiled/step/run/build';
import { CompiledStepper } from '../../compiled/step/run/compiled-stepper';
import { Tiles } from '../../compiled/step/tune/tuning';
import { unloweredLayer } from '../../compiled/step/graph/lower';
import { failedTest } from '../../compiled/step/self-test/self-test';
import type { Stepper } from './stepper';
import { TfjsStepper } from './tfjs-stepper';
import type { Learner } from './train-step';
import type { TrainJob } from './train-types';
import { readVariables } from './variables';
import { buildNetwork, initializeNetwork, networkOutputs, type Network } from '../network';

/** Multiply-adds: a minute and a half on a slow device. */
const longTraining = 4e11;
/** The most that is spent on tuning before a training; as much again where half precision is tried as well. */
const tuningMs = 6000;
/**
 * By how much the loss is scaled up where products are in half precision: as if it were summed over the batch, not averaged. A
 * sample's gradient is around 1 then, with as much room in float16 above as below.
 */
const mixedLossScale = (batchSize: number): number => 2 ** Math.ceil(Math.log2(batchSize));

/** The stepper of a job, its net started from the seed. */
export async function chooseStepper(job: TrainJob, loss: Loss): Promise<Stepper> {
  const network = buildNetwork(job.network, 'logits', job.recipe.seed);
  initializeNetwork(network, job.recipe.seed);
  const device = currentDevice();
  const why = device ? obstacle(job) : ({ reason: 'backend' } as const);
  if (!device || why) return onTfjs(job, loss, network, why ?? { reason: 'backend' });
  const failed = await failedTest(device, job.network);
  if (failed) {
    const detail = failed.detail === null ? {} : { detail: failed.detail };
    return onTfjs(job, loss, network, { reason: 'self-test', ...detail });
  }
  try {
    const compiled = await compile(device, job, loss, network);
    network.dispose();
    return compiled;
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return onTfjs(job, loss, network, { reason: 'refused', detail: detail.slice(0, 200) });
  }
}

/** What stands in the way of compiling, known before it is tried. */
function obstacle({ recipe, microBatch, network }: TrainJob): StepPathReason | null {
  if ((microBatch ?? recipe.batchSize) < recipe.batchSize) return { reason: 'parts' };
  const layer = unloweredLayer(network);
  return layer === null ? null : { reason: 'layer', detail: layer };
}

async function compile(device: GPUDevice, job: TrainJob, loss: Loss, network: Network): Promise<Stepper> {
  const { recipe, network: spec, source } = job;
  const weights = network.variables.map(({ name, variable, trainable, kernel }) => {
    return { name, shape: variable.shape, trainable, kernel };
  });
  const slots = slotNames(recipe.optimizer);
  const { batchSize, seed, optimizer } = recipe;
  const step = { network: spec, weights, loss, optimizer, slots, rules: rulesOf(job) };
  const outputs = networkOutputs(spec);
  const tiles = job.tiles ?? new Tiles();
  const contractions = contractionsOf(step, batchSize);
  const mayHalve = recipe.mixedPrecision === true && device.features.has('shader-f16');
  // A resume knows what it takes in half precision: nothing is to be measured for that.
  const asksForHalf = mayHalve && job.half === undefined;
  if (isLong(job)) await measureTiles({ device, tiles, contractions, half: asksForHalf }, job);
  // What began in half precision goes on in it: a resume has the same bits, whatever was measured since.
  const half = mayHalve ? (job.half ?? tiles.halfOf(contractions)) : null;
  const isMixed = half !== null && Object.keys(half).length > 0;
  const training = {
    ...{ device, outputs, batchSize, seed, source },
    step: isMixed ? { ...step, lossScale: mixedLossScale(batchSize) } : step,
    tileOf: isMixed ? tiles.withHalf(half) : tiles.tileOf,
    ...(recipe.mixedPrecision ? { half } : {}),
  };
  return CompiledStepper.create(training, await readVariables(network.variables));
}

interface TilesWanted {
  device: GPUDevice;
  tiles: Tiles;
  contractions: ReturnType<typeof contractionsOf>;
  half: boolean;
}

/** Measures the tiles that a training lacks; a person who wants it to pause or stop need not wait for that. */
async function measureTiles(
  { device, tiles, contractions, half }: TilesWanted,
  { control, onMeasuring }: Pick<TrainJob, 'control' | 'onMeasuring'>,
): Promise<void> {
  if (tiles.missing(contractions, half).length === 0) return;
  const budgetMs = half ? 2 * tuningMs : tuningMs;
  onMeasuring?.(budgetMs / 1000);
  try {
    const goesOn = () => control.intent === 'go';
    await tiles.measure(contractions, { device, budgetMs, half, goesOn });
  } finally {
    onMeasuring?.(null);
  }
}

/** Whether a training is long enough for some seconds of tuning to be lost in it. */
function isLong({ recipe, network, source }: TrainJob): boolean {
  const shapes = outputShapes([...network.inputShape], [...network.layers], networkOutputs(network));
  const forward = shapes.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
  return 3 * forward * source.trainRows * recipe.epochs >= longTraining;
}

function onTfjs(job: TrainJob, loss: Loss, network: Network, why: StepPathReason): Stepper {
  const optimizer = new Optimizer(job.recipe.optimizer, rulesOf(job), network.variables);
  const learner: Learner = { network, loss, optimizer };
  return new TfjsStepper(learner, job, why);
}

function rulesOf({ recipe }: TrainJob): ConstructorParameters<typeof Optimizer>[1] {
  const { l1, l2 } = recipe.regularization;
  return { l1, l2, clipNorm: recipe.clipNorm };
}
