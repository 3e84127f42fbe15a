// What a list of layer specs does to the shape of one sample, how many numbers it learns and how much it computes.
// It follows the conventions of TensorFlow.js layers (channels last), but needs no tensors.
import { HearthError } from '../contract/fault';
import type { LayerSpec, Task } from '../contract/recipe';

/** One layer as planned: its output's shape without the batch, its parameters, its forward multiply-adds a sample. */
export interface LayerShape {
  kind: string;
  outputShape: number[];
  parameters: number;
  multiplyAdds: number;
}

/** Units of the output layer: binary 1 (sigmoid), multiclass one a class (softmax), regression 1 (linear). */
export function outputUnits(task: Task, classes: number): number {
  return task === 'multiclass' ? classes : 1;
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
    const next = applyLayer(shape, layer, index);
    shapes.push(next);
    shape = next.outputShape;
  });
  const output: LayerSpec = { kind: 'dense', units: outputs, activation: 'linear' };
  shapes.push({ ...applyLayer(shape, output, layers.length), kind: 'output' });
  return shapes;
}

function applyLayer(shape: number[], layer: LayerSpec, index: number): LayerShape {
  const size = shape.reduce((product, length) => product * length, 1);
  switch (layer.kind) {
    case 'dense': {
      const width = vectorWidth(shape, layer.kind, index);
      return {
        kind: layer.kind,
        outputShape: [layer.units],
        parameters: (width + 1) * layer.units,
        multiplyAdds: width * layer.units,
      };
    }
    case 'conv2d': {
      const [height, width, channels] = imageShape(shape, layer.kind, index);
      const along = (length: number) => windowCount(length, layer.kernelSize, layer.strides, layer.padding);
      const outputShape = [along(height), along(width), layer.filters];
      requirePositive(outputShape, shape, layer.kind, index);
      const weights = layer.kernelSize ** 2 * channels * layer.filters;
      const places = outputShape[0]! * outputShape[1]!;
      const parameters = weights + layer.filters;
      return { kind: layer.kind, outputShape, parameters, multiplyAdds: weights * places };
    }
    case 'maxPool2d':
    case 'averagePool2d': {
      const [height, width, channels] = imageShape(shape, layer.kind, index);
      const along = (length: number) => windowCount(length, layer.size, layer.size, 'valid');
      const outputShape = [along(height), along(width), channels];
      requirePositive(outputShape, shape, layer.kind, index);
      return { kind: layer.kind, outputShape, parameters: 0, multiplyAdds: 0 };
    }
    case 'globalAveragePool2d': {
      const channels = imageShape(shape, layer.kind, index)[2];
      return { kind: layer.kind, outputShape: [channels], parameters: 0, multiplyAdds: 0 };
    }
    case 'flatten':
      return { kind: layer.kind, outputShape: [size], parameters: 0, multiplyAdds: 0 };
    case 'batchNorm': {
      // Gamma and beta are learnt; the moving mean and variance are kept beside them.
      const channels = shape[shape.length - 1]!;
      return { kind: layer.kind, outputShape: shape, parameters: 4 * channels, multiplyAdds: size };
    }
    case 'dropout':
    case 'activation':
      return { kind: layer.kind, outputShape: shape, parameters: 0, multiplyAdds: 0 };
  }
}

function windowCount(length: number, window: number, stride: number, padding: 'valid' | 'same'): number {
  return padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - window) / stride) + 1;
}

function vectorWidth(shape: number[], kind: string, index: number): number {
  const [width, ...rest] = shape;
  if (width === undefined || width < 1 || rest.length > 0) throw mismatch(shape, kind, index);
  return width;
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
