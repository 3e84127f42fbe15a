// Elementwise operations and their gradients: what each activation is and how it slopes.
import {
  add,
  abs,
  constant,
  div,
  erf,
  exp,
  less,
  max,
  mul,
  neg,
  random,
  read,
  reciprocal,
  still,
  sub,
  tanh,
  where,
  type Expression,
} from '../graph/expression';
import type { Activation } from '../../../../contract/model/recipe';
import type { Graph } from '../graph/graph';
import type { Tensor } from '../graph/tensor';
import { sumTo } from './reduction';

/** An operation on elements: its value, and its slope by each input (given the inputs and the value), null for 1. */
export interface Elementwise {
  value(inputs: readonly Expression[]): Expression;
  slopes(inputs: readonly Expression[], value: Expression): readonly (Expression | null)[];
}

/** Applies an elementwise operation; inputs broadcast to `shape`. */
export function elementwise(
  graph: Graph,
  shape: readonly number[],
  inputs: readonly Tensor[],
  { value, slopes }: Elementwise,
): Tensor {
  const reads = inputs.map((input) => read(input));
  const output = graph.map(shape, value(reads));
  graph.record(output, inputs, (gradient) => {
    const found = slopes(reads, read(output));
    return inputs.map((input, index) => {
      if (!graph.learns(input)) return null;
      const slope = found[index] ?? null;
      const whole = slope === null ? gradient : graph.map(shape, mul(read(gradient), slope));
      return sumTo(graph, { shape, storage: whole.storage }, input.shape);
    });
  });
  return output;
}

const zero = constant(0);
const one = constant(1);
const first = (inputs: readonly Expression[]): Expression => inputs[0]!;
const sigmoid = (x: Expression): Expression => reciprocal(add(one, exp(neg(x))));
/** √(2/π)·½, the standard normal density at 0 */
const density = 1 / Math.sqrt(2 * Math.PI);

/** Activations on single elements; softmax is a composition of its own. */
const activations: Record<Exclude<Activation, 'linear' | 'softmax'>, Elementwise> = {
  relu: {
    value: (inputs) => max(first(inputs), zero),
    slopes: (_, y) => [where(less(zero, y), one, zero)],
  },
  elu: {
    value: (inputs) => where(less(zero, first(inputs)), first(inputs), sub(exp(first(inputs)), one)),
    slopes: (_, y) => [where(less(zero, y), one, add(y, one))],
  },
  gelu: {
    value: (inputs) => mul(first(inputs), normalShare(first(inputs))),
    slopes: (inputs) => {
      const x = first(inputs);
      const bell = mul(constant(density), exp(mul(constant(-0.5), mul(x, x))));
      return [add(normalShare(x), mul(x, bell))];
    },
  },
  tanh: {
    value: (inputs) => tanh(first(inputs)),
    slopes: (_, y) => [sub(one, mul(y, y))],
  },
  sigmoid: {
    value: (inputs) => sigmoid(first(inputs)),
    slopes: (_, y) => [mul(y, sub(one, y))],
  },
};

/** Share of a standard normal below x. */
function normalShare(x: Expression): Expression {
  return mul(constant(0.5), add(one, erf(mul(x, constant(Math.SQRT1_2)))));
}

/** An activation other than softmax. */
export function activate(graph: Graph, x: Tensor, activation: Exclude<Activation, 'softmax'>): Tensor {
  return activation === 'linear' ? x : elementwise(graph, x.shape, [x], activations[activation]);
}

/** Whether an activation never turns an order around, so that it may follow a maximum instead of preceding it. */
export function isMonotone(activation: Activation): boolean {
  return activation !== 'softmax' && activation !== 'gelu';
}

/** x + y, with y broadcast. */
export function addTensors(graph: Graph, x: Tensor, y: Tensor): Tensor {
  return elementwise(graph, x.shape, [x, y], {
    value: ([left, right]) => add(left!, right!),
    slopes: () => [null, null],
  });
}

/** [..., m] and [..., n] → [..., m + n]. */
export function concatLast(graph: Graph, x: Tensor, y: Tensor): Tensor {
  const [left, right] = [x.shape.at(-1)!, y.shape.at(-1)!];
  const shape = [...x.shape.slice(0, -1), left + right];
  const last = shape.length - 1;
  const part = (tensor: Tensor, before: number): Expression => {
    const axes = shape.map((_, axis) => ({ ...still(axis), before: axis === last ? before : 0 }));
    return read(tensor, { kind: 'affine', axes });
  };
  const output = graph.map(shape, add(part(x, 0), part(y, left)));
  graph.record(output, [x, y], (gradient) => {
    const dy = { ...gradient, shape };
    const cut = (tensor: Tensor, before: number) =>
      graph.learns(tensor) ? graph.map(tensor.shape, part(dy, -before)) : null;
    return [cut(x, 0), cut(y, left)];
  });
  return output;
}

/**
 * Inverted dropout by the mask of fillDropoutMask (model/net/layers/dropout.ts), bit for bit: its numbers are multiples of 2⁻²⁴, and so
 * is the threshold here.
 */
export function dropout(graph: Graph, x: Tensor, rate: number, stream: number): Tensor {
  const threshold = constant(Math.ceil(rate * 2 ** 24) / 2 ** 24);
  const mask = where(less(random(stream), threshold), zero, constant(1 / (1 - rate)));
  return elementwise(graph, x.shape, [x], {
    value: (inputs) => mul(first(inputs), mask),
    slopes: () => [mask],
  });
}

/** Huber's slope, the residual cut to ±1. */
export function clipped(residual: Expression): Expression {
  return where(less(abs(residual), one), residual, div(residual, abs(residual)));
}
