// Depthwise convolution: each channel by kernels of its own. Windows share nothing, so that the products are summed one by one.
import type { Graph } from '../graph/graph';
import { elementsOf, type Tensor } from '../graph/tensor';
import { reversedKernel, spread } from './convolution';

/** x [batch, h, w, c], padded, with weights [kh, kw, c, m] → [batch, oh, ow, c · m]. */
export function depthwiseConv2d(graph: Graph, x: Tensor, weights: Tensor, stride: number): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [kernelHeight, kernelWidth, , multiplier] = weights.shape as [number, number, number, number];
  const places = [
    Math.floor((height - kernelHeight) / stride) + 1,
    Math.floor((width - kernelWidth) / stride) + 1,
  ] as const;
  const line = width * channels;
  const tap = channels * multiplier;
  const axis = (size: number, a: number, b: number) => ({ size, stride: { a, b } });
  const output = graph.tensor([batch, ...places, tap]);
  graph.nodes.push({
    kind: 'productSum',
    a: x,
    b: weights,
    offset: { a: 0, b: 0 },
    out: [
      axis(batch, height * line, 0),
      axis(places[0], stride * line, 0),
      axis(places[1], stride * channels, 0),
      axis(channels, 1, multiplier),
      axis(multiplier, 0, 1),
    ],
    sum: [axis(kernelHeight, line, kernelWidth * tap), axis(kernelWidth, channels, tap)],
    output,
  });
  graph.record(output, [x, weights], (gradient) => {
    const dy: Tensor = { ...gradient, shape: output.shape };
    const byX = graph.learns(x) ? inputGradient(graph, x, weights, dy, stride) : null;
    return [byX, filterGradient(graph, x, weights, dy, stride)];
  });
  return output;
}

/** The gradient set into an image of zeros, under the reversed kernel. */
function inputGradient(graph: Graph, x: Tensor, weights: Tensor, dy: Tensor, stride: number): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [kernelHeight, kernelWidth, , multiplier] = weights.shape as [number, number, number, number];
  const tap = channels * multiplier;
  const edge = [kernelHeight - 1, kernelWidth - 1] as const;
  const around = spread(graph, dy, [height + edge[0], width + edge[1]], edge, stride);
  const line = (width + edge[1]) * tap;
  const axis = (size: number, a: number, b: number) => ({ size, stride: { a, b } });
  const output = graph.tensor(x.shape);
  graph.nodes.push({
    kind: 'productSum',
    a: around,
    b: reversedKernel(graph, weights),
    offset: { a: 0, b: 0 },
    out: [
      axis(batch, (height + edge[0]) * line, 0),
      axis(height, line, 0),
      axis(width, tap, 0),
      axis(channels, multiplier, multiplier),
    ],
    sum: [axis(kernelHeight, line, kernelWidth * tap), axis(kernelWidth, tap, tap), axis(multiplier, 1, 1)],
    output,
  });
  return output;
}

/** Each image by itself, then their sum: one walk over all of them would leave most of the device idle. */
function filterGradient(graph: Graph, x: Tensor, weights: Tensor, dy: Tensor, stride: number): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [kernelHeight, kernelWidth, , multiplier] = weights.shape as [number, number, number, number];
  const [, rows, columns] = dy.shape as [number, number, number, number];
  const line = width * channels;
  const tap = channels * multiplier;
  const axis = (size: number, a: number, b: number) => ({ size, stride: { a, b } });
  const each = graph.tensor([batch, ...weights.shape]);
  graph.nodes.push({
    kind: 'productSum',
    a: x,
    b: dy,
    offset: { a: 0, b: 0 },
    out: [
      axis(batch, height * line, rows * columns * tap),
      axis(kernelHeight, line, 0),
      axis(kernelWidth, channels, 0),
      axis(channels, 1, multiplier),
      axis(multiplier, 0, 1),
    ],
    sum: [axis(rows, stride * line, columns * tap), axis(columns, stride * channels, tap)],
    output: each,
  });
  const output = graph.tensor(weights.shape);
  const inner = elementsOf(weights.shape);
  graph.nodes.push({ kind: 'reduce', how: 'sum', input: each, outer: 1, reduced: batch, inner, output });
  return output;
}
