// The same nets in jax-js: NCHW, one jitted function for forward, gradient and Adam. Arrays are moved into what uses them;
// `ref` keeps one for another use.
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  random,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { outputShapes } from '../../../src/domain/shapes';
import { adam, classes, type Model } from './models';
import { rowsFrom } from './rows';
import { oneHot, startingWeights, type StartingWeight, type Trainer } from './trainer';

type Weights = Record<string, np.Array>;

/** Everything that a step changes. No interface: those are no trees to jax-js' types. */

type State = {
  weights: Weights;
  means: Weights;
  squares: Weights;
};

/** Starts jax-js on WebGPU. */
export async function startJax(): Promise<void> {
  if (!(await init('webgpu')).includes('webgpu')) throw new Error('jax-js has no WebGPU device');
  defaultDevice('webgpu');
}

export class JaxTrainer implements Trainer {
  readonly #batches: { features: np.Array; targets: np.Array }[];
  readonly #run;
  readonly #batchSize: number;
  #state: State;
  #step = 0;

  private constructor(model: Model, weights: Weights, rows: number) {
    const zeros = () => tree.map((weight: np.Array) => np.zeros(weight.shape), weights);
    this.#state = { weights, means: zeros(), squares: zeros() };
    this.#batches = batchesOf(model, rows);
    this.#batchSize = model.batchSize;
    this.#run = jit(stepOf(model));
  }

  /** A trainer from the common weights; a TensorFlow.js backend has to be active to make them. */
  static async create(model: Model, rows: number): Promise<JaxTrainer> {
    return new JaxTrainer(model, weightsOf(model, await startingWeights(model)), rows);
  }

  #next(): np.Array {
    const { features, targets } = this.#batches[this.#step % this.#batches.length]!;
    this.#step++;
    const rates = [
      adam.learningRate / (1 - adam.beta1 ** this.#step),
      1 / Math.sqrt(1 - adam.beta2 ** this.#step),
    ];
    const [loss, state] = this.#run(
      this.#state,
      features.ref,
      targets.ref,
      np.array(rates[0]!),
      np.array(rates[1]!),
      np.array(this.#step, { dtype: np.uint32 }),
    ) as [np.Array, State];
    this.#state = state;
    return loss;
  }

  async losses(steps: number): Promise<number[]> {
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) losses.push((await this.#next().data())[0]!);
    return losses;
  }

  async steps(count: number): Promise<number> {
    for (let step = 0; step < count; step++) this.#next().dispose();
    await blockUntilReady(this.#state.weights);
    return count * this.#batchSize;
  }

  dispose(): void {
    tree.dispose(this.#state);
    tree.dispose(this.#batches);
    this.#run.dispose();
  }
}

/** One step: the loss before it, and the state after it. */
function stepOf(model: Model) {
  const { beta1, beta2, epsilon } = adam;
  return (
    { weights, means, squares }: State,
    features: np.Array,
    targets: np.Array,
    stepSize: np.Array,
    rootScale: np.Array,
    step: np.Array,
  ): [np.Array, State] => {
    const lossOf = (now: Weights): np.Array => {
      const logits = forward(model, now, features, step);
      return np.sum(nn.logSoftmax(logits).mul(targets)).mul(-1 / model.batchSize);
    };
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights)) as [np.Array, Weights];
    const after: State = { weights: {}, means: {}, squares: {} };
    for (const [name, gradient] of Object.entries(gradients)) {
      const mean = means[name]!.mul(beta1).add(gradient.ref.mul(1 - beta1));
      const square = squares[name]!.mul(beta2).add(np.square(gradient).mul(1 - beta2));
      const direction = mean.ref.div(np.sqrt(square.ref).mul(rootScale.ref).add(epsilon));
      after.weights[name] = weights[name]!.sub(direction.mul(stepSize.ref));
      after.means[name] = mean;
      after.squares[name] = square;
    }
    stepSize.dispose();
    rootScale.dispose();
    return [loss, after];
  };
}

function forward({ layers }: Model, weights: Weights, input: np.Array, step: np.Array): np.Array {
  let x = input;
  let drawn = random.key(step);
  layers.forEach((layer, index) => {
    const kernel = weights[`${index}/kernel`];
    const bias = weights[`${index}/bias`];
    switch (layer.kind) {
      case 'dense':
        x = activated(layer, np.dot(x, kernel!).add(bias!));
        return;
      case 'conv2d': {
        const strides = [layer.strides, layer.strides];
        const padding = layer.padding === 'same' ? 'SAME' : 'VALID';
        x = activated(layer, lax.conv(x, kernel!, strides, padding).add(bias!));
        return;
      }
      case 'maxPool2d': {
        const window = [layer.size, layer.size];
        x = lax.reduceWindow(x, np.max as (x: np.Array) => np.Array, window, window);
        return;
      }
      case 'flatten':
        x = x.reshape([x.shape[0]!, -1]);
        return;
      case 'dropout': {
        const keys = random.split(drawn.ref);
        drawn.dispose();
        const [next, own] = [keys.ref.slice(0), keys.slice(1)];
        drawn = next;
        const kept = 1 - layer.rate;
        x = np.where(random.bernoulli(own, kept, x.shape), x.mul(1 / kept), 0);
        return;
      }
      default:
        throw new Error(`jax-js has no ${layer.kind} here yet`);
    }
  });
  drawn.dispose();
  return np.dot(x, weights[`${layers.length}/kernel`]!).add(weights[`${layers.length}/bias`]!);
}

function activated(layer: LayerSpec, x: np.Array): np.Array {
  const activation = 'activation' in layer ? layer.activation : 'linear';
  if (activation === 'linear') return x;
  if (activation === 'relu') return nn.relu(x);
  throw new Error(`jax-js has no ${activation} here yet`);
}

/** The common weights as jax-js has them: kernels OIHW, biases of channels [O, 1, 1], rows behind a flattening in CHW order. */
function weightsOf(model: Model, tensors: readonly StartingWeight[]): Weights {
  const shapes = outputShapes([...model.inputShape], model.layers, classes);
  return Object.fromEntries(
    tensors.map(({ name, shape, values }) => {
      const index = Number.parseInt(name, 10);
      const part = name.slice(name.lastIndexOf('/') + 1);
      const isConvolution = model.layers[index]?.kind === 'conv2d';
      let array = np.array(Float32Array.from(values), { shape: [...shape] });
      if (isConvolution) {
        array = part === 'kernel' ? np.transpose(array, [3, 2, 0, 1]) : array.reshape([shape[0]!, 1, 1]);
      } else if (part === 'kernel' && model.layers[index - 1]?.kind === 'flatten') {
        const [height, width, channels] = shapes[index - 2]!.outputShape as [number, number, number];
        const units = shape[1]!;
        array = np.transpose(array.reshape([height, width, channels, units]), [2, 0, 1, 3]);
        array = array.reshape([channels * height * width, units]);
      }
      return [`${index}/${part}`, array];
    }),
  );
}

/** All batches, on the device from the start. */
function batchesOf(model: Model, rows: number): { features: np.Array; targets: np.Array }[] {
  const { batchSize, inputShape } = model;
  const [height, width, channels] = inputShape;
  return Array.from({ length: Math.floor(rows / batchSize) }, (_, index) => {
    const { features, labels } = rowsFrom(model, index * batchSize, batchSize);
    const flat = np.array(Float32Array.from(features), { shape: [batchSize, ...inputShape] });
    const isImage = height !== undefined && width !== undefined && channels !== undefined;
    return {
      features: isImage ? np.transpose(flat, [0, 3, 1, 2]) : flat,
      targets: np.array(oneHot(labels, classes), { shape: [batchSize, classes] }),
    };
  });
}
