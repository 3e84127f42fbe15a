// One rival: what it stands for is said once, then the page asks for losses and times in turn with the others.
import { expose } from 'comlink';
import * as tf from '@tensorflow/tfjs-core';
import { currentDevice, startBackend } from '../../../src/model/backends/backends';
import { Forward } from '../../../src/model/net/serving/forward';
import { CompiledNet } from '../../../src/model/compiled/step/run/compiled-net';
import { testCompiledStep } from '../../../src/model/compiled/step/self-test/self-test';
import { buildNetwork, initializeNetwork } from '../../../src/model/net/network';
import { JaxTrainer, startJax } from './jax';
import { bestProduct, stockProduct, type Product } from './matmul';
import { modelOf, networkOf, seed, stepMultiplyAdds, type Model } from './models';
import { rowsFrom } from './rows';
import { compiledStepper, operationsStepper, StepperTrainer } from './stepper-trainer';
import { stockModel, StockTrainer } from './stock';
import { startStock, type Trainer } from './trainer';

/** TensorFlow.js as it comes (webgpu, webgl), our compiled step, our kernels one by one (webgpu, wasm), or jax-js. */
export type RivalKind = 'stock' | 'stock-webgl' | 'compiled' | 'kernels' | 'wasm' | 'jax';

// Our kernels for WebGPU are another module's: where it is missing there is nothing to measure.
const kernelsModule = import.meta.glob('../../../src/model/backends/kernels/webgpu/register.ts');

// The synchronous part of handing steps over: all the JavaScript of a replay.
let scriptMs = 0;

const run = CompiledNet.prototype.run;
CompiledNet.prototype.run = function (this: CompiledNet, ...parameters) {
  const start = performance.now();
  const results = run.apply(this, parameters);
  scriptMs += performance.now() - start;
  return results;
};

let kind: RivalKind = 'stock';
let trainer: Trainer | null = null;
let predict: ((features: Float32Array, rows: number) => Promise<Float32Array>) | null = null;
let matmul: Product | null = null;

/** `tuned`: tiles are measured beforehand, as a long training does. */
async function trainerOf(model: Model, rows: number, tuned = false): Promise<Trainer> {
  switch (kind) {
    case 'stock':
    case 'stock-webgl':
      return StockTrainer.create(model, rows);
    case 'compiled':
      return new StepperTrainer(await compiledStepper(model, rows, tuned), model, rows);
    case 'kernels':
    case 'wasm':
      return new StepperTrainer(operationsStepper(model, rows), model, rows);
    case 'jax':
      return JaxTrainer.create(model, rows);
  }
}

/** Milliseconds that some work took. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const rival = {
  /** What a model computes a step. */
  about: (name: string) => ({ multiplyAdds: stepMultiplyAdds(modelOf(name, true)) }),

  hasKernels: () => Object.keys(kernelsModule).length > 0,

  /** Starts the rival's backend. */
  async start(as: RivalKind): Promise<void> {
    kind = as;
    if (as === 'stock') await startStock('webgpu');
    else if (as === 'stock-webgl') await startStock('webgl');
    else if (as === 'compiled' || as === 'kernels') await startBackend('webgpu');
    else await startBackend(as === 'wasm' ? 'wasm' : 'cpu');
    if (as === 'jax') await startJax();
  },

  /** Makes a trainer from the common weights over so many rows, in place of the one before. */
  async prepare(name: string, dropout: boolean, rows: number): Promise<void> {
    trainer?.dispose();
    trainer = await trainerOf(modelOf(name, dropout), rows, dropout);
  },

  losses: (steps: number) => trainer!.losses(steps),

  /** Milliseconds a step, and of JavaScript where a step is replayed; microseconds a row. */
  async time(steps: number): Promise<{ ms: number; scriptMs: number; rowMicroseconds: number }> {
    scriptMs = 0;
    let rows = 0;
    const ms = await timed(async () => void (rows = await trainer!.steps(steps)));
    return { ms: ms / steps, scriptMs: scriptMs / steps, rowMicroseconds: (1000 * ms) / rows };
  },

  /** Milliseconds from nothing but a started backend to the end of the first step. */
  firstStep: (name: string, rows: number) =>
    timed(async () => {
      trainer = await trainerOf(modelOf(name, true), rows);
      await trainer.steps(1);
    }),

  /** Milliseconds of the test that comes before a device's first compiled step. */
  async selfTest(name: 'dense' | 'convolution'): Promise<number> {
    return timed(() => testCompiledStep(currentDevice()!, name));
  },

  /** Makes a finished net ready to answer. */
  async preparePrediction(name: string): Promise<void> {
    const model = modelOf(name, true);
    if (kind === 'compiled') {
      const network = buildNetwork(networkOf(model), 'logits', seed);
      initializeNetwork(network, seed);
      const forward = new Forward(network);
      predict = (features, rows) => forward.predict(features, rows);
      return;
    }
    const net = await stockModel(model);
    predict = async (features, rows) => {
      const answer = tf.tidy(() => {
        const input = tf.tensor(features, [rows, ...model.inputShape]);
        return net.predict(input, { batchSize: rows }) as tf.Tensor;
      });
      const values = await answer.data<'float32'>();
      answer.dispose();
      return values;
    };
  },

  answers: (name: string, rows: number) => predict!(rowsFrom(modelOf(name, true), 0, rows).features, rows),

  /** Milliseconds of one prediction. */
  async timePrediction(name: string, rows: number, turns: number): Promise<number> {
    const { features } = rowsFrom(modelOf(name, true), 0, rows);
    const ms = await timed(async () => {
      for (let turn = 0; turn < turns; turn++) await predict!(features, rows);
    });
    return ms / turns;
  },

  /** Makes the product ready; says which tile won. */
  async prepareProduct(side: number, transposed: boolean): Promise<string> {
    if (kind !== 'compiled') {
      matmul = stockProduct(side, transposed);
      return 'stock';
    }
    const best = await bestProduct(currentDevice()!, side, transposed);
    matmul = best;
    return `${best.tile.kind} ${best.tile.rows} × ${best.tile.columns}, workgroup ${best.tile.workgroup.join(' × ')}`;
  },

  product: () => matmul!.read(),
  timeProduct: () => timed(() => matmul!.run()),
};

export type Rival = typeof rival;

expose(rival);
