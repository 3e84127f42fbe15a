// The few kinds of work that a step is made of. Each has a gradient rule (gradients/) and a WGSL writer (emit/); everything
// that a net can do is lowered to these.
import type { Axis } from '../../wgsl/axes';
import type { Contraction } from '../../wgsl/contraction';
import type { Expression } from './expression';
import type { Tensor } from './tensor';

/** Elementwise: each output's element from inputs at places that views tell. In place where an output is a weight or slot. */
export interface MapNode {
  kind: 'map';
  shape: readonly number[];
  outputs: readonly { tensor: Tensor; expression: Expression }[];
}

/** Σ over the middle of [outer, reduced, inner], or the largest. */
export interface ReduceNode {
  kind: 'reduce';
  how: 'sum' | 'max';
  input: Tensor;
  outer: number;
  reduced: number;
  inner: number;
  output: Tensor;
}

/** C[batch, row, column] = Σ A[batch, row, k] · B[batch, column, k] over nested axes with strides; see wgsl/contraction.ts. */
export interface ContractNode {
  kind: 'contract';
  a: Tensor;
  b: Tensor;
  axes: ContractionAxes;
  output: Tensor;
}

export type ContractionAxes = Pick<Contraction<unknown>, 'batch' | 'rows' | 'columns' | 'sum' | 'offset'>;

/** C[out] = Σ A[out, k] · B[out, k]: products of which no operand is shared by a row or a column, as in depthwise convolutions. */
export interface ProductSumNode {
  kind: 'productSum';
  a: Tensor;
  b: Tensor;
  offset: { a: number; b: number };
  /** Outermost first; together they are the result, row-major. */
  out: readonly Axis<'a' | 'b'>[];
  sum: readonly Axis<'a' | 'b'>[];
  output: Tensor;
}

/** Sums of rows by id: output[id] = Σ rows whose id it is, in the order of rows. Ids outside count as the nearest inside. */
export interface ScatterNode {
  kind: 'scatter';
  /** [count], whole numbers as floats. */
  ids: Tensor;
  /** [count, units] */
  rows: Tensor;
  /** [vocabulary, units] */
  output: Tensor;
}

/** How a window moves over an image that is padded already. */
export interface Sliding {
  kernel: readonly [height: number, width: number];
  stride: number;
  dilation: number;
}

/** x [batch, h, w, in] with w [kh, kw, in, out] to [batch, oh, ow, out]; no padding. */
export interface Conv2dNode extends Sliding {
  kind: 'conv2d';
  x: Tensor;
  weights: Tensor;
  output: Tensor;
}

/** Gradient of a convolution's weights. `dy` [batch, h', w', out] holds the gradient from `origin` on, every `step` places. */
export interface FilterGradientNode extends Sliding {
  kind: 'filterGradient';
  x: Tensor;
  dy: Tensor;
  /** Height and width of the convolution's output. */
  places: readonly [number, number];
  origin: number;
  step: number;
  /** Images are summed in so many equal parts: the result has a leading axis then. */
  parts: number;
  output: Tensor;
}

/** The largest of each window that tiles the image, and which place of its window it came from, row by row. */
export interface MaxPoolNode {
  kind: 'maxPool';
  x: Tensor;
  size: number;
  output: Tensor;
  winner: Tensor;
}

/** The opposite: each window's gradient where its winner was, 0 at its other places. */
export interface UnpoolNode {
  kind: 'unpool';
  dy: Tensor;
  winner: Tensor;
  size: number;
  /** As large as all windows together. */
  output: Tensor;
}

export type Node =
  | MapNode
  | ReduceNode
  | ContractNode
  | ProductSumNode
  | ScatterNode
  | Conv2dNode
  | FilterGradientNode
  | MaxPoolNode
  | UnpoolNode;

/** Tensors that a node other than a map reads whole. */
export function operandsOfNode(node: Exclude<Node, MapNode>): readonly Tensor[] {
  switch (node.kind) {
    case 'reduce':
      return [node.input];
    case 'contract':
    case 'productSum':
      return [node.a, node.b];
    case 'scatter':
      return [node.ids, node.rows];
    case 'conv2d':
      return [node.x, node.weights];
    case 'filterGradient':
      return [node.x, node.dy];
    case 'maxPool':
      return [node.x];
    case 'unpool':
      return [node.dy, node.winner];
  }
}

/** Tensors that a node writes. */
export function outputsOf(node: Node): readonly Tensor[] {
  switch (node.kind) {
    case 'map':
      return node.outputs.map(({ tensor }) => tensor);
    case 'maxPool':
      return [node.output, node.winner];
    default:
      return [node.output];
  }
}
