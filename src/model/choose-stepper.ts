// Which way a training's steps take: compiled where the backend is WebGPU and the net can be lowered, else operation by
// operation. A step that does not compile on this device is no failure of the run.
import type { StepPathReason } from '../contract/run';
import { currentDevice } from './backends';
import type { Loss } from './losses';
import { Optimizer, slotNames } from './optimizers';
import { outputShapes } from '../domain/shapes';
import { contractionsOf } from './step/build';
import { CompiledStepper } from './step/compiled-stepper';
import { Tiles } from './step/tuning';
import { unloweredLayer } from './step/lower';
import { failedTest } from './step/self-test';
import type { Stepper } from './stepper';
import { TfjsStepper } from './tfjs-stepper';
import type { Learner } from './train-step';
import type { TrainJob } from './train-types';
import { readVariables } from './variables';
import { buildNetwork, initializeNetwork, networkOutputs, type Network } from './zoo/network';

/** Multiply-adds: a minute and a half on a slow device. */
const longTraining = 4e11;
/** The most that is spent on tuning before a training. */
const tuningMs = 6000;

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
  const step = { network: spec, weights, loss, optimizer: recipe.optimizer, slots, rules: rulesOf(job) };
  const { batchSize, seed } = recipe;
  const outputs = networkOutputs(spec);
  const tiles = job.tiles ?? new Tiles();
  if (isLong(job)) await measureTiles(device, tiles, contractionsOf(step, batchSize), job);
  const training = { device, step, outputs, batchSize, seed, source, tileOf: tiles.tileOf };
  return CompiledStepper.create(training, await readVariables(network.variables));
}

/** Measures the tiles that a training lacks; a person who wants it to pause or stop need not wait for that. */
async function measureTiles(
  device: GPUDevice,
  tiles: Tiles,
  contractions: ReturnType<typeof contractionsOf>,
  { control, onMeasuring }: Pick<TrainJob, 'control' | 'onMeasuring'>,
): Promise<void> {
  if (tiles.missing(contractions).length === 0) return;
  onMeasuring?.(tuningMs / 1000);
  try {
    await tiles.measure(device, contractions, tuningMs, () => control.intent === 'go');
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
