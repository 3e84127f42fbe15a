// Matrix products with their gradients. A gradient by the input comes before the one by the weights.
import type { Graph } from '../graph/graph';
import type { ContractionAxes } from '../graph/primitives';
import { elementsOf, type Tensor } from '../graph/tensor';

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
