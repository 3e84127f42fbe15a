// TensorFlow.js as it comes: its own layers, losses, optimiser and kernels, used as model.fit uses them.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { isJoin, outputShapes } from '../../../src/domain/shapes';
import { layerName, toLayer } from '../../../src/model/net/layers/layers';
import { adam, classes, type Model } from './models';
import { rowsFrom } from './rows';
import { StockAttention, StockPositions } from './stock-layers';
import { oneHot, startingWeights, type Trainer } from './trainer';

/** A layer of TensorFlow.js: what the app exports is made of those. What it has no layer for is in stock-layers.ts. */
function layerOf(spec: LayerSpec, index: number, inputShape: readonly number[]): tfl.layers.Layer {
  const name = layerName(index, spec.kind);
  if (spec.kind === 'positionEmbedding') return new StockPositions({ name });
  if (spec.kind === 'attention') return new StockAttention({ name, heads: spec.heads });
  return toLayer(spec, index, { kind: 'export' }, inputShape);
}

/** The net of a model, from the common weights. */
export async function stockModel(model: Model): Promise<tfl.LayersModel> {
  const { inputShape, layers: specs } = model;
  const shapes = outputShapes([...inputShape], specs, classes);
  const input = tfl.input({ shape: [...inputShape] });
  const values = [input]; // the input, then what each layer puts out
  specs.forEach((spec, index) => {
    const layer = layerOf(spec, index, shapes[index - 1]?.outputShape ?? inputShape);
    const before = values[index]!;
    values.push(layer.apply(isJoin(spec) ? [before, values[spec.from + 1]!] : before) as tfl.SymbolicTensor);
  });
  const head = tfl.layers.dense({
    name: layerName(specs.length, 'output'),
    units: classes,
    kernelInitializer: 'zeros',
  });
  const net = tfl.model({ inputs: input, outputs: head.apply(values.at(-1)!) as tfl.SymbolicTensor });
  const starts = new Map((await startingWeights(model)).map((weight) => [weight.name, weight]));
  for (const weight of net.layers.flatMap((layer) => layer.weights)) {
    const start = starts.get(weight.originalName);
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
  readonly #net: tfl.LayersModel;
  readonly #rows: number;
  readonly #features: tf.Tensor;
  readonly #targets: tf.Tensor2D;
  readonly #optimizer = tf.train.adam(adam.learningRate, adam.beta1, adam.beta2, adam.epsilon);
  #step = 0;

  private constructor(model: Model, net: tfl.LayersModel, rows: number) {
    const { features, labels } = rowsFrom(model, 0, rows);
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
