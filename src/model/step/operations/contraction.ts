// Matrix products and convolutions with their gradients. A gradient by the input comes before the one by the weights.
import { read, still, type AxisView } from '../expression';
import type { Graph } from '../graph';
import type { ContractionAxes, Sliding } from '../primitives';
import { elementsOf, type Tensor } from '../tensor';

interface ProductOptions {
  batch?: number;
  transposeA?: boolean;
  transposeB?: boolean;
}

/** [m, k] · [k, n] → [m, n], either operand stored transposed; with `batch` for stacks of matrices. */
export function matMul(graph: Graph, a: Tensor, b: Tensor, options: ProductOptions = {}): Tensor {
  const { batch = 1, transposeA = false, transposeB = false } = options;
  const [a0, a1] = a.shape.slice(-2) as [number, number];
  const [b0, b1] = b.shape.slice(-2) as [number, number];
  const [rows, sum] = transposeA ? [a1, a0] : [a0, a1];
  const columns = transposeB ? b0 : b1;
  const output = product(graph, { a, b, batch, rows, sum, columns, transposeA, transposeB });
  graph.record(output, [a, b], (gradient) => {
    const dy: Tensor = { ...gradient, shape: output.shape };
    const byA = graph.learns(a)
      ? transposeA
        ? product(graph, {
            a: b,
            b: dy,
            batch,
            rows: sum,
            sum: columns,
            columns: rows,
            transposeA: transposeB,
            transposeB: true,
          })
        : product(graph, {
            a: dy,
            b,
            batch,
            rows,
            sum: columns,
            columns: sum,
            transposeA: false,
            transposeB: !transposeB,
          })
      : null;
    const byB = graph.learns(b)
      ? transposeB
        ? product(graph, {
            a: dy,
            b: a,
            batch,
            rows: columns,
            sum: rows,
            columns: sum,
            transposeA: true,
            transposeB: transposeA,
          })
        : product(graph, {
            a,
            b: dy,
            batch,
            rows: sum,
            sum: rows,
            columns,
            transposeA: !transposeA,
            transposeB: false,
          })
      : null;
    return [byA && { ...byA, shape: a.shape }, byB && { ...byB, shape: b.shape }];
  });
  return output;
}

interface Product extends Required<ProductOptions> {
  a: Tensor;
  b: Tensor;
  rows: number;
  sum: number;
  columns: number;
}

function product(graph: Graph, { a, b, batch, rows, sum, columns, transposeA, transposeB }: Product): Tensor {
  const output = graph.tensor(batch === 1 ? [rows, columns] : [batch, rows, columns]);
  const stack = { size: batch, stride: { a: rows * sum, b: sum * columns, out: rows * columns } };
  const axes: ContractionAxes = {
    batch: batch === 1 ? [] : [stack],
    rows: [{ size: rows, stride: { a: transposeA ? 1 : sum, out: columns } }],
    columns: { size: columns, stride: { b: transposeB ? sum : 1 } },
    sum: [{ size: sum, stride: { a: transposeA ? rows : 1, b: transposeB ? 1 : columns } }],
  };
  graph.nodes.push({ kind: 'contract', a, b, axes, output });
  return output;
}

/** A contraction over axes of the caller's own, without a gradient rule. */
export function contract(
  graph: Graph,
  a: Tensor,
  b: Tensor,
  axes: ContractionAxes,
  shape: readonly number[],
): Tensor {
  const output = graph.tensor(shape);
  graph.nodes.push({ kind: 'contract', a, b, axes, output });
  return output;
}

/** A layer's product: x [..., k] · w [k, n] → [..., n]. */
export function project(graph: Graph, x: Tensor, weights: Tensor): Tensor {
  const [inputs, units] = weights.shape as [number, number];
  const flat = graph.reshape(x, [elementsOf(x.shape) / inputs, inputs]);
  return graph.reshape(matMul(graph, flat, weights), [...x.shape.slice(0, -1), units]);
}

/** Convolution without padding: x [batch, h, w, in] with weights [kh, kw, in, out]. */
export function conv2d(graph: Graph, x: Tensor, weights: Tensor, stride: number, dilation: number): Tensor {
  const [batch, height, width] = x.shape as [number, number, number, number];
  const [kernelHeight, kernelWidth, , filters] = weights.shape as [number, number, number, number];
  const sliding: Sliding = { kernel: [kernelHeight, kernelWidth], stride, dilation };
  const along = (length: number, kernel: number) =>
    Math.floor((length - (kernel - 1) * dilation - 1) / stride) + 1;
  const places = [along(height, kernelHeight), along(width, kernelWidth)] as const;
  const output = graph.tensor([batch, ...places, filters]);
  graph.nodes.push({ kind: 'conv2d', ...sliding, x, weights, output });
  graph.record(output, [x, weights], (gradient) => {
    const dy: Tensor = { ...gradient, shape: output.shape };
    if (!graph.learns(x))
      return [null, filterGradient(graph, { x, weights, sliding, places, dy, origin: 0, step: 1 })];
    const edge = [(kernelHeight - 1) * dilation, (kernelWidth - 1) * dilation] as const;
    // Square kernels only: one origin for both axes. The image of gradients is as large as the input and its edges ask.
    const around = spread(graph, dy, [height + edge[0], width + edge[1]], edge, stride);
    const turned = turnedWeights(graph, weights);
    const byX = graph.tensor(x.shape);
    graph.nodes.push({ kind: 'conv2d', ...sliding, stride: 1, x: around, weights: turned, output: byX });
    const byWeights = filterGradient(graph, {
      x,
      weights,
      sliding,
      places,
      dy: around,
      origin: edge[0],
      step: stride,
    });
    return [byX, byWeights];
  });
  return output;
}

interface FilterGradientOptions {
  x: Tensor;
  weights: Tensor;
  sliding: Sliding;
  places: readonly [number, number];
  dy: Tensor;
  origin: number;
  step: number;
}

function filterGradient(graph: Graph, { weights, sliding, ...options }: FilterGradientOptions): Tensor {
  const output = graph.tensor(weights.shape);
  graph.nodes.push({ kind: 'filterGradient', ...sliding, ...options, output });
  return output;
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
