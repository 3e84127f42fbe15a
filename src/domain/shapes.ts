// What a list of layer specs does to the shape of one sample, how many numbers it learns and how much it computes.
// It follows the conventions of TensorFlow.js layers (channels last), but needs no tensors.
import { HearthError } from '../contract/transport/fault';
import type { LayerSpec } from '../contract/model/recipe';

/** One layer as planned: its output's shape without the batch, its parameters, its forward multiply-adds a sample. */
export interface LayerShape {
  kind: string;
  outputShape: number[];
  parameters: number;
  multiplyAdds: number;
}

/**
 * Shapes after every layer and, last, after the dense output layer.
 * Throws `shape_mismatch` with field `model.layers.<index>` where a layer cannot follow the one before it;
 * the index one past the last layer is the output layer.
 */
export function outputShapes(
  inputShape: number[],
  layers: readonly LayerSpec[],
  outputs: number,
): LayerShape[] {
  const shapes: LayerShape[] = [];
  let shape = inputShape;
  layers.forEach((layer, index) => {
    const next = isJoin(layer)
      ? joined(layer, shape, shapeOf(inputShape, shapes, layer, index, shape), index)
      : applyLayer(shape, layer, index);
    if (layer.kind === 'attention' && layer.maskZero && !readsTokens(inputShape, layers, shape[0]))
      throw mismatch(shape, layer.kind, index);
    shapes.push(next);
    shape = next.outputShape;
  });
  if (shape.length !== 1) throw mismatch(shape, 'dense', layers.length);
  const output: LayerSpec = { kind: 'dense', units: outputs, activation: 'linear' };
  shapes.push({ ...applyLayer(shape, output, layers.length), kind: 'output' });
  return shapes;
}

/** Layers that take what an earlier layer put out as well. */
export type JoinSpec = Extract<LayerSpec, { from: number }>;

/** Whether a layer takes what an earlier layer put out as well. */
export function isJoin(layer: LayerSpec): layer is JoinSpec {
  return layer.kind === 'add' || layer.kind === 'concat';
}

/** Whether a join could take an output of the shape `other` to what flows in the shape `shape`. */
export function canJoin(kind: JoinSpec['kind'], shape: readonly number[], other: readonly number[]): boolean {
  const leading = (sides: readonly number[]) => (kind === 'add' ? sides : sides.slice(0, -1)).join();
  return shape.length > 0 && shape.length === other.length && leading(shape) === leading(other);
}

/** Whether the net reads token ids, one for each of so many steps: its first layer embeds its input. */
function readsTokens(inputShape: number[], layers: readonly LayerSpec[], steps: number | undefined): boolean {
  return layers[0]?.kind === 'embedding' && inputShape.length === 1 && inputShape[0] === steps;
}

function shapeOf(
  inputShape: number[],
  shapes: readonly LayerShape[],
  layer: JoinSpec,
  index: number,
  shape: number[],
): number[] {
  const found = layer.from === -1 ? inputShape : shapes[layer.from]?.outputShape;
  if (!found) throw mismatch(shape, layer.kind, index);
  return found;
}

function joined(layer: JoinSpec, shape: number[], other: number[], index: number): LayerShape {
  if (!canJoin(layer.kind, shape, other)) throw mismatch(shape, layer.kind, index);
  const last = shape.at(-1)! + other.at(-1)!;
  const outputShape = layer.kind === 'add' ? shape : [...shape.slice(0, -1), last];
  return plain(layer.kind, outputShape);
}

function plain(kind: string, outputShape: number[]): LayerShape {
  return { kind, outputShape, parameters: 0, multiplyAdds: 0 };
}

function applyLayer(shape: number[], layer: Exclude<LayerSpec, JoinSpec>, index: number): LayerShape {
  const size = sizeOf(shape);
  const { kind } = layer;
  switch (kind) {
    case 'dense': {
      // A sequence [steps, channels] has one set of weights for all its steps.
      const [width, ...rest] = [...shape].reverse();
      if (width === undefined || width < 1 || rest.length > 1) throw mismatch(shape, kind, index);
      return {
        kind,
        outputShape: [...rest, layer.units],
        parameters: (width + 1) * layer.units,
        multiplyAdds: size * layer.units,
      };
    }
    case 'conv2d':
    case 'depthwiseConv2d': {
      const [height, width, channels] = imageShape(shape, kind, index);
      const dilation = kind === 'conv2d' ? (layer.dilation ?? 1) : 1;
      if (dilation > 1 && layer.strides > 1) throw mismatch(shape, kind, index);
      const window = (layer.kernelSize - 1) * dilation + 1;
      const along = (length: number) => windowCount(length, window, layer.strides, layer.padding);
      const filters = kind === 'conv2d' ? layer.filters : channels * layer.multiplier;
      const outputShape = [along(height), along(width), filters];
      requirePositive(outputShape, shape, kind, index);
      const weights = layer.kernelSize ** 2 * (kind === 'conv2d' ? channels : 1) * filters;
      const places = outputShape[0]! * outputShape[1]!;
      return { kind, outputShape, parameters: weights + filters, multiplyAdds: weights * places };
    }
    case 'maxPool2d':
    case 'averagePool2d': {
      const [height, width, channels] = imageShape(shape, kind, index);
      const along = (length: number) => windowCount(length, layer.size, layer.size, 'valid');
      const outputShape = [along(height), along(width), channels];
      requirePositive(outputShape, shape, kind, index);
      return plain(kind, outputShape);
    }
    case 'globalAveragePool2d':
      return plain(kind, [imageShape(shape, kind, index)[2]]);
    case 'upsampling2d': {
      const [height, width, channels] = imageShape(shape, kind, index);
      return plain(kind, [height * layer.size, width * layer.size, channels]);
    }
    case 'flatten':
      return plain(kind, [size]);
    case 'reshape':
      if (sizeOf(layer.shape) !== size) throw mismatch(shape, kind, index);
      return plain(kind, [...layer.shape]);
    case 'batchNorm': {
      // Gamma and beta are learnt; the moving mean and variance are kept beside them.
      const channels = shape[shape.length - 1]!;
      return { kind, outputShape: shape, parameters: 4 * channels, multiplyAdds: size };
    }
    case 'layerNorm': {
      const channels = shape[shape.length - 1]!;
      return { kind, outputShape: shape, parameters: 2 * channels, multiplyAdds: size };
    }
    case 'embedding': {
      const [steps, ...rest] = shape;
      if (steps === undefined || rest.length > 0) throw mismatch(shape, kind, index);
      return { ...plain(kind, [steps, layer.units]), parameters: layer.vocabulary * layer.units };
    }
    case 'positionEmbedding':
      sequenceShape(shape, kind, index);
      return { ...plain(kind, shape), parameters: size };
    case 'attention': {
      const [steps, channels] = sequenceShape(shape, kind, index);
      if (channels % layer.heads !== 0) throw mismatch(shape, kind, index);
      return {
        kind,
        outputShape: shape,
        parameters: 4 * channels * (channels + 1),
        // Four projections, every step against every step, and their weighted sum.
        multiplyAdds: 4 * steps * channels ** 2 + 2 * steps ** 2 * channels,
      };
    }
    case 'lstm':
    case 'gru': {
      const [steps, channels] = sequenceShape(shape, kind, index);
      const { units, returnSequences } = layer;
      const gates = (kind === 'lstm' ? 4 : 3) * units;
      return {
        kind,
        outputShape: returnSequences ? [steps, units] : [units],
        // The candidate of a GRU has a bias on either side of its reset gate.
        parameters: gates * (channels + units + (kind === 'lstm' ? 1 : 2)),
        multiplyAdds: steps * gates * (channels + units),
      };
    }
    case 'globalAveragePool1d':
      return plain(kind, [sequenceShape(shape, kind, index)[1]]);
    case 'dropout':
    case 'activation':
      return plain(kind, shape);
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function windowCount(length: number, window: number, stride: number, padding: 'valid' | 'same'): number {
  return padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - window) / stride) + 1;
}

function sequenceShape(shape: number[], kind: string, index: number): [number, number] {
  const [steps, channels, ...rest] = shape;
  if (steps === undefined || channels === undefined || rest.length > 0) throw mismatch(shape, kind, index);
  return [steps, channels];
}

function imageShape(shape: number[], kind: string, index: number): [number, number, number] {
  const [height, width, channels, ...rest] = shape;
  if (height === undefined || width === undefined || channels === undefined || rest.length > 0) {
    throw mismatch(shape, kind, index);
  }
  return [height, width, channels];
}

function requirePositive(outputShape: number[], shape: number[], kind: string, index: number): void {
  if (outputShape.some((length) => length < 1)) throw mismatch(shape, kind, index);
}

function mismatch(shape: number[], layer: string, index: number): HearthError {
  return new HearthError(
    'shape_mismatch',
    { field: `model.layers.${index}` },
    { layer, index, shape: shape.join(' × ') },
  );
}
