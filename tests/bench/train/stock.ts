// TensorFlow.js as it comes: its own layers, losses, optimiser and kernels, used as model.fit uses them.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerSpec } from '../../../src/contract/recipe';
import { layerName } from '../../../src/model/layers';
import { adam, classes, type Model } from './models';
import { rowsFrom, widthOf } from './rows';
import { oneHot, startingWeights, type Trainer } from './trainer';

function layerOf(spec: LayerSpec, index: number, inputShape: readonly number[] | null): tfl.layers.Layer {
  const base = {
    name: layerName(index, spec.kind),
    ...(inputShape === null ? {} : { inputShape: [...inputShape] }),
  };
  switch (spec.kind) {
    case 'dense':
      return tfl.layers.dense({ ...base, units: spec.units, activation: spec.activation });
    case 'conv2d':
      return tfl.layers.conv2d({
        ...base,
        filters: spec.filters,
        kernelSize: spec.kernelSize,
        strides: spec.strides,
        padding: spec.padding,
        activation: spec.activation,
      });
    case 'maxPool2d':
      return tfl.layers.maxPooling2d({ ...base, poolSize: spec.size });
    case 'flatten':
      return tfl.layers.flatten(base);
    case 'dropout':
      return tfl.layers.dropout({ ...base, rate: spec.rate });
    default:
      throw new Error(`no stock layer stands for ${spec.kind} yet`);
  }
}

/** The net of a model, from the common weights. */
export async function stockModel(model: Model): Promise<tfl.Sequential> {
  const net = tfl.sequential();
  model.layers.forEach((layer, index) =>
    net.add(layerOf(layer, index, index === 0 ? model.inputShape : null)),
  );
  net.add(tfl.layers.dense({ name: layerName(model.layers.length, 'output'), units: classes }));
  const values = new Map((await startingWeights(model)).map((weight) => [weight.name, weight]));
  for (const weight of net.layers.flatMap((layer) => layer.weights)) {
    const start = values.get(weight.originalName);
    if (!start) throw new Error(`no value for ${weight.originalName}`);
    const value = tf.tensor(start.values, start.shape);
    weight.write(value);
    value.dispose();
  }
  return net;
}

/** Trains by tf.variableGrads and tf.train.adam, its batches gathered on the device as model.fit gathers them. */
export class StockTrainer implements Trainer {
  readonly #model: Model;
  readonly #net: tfl.Sequential;
  readonly #rows: number;
  readonly #features: tf.Tensor;
  readonly #targets: tf.Tensor2D;
  readonly #optimizer = tf.train.adam(adam.learningRate, adam.beta1, adam.beta2, adam.epsilon);
  #step = 0;

  private constructor(model: Model, net: tfl.Sequential, rows: number) {
    const { features, labels } = rowsFrom(widthOf(model), 0, rows);
    this.#model = model;
    this.#net = net;
    this.#rows = rows;
    this.#features = tf.tensor(features, [rows, ...model.inputShape]);
    this.#targets = tf.tensor2d(oneHot(labels, classes), [rows, classes]);
  }

  static async create(model: Model, rows: number): Promise<StockTrainer> {
    return new StockTrainer(model, await stockModel(model), rows);
  }

  #run(): tf.Scalar {
    const { batchSize } = this.#model;
    const first = (this.#step++ * batchSize) % this.#rows;
    const variables = this.#net.trainableWeights.map((weight) => weight.read() as tf.Variable);
    return tf.tidy(() => {
      const indices = tf.tensor1d(
        Int32Array.from({ length: batchSize }, (_, row) => first + row),
        'int32',
      );
      const batch = tf.gather(this.#features, indices);
      const targets = tf.gather(this.#targets, indices);
      const { value, grads } = tf.variableGrads(() => {
        const logits = this.#net.apply(batch, { training: true }) as tf.Tensor2D;
        return tf.losses.softmaxCrossEntropy<tf.Tensor2D, tf.Scalar>(targets, logits);
      }, variables);
      this.#optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
      return value;
    });
  }

  async losses(steps: number): Promise<number[]> {
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      const value = this.#run();
      losses.push((await value.data())[0]!);
      value.dispose();
    }
    return losses;
  }

  async steps(count: number): Promise<number> {
    for (let step = 1; step <= count; step++) {
      const value = this.#run();
      // Read behind the update, and the device works in order: it is done then.
      if (step === count) await value.data();
      value.dispose();
    }
    return count * this.#model.batchSize;
  }

  dispose(): void {
    this.#net.dispose();
    this.#optimizer.dispose();
    this.#features.dispose();
    this.#targets.dispose();
  }
}
