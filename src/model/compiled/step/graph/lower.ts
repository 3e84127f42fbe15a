// From a list of layer specs to primitives: the forward pass, and the gradient of the loss by its logits.
import type { LayerSpec } from '../../../../contract/model/recipe';
import { outputShapes } from '../../../../domain/shapes';
import { layerNormEpsilon } from '../../../net/layers/layer-norm';
import { batchNormEpsilon, batchNormMomentum, layerName } from '../../../net/layers/layers';
import type { Loss } from '../../../net/training/losses';
import { streamOf } from '../../../net/training/streams';
import { networkOutputs, type NetworkSpec } from '../../../net/network';
import {
  add,
  constant,
  coordinate,
  div,
  equal,
  exp,
  mul,
  neg,
  read,
  reciprocal,
  sub,
  type Expression,
} from './expression';
import type { Graph } from './graph';
import { neededExtents, type Extent } from '../plan/extents';
import { project } from '../operations/contraction';
import { conv2d, pad2d } from '../operations/convolution';
import { depthwiseConv2d } from '../operations/depthwise';
import { activate, addTensors, clipped, concatLast, dropout, isMonotone } from '../operations/elementwise';
import { batchNorm, batchNormFixed, layerNorm, softmax } from '../operations/normalization';
import { averagePool, maxPool, upsample } from '../operations/pooling';
import { gru } from '../operations/gru';
import { lstm } from '../operations/lstm';
import { maxLast, meanPlaces, sumLast } from '../operations/reduction';
import { attend, lookUp } from '../operations/sequence';
import { elementsOf, type Tensor } from './tensor';

/** The weights of a net by their lasting names. */
export type WeightsByName = (name: string) => Tensor;

interface Lowering {
  graph: Graph;
  weightOf: WeightsByName;
  training: boolean;
}

/** Steps of a recurrent layer that are written out one by one; longer ones would take too long to compile. */
const mostSteps = 128;

/** The first layer that has no compiled form: a recurrent one over many steps; null where the whole net has one. */
export function unloweredLayer(spec: NetworkSpec): LayerSpec['kind'] | null {
  const shapes = outputShapes([...spec.inputShape], [...spec.layers], networkOutputs(spec));
  const stepsBefore = (index: number) => (index === 0 ? spec.inputShape : shapes[index - 1]!.outputShape)[0]!;
  const found = spec.layers.find(
    ({ kind }, index) => (kind === 'lstm' || kind === 'gru') && stepsBefore(index) > mostSteps,
  );
  return found?.kind ?? null;
}

/** Logits [rows, outputs] of samples [rows, …inputShape]. Throws where a layer cannot be lowered: ask unloweredLayer first. */
export function lowerNetwork(lowering: Lowering, spec: NetworkSpec, input: Tensor): Tensor {
  /** The input, then what each layer puts out. */
  const values: Tensor[] = [input];
  const extents = neededExtents(spec);
  const isJoined = (index: number) =>
    spec.layers.some((layer) => (layer.kind === 'add' || layer.kind === 'concat') && layer.from === index);
  for (let index = 0; index < spec.layers.length; index++) {
    const layer = spec.layers[index]!;
    const next = spec.layers[index + 1];
    const before = values.at(-1)!;
    // A maximum over a window commutes with the bias and with what never turns an order around: a quarter of the work.
    const pooled = layer.kind === 'conv2d' && next?.kind === 'maxPool2d' && isMonotone(layer.activation);
    if (pooled && !isJoined(index)) {
      const pool = { size: next.size, extent: extents[index + 1]! };
      const both = convolve(lowering, before, layer, { index, extent: extents[index]!, pool });
      values.push(both, both);
      index++;
    } else values.push(lowerLayer(lowering, before, layer, { index, extent: extents[index]! }, values));
  }
  return affine(lowering, values.at(-1)!, layerName(spec.layers.length, 'output'));
}

/** Which layer it is, and how much of its image is needed. */
interface Placed {
  index: number;
  extent: Extent;
}

function lowerLayer(
  lowering: Lowering,
  x: Tensor,
  layer: LayerSpec,
  at: Placed,
  values: readonly Tensor[],
): Tensor {
  const { graph, weightOf, training } = lowering;
  const { index, extent } = at;
  const name = layerName(index, layer.kind);
  const weight = (part: string) => weightOf(`${name}/${part}`);
  const rows = x.shape[0]!;
  switch (layer.kind) {
    case 'dense':
      return lowerActivation(graph, affine(lowering, x, name), layer.activation);
    case 'conv2d':
      return convolve(lowering, x, layer, at);
    case 'depthwiseConv2d': {
      const { kernelSize, strides, padding, activation } = layer;
      const padded = padding === 'same' ? padSame(graph, x, kernelSize, strides, 1) : x;
      const convolved = depthwiseConv2d(graph, padded, weight('depthwise_kernel'), strides);
      return lowerActivation(graph, addTensors(graph, convolved, weight('bias')), activation);
    }
    case 'maxPool2d':
      return maxPool(graph, x, layer.size, extent);
    case 'averagePool2d':
      return averagePool(graph, x, layer.size, extent);
    case 'upsampling2d':
      return upsample(graph, x, layer.size);
    case 'globalAveragePool2d':
    case 'globalAveragePool1d':
      return meanPlaces(graph, x);
    case 'flatten':
      return graph.reshape(x, [rows, elementsOf(x.shape) / rows]);
    case 'reshape':
      return graph.reshape(x, [rows, ...layer.shape]);
    case 'dropout':
      return training && layer.rate > 0 ? dropout(graph, x, layer.rate, streamOf('dropout', index)) : x;
    case 'batchNorm': {
      const weights = { gain: weight('gamma'), shift: weight('beta'), epsilon: batchNormEpsilon };
      const [mean, variance] = [weight('moving_mean'), weight('moving_variance')];
      const moving = { mean, variance, momentum: batchNormMomentum };
      return training ? batchNorm(graph, x, weights, moving) : batchNormFixed(graph, x, weights, moving);
    }
    case 'layerNorm':
      return layerNorm(graph, x, { gain: weight('gamma'), shift: weight('beta'), epsilon: layerNormEpsilon });
    case 'activation':
      return lowerActivation(graph, x, layer.activation);
    case 'embedding':
      return lookUp(graph, weight('embeddings'), x);
    case 'positionEmbedding':
      return addTensors(graph, x, weight('table'));
    case 'attention': {
      const part = (of: string) =>
        addTensors(graph, project(graph, x, weight(`${of}_kernel`)), weight(`${of}_bias`));
      const { heads, causal, maskZero } = layer;
      const visibility = { causal, tokens: maskZero ? values[0]! : null };
      const heard = attend(graph, [part('query'), part('key'), part('value')], heads, visibility);
      return addTensors(graph, project(graph, heard, weight('output_kernel')), weight('output_bias'));
    }
    case 'add':
      return addTensors(graph, x, values[layer.from + 1]!);
    case 'concat':
      return concatLast(graph, x, values[layer.from + 1]!);
    case 'lstm':
    case 'gru': {
      const weights = {
        kernel: weight('kernel'),
        recurrent: weight('recurrent_kernel'),
        bias: weight('bias'),
      };
      return layer.kind === 'lstm'
        ? lstm(graph, x, weights, layer.returnSequences)
        : gru(graph, x, { ...weights, recurrentBias: weight('recurrent_bias') }, layer.returnSequences);
    }
  }
}

function lowerActivation(
  graph: Graph,
  x: Tensor,
  activation: Extract<LayerSpec, { kind: 'dense' }>['activation'],
): Tensor {
  return activation === 'softmax' ? softmax(graph, x) : activate(graph, x, activation);
}

function affine({ graph, weightOf }: Lowering, x: Tensor, name: string): Tensor {
  return addTensors(graph, project(graph, x, weightOf(`${name}/kernel`)), weightOf(`${name}/bias`));
}

function convolve(
  { graph, weightOf }: Lowering,
  x: Tensor,
  layer: Extract<LayerSpec, { kind: 'conv2d' }>,
  { index, extent, pool }: Placed & { pool?: { size: number; extent: Extent } },
): Tensor {
  const name = layerName(index, layer.kind);
  const { kernelSize, strides, padding, dilation = 1 } = layer;
  const padded = padding === 'same' ? padSame(graph, x, kernelSize, strides, dilation) : x;
  const convolved = conv2d(graph, padded, weightOf(`${name}/kernel`), {
    stride: strides,
    dilation,
    places: extent,
  });
  const windowed = pool ? maxPool(graph, convolved, pool.size, pool.extent) : convolved;
  return lowerActivation(graph, addTensors(graph, windowed, weightOf(`${name}/bias`)), layer.activation);
}

/** TensorFlow's "same": as many places as the stride leaves, the odd zero below and to the right. */
function padSame(graph: Graph, x: Tensor, kernel: number, stride: number, dilation: number): Tensor {
  const [, height, width] = x.shape as [number, number, number, number];
  const reach = (kernel - 1) * dilation + 1;
  const around = (length: number) => Math.max(0, (Math.ceil(length / stride) - 1) * stride + reach - length);
  const [rows, columns] = [around(height), around(width)];
  const before = [Math.floor(rows / 2), Math.floor(columns / 2)] as const;
  return pad2d(graph, x, before, [height + rows, width + columns]);
}

/** Gradient of the batch's mean loss by the logits; `labels` [rows, 1]. The formulas are those of model/net/training/losses.ts. */
export function lossGradient(graph: Graph, loss: Loss, logits: Tensor, labels: Tensor): Tensor {
  const [rows] = logits.shape as [number, number];
  const share = constant(1 / rows);
  const z = read(logits);
  const y = read(labels);
  const slope = (): Expression => {
    switch (loss.kind) {
      case 'multiclass': {
        const { outputs, labelSmoothing } = loss;
        const raised = exp(sub(z, read(maxLast(graph, logits))));
        const total = sumLast(graph, graph.map(logits.shape, raised));
        const share = constant(labelSmoothing / outputs);
        const target = add(mul(equal(y, coordinate(0)), constant(1 - labelSmoothing)), share);
        return sub(div(raised, read(total)), target);
      }
      case 'binary': {
        const probability = reciprocal(add(constant(1), exp(neg(z))));
        const target = add(mul(y, constant(1 - loss.labelSmoothing)), constant(loss.labelSmoothing / 2));
        return sub(probability, target);
      }
      case 'mse':
        return mul(sub(z, y), constant(2));
      case 'huber':
        return clipped(sub(z, y));
    }
  };
  return graph.map(logits.shape, mul(slope(), share));
}
