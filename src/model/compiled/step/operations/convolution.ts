// Convolutions with their gradients, and what sets images into others. A gradient by the input comes before the one by the weights.
import { read, still, type AxisView } from '../graph/expression';
import type { Graph } from '../graph/graph';
import type { ContractionAxes, Sliding } from '../graph/primitives';
import { elementsOf, type Extent, type Tensor } from '../graph/tensor';
import { contract } from './contraction';
import { sumRows } from './reduction';

/**
 * Convolution without padding: x [batch, h, w, in] with weights [kh, kw, in, out] to [batch, …places, out]; the places may be fewer
 * than the image has room for.
 */
export function conv2d(
  graph: Graph,
  x: Tensor,
  weights: Tensor,
  { stride, dilation, places }: { stride: number; dilation: number; places: Extent },
): Tensor {
  const [batch, height, width] = x.shape as [number, number, number, number];
  const [kernelHeight, kernelWidth, , filters] = weights.shape as [number, number, number, number];
  const sliding: Sliding = { kernel: [kernelHeight, kernelWidth], stride, dilation };
  const output = graph.tensor([batch, ...places, filters]);
  graph.nodes.push({ kind: 'conv2d', ...sliding, x, weights, output });
  graph.record(output, [x, weights], (gradient) => {
    const dy: Tensor = { ...gradient, shape: output.shape };
    const byWeights = (gradients: GradientPlaces) =>
      filterGradient(graph, { x, weights, sliding, places, ...gradients });
    if (!graph.learns(x)) return [null, byWeights({ dy, origin: 0, step: 1 })];
    const turned = turnedWeights(graph, weights);
    if (isWorthEdges(x, places, sliding)) {
      const byX = insideGradient(graph, x, dy, turned);
      return [byX, byWeights({ dy, origin: 0, step: 1 })];
    }
    const edge = [(kernelHeight - 1) * dilation, (kernelWidth - 1) * dilation] as const;
    // Square kernels only: one origin for both axes. The image of gradients is as large as the input and its edges ask.
    const around = spread(graph, dy, [height + edge[0], width + edge[1]], edge, stride);
    const byX = graph.tensor(x.shape);
    graph.nodes.push({ kind: 'conv2d', ...sliding, stride: 1, x: around, weights: turned, output: byX });
    return [byX, byWeights({ dy: around, origin: edge[0], step: stride })];
  });
  return output;
}

/** Images that make a register tile when the same place of each is one row. */
const enoughImages = 8;
/** How much more is multiplied where the gradient has zeros around it, for that to be the slower way. */
const muchEdge = 1.2;

/** Whether an input's gradient is better summed place by place, without the zeros that a small image would mostly meet. */
function isWorthEdges(x: Tensor, [rows, columns]: Extent, { stride, dilation }: Sliding): boolean {
  const [batch, height, width] = x.shape as [number, number, number, number];
  const isNarrow = height * width >= muchEdge * rows * columns;
  return stride === 1 && dilation === 1 && batch >= enoughImages && isNarrow;
}

/**
 * The input's gradient: each place of all images is a product of its own, over those places of the kernel that meet the image of
 * gradients dy [batch, h', w', out]; turned [kh, kw, out, in].
 */
function insideGradient(graph: Graph, x: Tensor, dy: Tensor, turned: Tensor): Tensor {
  const [batch, height, width, inputs] = x.shape as [number, number, number, number];
  const [, rows, columns, filters] = dy.shape as [number, number, number, number];
  const [kernelHeight, kernelWidth] = turned.shape as [number, number, number, number];
  const line = columns * filters;
  const axes: ContractionAxes = {
    batch: [
      { size: height, stride: { a: line, b: 0, out: width * inputs } },
      { size: width, stride: { a: filters, b: 0, out: inputs } },
    ],
    rows: [{ size: batch, stride: { a: rows * line, out: height * width * inputs } }],
    columns: { size: inputs, stride: { b: 1 } },
    sum: [
      {
        size: kernelHeight,
        stride: { a: line, b: kernelWidth * filters * inputs },
        edge: { batch: 0, length: rows },
      },
      { size: kernelWidth, stride: { a: filters, b: filters * inputs }, edge: { batch: 1, length: columns } },
      { size: filters, stride: { a: 1, b: inputs } },
    ],
    offset: { a: -((kernelHeight - 1) * line + (kernelWidth - 1) * filters) },
  };
  return contract(graph, dy, turned, axes, x.shape);
}

/** Where in `dy` the gradients stand: from `origin` on, every `step` places. */
interface GradientPlaces {
  dy: Tensor;
  origin: number;
  step: number;
}

interface FilterGradientOptions extends GradientPlaces {
  x: Tensor;
  weights: Tensor;
  sliding: Sliding;
  places: Extent;
}

/** Results that give every invocation a tile of its own. */
const enoughResults = 4096;

/** Into how many equal parts the images are cut where a filter's gradient has few elements, each a long sum. */
function partsOf(images: number, results: number): number {
  for (let parts = 1; parts < images; parts++)
    if (images % parts === 0 && parts * results >= enoughResults) return parts;
  return images;
}

function filterGradient(graph: Graph, { weights, sliding, ...options }: FilterGradientOptions): Tensor {
  const size = elementsOf(weights.shape);
  const parts = partsOf(options.x.shape[0]!, size);
  const output = graph.tensor(parts === 1 ? weights.shape : [parts, size]);
  graph.nodes.push({ kind: 'filterGradient', ...sliding, ...options, parts, output });
  return parts === 1 ? output : graph.reshape(sumRows(graph, output), weights.shape);
}

/** An image set into a larger one of zeros, its first place at `edge`, its places `step` apart. */
export function spread(
  graph: Graph,
  image: Tensor,
  [height, width]: readonly [number, number],
  edge: readonly [number, number],
  step: number,
): Tensor {
  const [batch, h, w, channels] = image.shape as [number, number, number, number];
  if (h === height && w === width) return image;
  const place = (axis: number, before: number): AxisView => ({
    ...still(axis),
    before,
    divide: step,
    exact: true,
  });
  const axes = [still(0), place(1, edge[0]), place(2, edge[1]), still(3)];
  return graph.map([batch, height, width, channels], read(image, { kind: 'affine', axes }));
}

/** [kh, kw, in, out] → [kh, kw, out, in], both kernel axes reversed: what the gradient is convolved with. */
function turnedWeights(graph: Graph, weights: Tensor): Tensor {
  const [height, width, inputs, filters] = weights.shape as [number, number, number, number];
  const reversed = (axis: number, length: number): AxisView => ({
    ...still(axis),
    times: -1,
    after: length - 1,
  });
  const axes = [reversed(0, height), reversed(1, width), still(3), still(2)];
  return graph.map([height, width, filters, inputs], read(weights, { kind: 'affine', axes }));
}

/** Both kernel axes of [kh, kw, …] reversed. */
export function reversedKernel(graph: Graph, weights: Tensor): Tensor {
  const reversed = (axis: number): AxisView => ({
    ...still(axis),
    times: -1,
    after: weights.shape[axis]! - 1,
  });
  const axes = [reversed(0), reversed(1), still(2), still(3)];
  return graph.map(weights.shape, read(weights, { kind: 'affine', axes }));
}

/** Zeros around an image: `before` and `after` both axes; a negative `after` cuts off. */
export function pad2d(
  graph: Graph,
  x: Tensor,
  [top, left]: readonly [number, number],
  [height, width]: readonly [number, number],
): Tensor {
  const [batch, h, w, channels] = x.shape as [number, number, number, number];
  if (top === 0 && left === 0 && h === height && w === width) return x;
  const moved = (axis: number, before: number): AxisView => ({ ...still(axis), before });
  const axes = (rows: number, columns: number) => [still(0), moved(1, rows), moved(2, columns), still(3)];
  const output = graph.map(
    [batch, height, width, channels],
    read(x, { kind: 'affine', axes: axes(top, left) }),
  );
  graph.record(output, [x], (gradient) => {
    const dy: Tensor = { ...gradient, shape: output.shape };
    return [graph.map(x.shape, read(dy, { kind: 'affine', axes: axes(-top, -left) }))];
  });
  return output;
}

/** TensorFlow's "same" padding: as many places as the stride leaves, the odd zero below and to the right. */
export function padSame(
  graph: Graph,
  x: Tensor,
  {
    kernelSize,
    strides,
    dilation = 1,
  }: { kernelSize: number; strides: number; dilation?: number | undefined },
): Tensor {
  const [, height, width] = x.shape as [number, number, number, number];
  const reach = (kernelSize - 1) * dilation + 1;
  const around = (length: number) =>
    Math.max(0, (Math.ceil(length / strides) - 1) * strides + reach - length);
  const [rows, columns] = [around(height), around(width)];
  const before = [Math.floor(rows / 2), Math.floor(columns / 2)] as const;
  return pad2d(graph, x, before, [height + rows, width + columns]);
}
