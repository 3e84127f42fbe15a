// What LSTM and GRU share: projections of all steps at once, the reads of gates, the gradients of the weights. Formulas, weights
// and the order of gates are those of model/net/layers/sequence/recurrent.ts.
import {
  add,
  constant,
  coordinate,
  equal,
  exp,
  mul,
  neg,
  read,
  reciprocal,
  still,
  sub,
  where,
  type AxisView,
  type Expression,
} from '../graph/expression';
import type { Graph } from '../graph/graph';
import type { ContractionAxes } from '../graph/primitives';
import type { Tensor } from '../graph/tensor';
import { contract } from './contraction';
import { sumRows } from './reduction';

/** Sizes of one layer over a batch. */
interface Sizes {
  batch: number;
  steps: number;
  inputs: number;
  units: number;
  gates: number;
}

export const one = constant(1);
export const sigmoid = (x: Expression): Expression => reciprocal(add(one, exp(neg(x))));
const fixed = (axis: number, place: number): AxisView => ({ ...still(axis), times: 0, after: place });
export const squashed = (y: Expression): Expression => mul(y, sub(one, y));
export const flattened = (y: Expression): Expression => sub(one, mul(y, y));

/** A sequence [batch, steps, width] as [batch, width] for each step. */
function stepsOf(graph: Graph, sequence: Tensor): Tensor[] {
  const [batch, steps, width] = sequence.shape as [number, number, number];
  const { whole, each } = graph.pieces(steps, [batch, width]);
  const axes = [still(1), still(0), still(2)];
  graph.update([{ tensor: whole, expression: read(sequence, { kind: 'affine', axes }) }]);
  return each;
}

/** The part of one gate of [batch, gates · units], read at [batch, units]. */
export function ofGate(tensor: Tensor, units: number, gate: number): Expression {
  return read(tensor, { kind: 'affine', axes: [still(0), { ...still(1), after: gate * units }] });
}

/** Reads for an element of [batch, gates, units]: [batch, units] broadcast, and a gate of [batch, gates · units]. */
export function overGates({ batch, units, gates }: Sizes) {
  return {
    shape: [batch, gates, units],
    state: (tensor: Tensor) => read({ shape: [batch, 1, units], storage: tensor.storage }),
    gate: (tensor: Tensor, gate: number) => {
      const seen: Tensor = { shape: [batch, gates, units], storage: tensor.storage };
      return read(seen, { kind: 'affine', axes: [still(0), fixed(1, gate), still(2)] });
    },
  };
}

/** The expression of the gate that an element of [batch, gates, units] belongs to. */
export function byGate(expressions: readonly Expression[]): Expression {
  return expressions
    .slice(0, -1)
    .reduceRight(
      (rest, each, gate) => where(equal(coordinate(1), constant(gate)), each, rest),
      expressions.at(-1)!,
    );
}

interface Recurrent {
  graph: Graph;
  x: Tensor;
  kernel: Tensor;
  recurrent: Tensor;
  sizes: Sizes;
}

export function prepare(graph: Graph, x: Tensor, kernel: Tensor, recurrent: Tensor): Recurrent {
  const [batch, steps, inputs] = x.shape as [number, number, number];
  const [units, width] = recurrent.shape as [number, number];
  return { graph, x, kernel, recurrent, sizes: { batch, steps, inputs, units, gates: width / units } };
}

/** x W + b, [batch, gates · units] for each step. */
export function projectInputs({ graph, x, kernel, sizes }: Recurrent, bias: Tensor): Tensor[] {
  const { batch, steps, inputs, units, gates } = sizes;
  const width = gates * units;
  const { whole, each } = graph.pieces(steps, [batch, width]);
  const axes: ContractionAxes = {
    batch: [],
    rows: [
      { size: batch, stride: { a: steps * inputs, out: width } },
      { size: steps, stride: { a: inputs, out: pitchOf(whole) } },
    ],
    columns: { size: width, stride: { b: 1 } },
    sum: [{ size: inputs, stride: { a: 1, b: width } }],
  };
  const projected = contract(graph, x, kernel, axes, whole.shape);
  graph.update([{ tensor: whole, expression: add(read(projected), read(bias)) }]);
  return each;
}

/** h R, [batch, gates · units]. */
export function projectState({ graph, recurrent, sizes }: Recurrent, state: Tensor): Tensor {
  const { batch, units, gates } = sizes;
  const width = gates * units;
  const axes: ContractionAxes = {
    batch: [],
    rows: [{ size: batch, stride: { a: units, out: width } }],
    columns: { size: width, stride: { b: 1 } },
    sum: [{ size: units, stride: { a: 1, b: width } }],
  };
  return contract(graph, state, recurrent, axes, [batch, width]);
}

/** d Rᵀ: what a step's gradient says of the state before it, [batch, units]. */
export function backToState({ graph, recurrent, sizes }: Recurrent, slope: Tensor): Tensor {
  const { batch, units, gates } = sizes;
  const width = gates * units;
  const axes: ContractionAxes = {
    batch: [],
    rows: [{ size: batch, stride: { a: width, out: units } }],
    columns: { size: units, stride: { b: width } },
    sum: [{ size: width, stride: { a: 1, b: 1 } }],
  };
  return contract(graph, slope, recurrent, axes, [batch, units]);
}

const pitchOf = ({ shape }: Tensor): number => shape[1]! * shape[2]!;

/** Gradients of the inputs (null where none is wanted) and of W from the slopes of all steps. */
export function inputGradients(
  { graph, x, kernel, sizes }: Recurrent,
  slopes: Tensor,
): [Tensor | null, Tensor] {
  const { batch, steps, inputs, units, gates } = sizes;
  const width = gates * units;
  const pitch = pitchOf(slopes);
  const byX = (): Tensor => {
    const axes: ContractionAxes = {
      batch: [],
      rows: [
        { size: steps, stride: { a: pitch, out: inputs } },
        { size: batch, stride: { a: width, out: steps * inputs } },
      ],
      columns: { size: inputs, stride: { b: width } },
      sum: [{ size: width, stride: { a: 1, b: 1 } }],
    };
    return contract(graph, slopes, kernel, axes, x.shape);
  };
  const axes: ContractionAxes = {
    batch: [],
    rows: [{ size: inputs, stride: { a: 1, out: width } }],
    columns: { size: width, stride: { b: 1 } },
    sum: [
      { size: steps, stride: { a: inputs, b: pitch } },
      { size: batch, stride: { a: steps * inputs, b: width } },
    ],
  };
  return [graph.learns(x) ? byX() : null, contract(graph, x, slopes, axes, kernel.shape)];
}

/** Gradient of R: each step's slopes with the state before it. */
export function recurrentGradient(
  { graph, recurrent, sizes }: Recurrent,
  states: Tensor,
  slopes: Tensor,
): Tensor {
  const { batch, steps, units, gates } = sizes;
  if (steps === 1) return graph.map(recurrent.shape, constant(0));
  const width = gates * units;
  const axes: ContractionAxes = {
    batch: [],
    rows: [{ size: units, stride: { a: 1, out: width } }],
    columns: { size: width, stride: { b: 1 } },
    sum: [
      { size: steps - 1, stride: { a: pitchOf(states), b: pitchOf(slopes) } },
      { size: batch, stride: { a: units, b: width } },
    ],
    offset: { b: pitchOf(slopes) },
  };
  return contract(graph, states, slopes, axes, recurrent.shape);
}

/** Σ over steps and rows of pieces [steps, rows', width], the batch's rows only. */
export function sumOfPieces(graph: Graph, { batch, steps }: Sizes, whole: Tensor): Tensor {
  const width = whole.shape[2]!;
  const axes = [still(0), still(1), still(2)];
  return sumRows(graph, graph.map([steps, batch, width], read(whole, { kind: 'affine', axes })));
}

/** What a layer puts out: the states of all steps, or the last. */
export function outputOf(
  graph: Graph,
  { batch, steps, units }: Sizes,
  states: { whole: Tensor; each: Tensor[] },
  all: boolean,
): Tensor {
  if (!all) return graph.map([batch, units], read(states.each.at(-1)!));
  const axes = [still(1), still(0), still(2)];
  return graph.map([batch, steps, units], read(states.whole, { kind: 'affine', axes }));
}

/** What the output's gradient says of each step's state; null for nothing. */
export function slopesOf(
  graph: Graph,
  gradient: Tensor,
  { steps }: Sizes,
  all: boolean,
): (Expression | null)[] {
  if (all) return stepsOf(graph, gradient).map((step) => read(step));
  return Array.from({ length: steps }, (_, step) => (step === steps - 1 ? read(gradient) : null));
}

export function sumOf(expressions: readonly (Expression | null)[]): Expression {
  const present = expressions.filter((each) => each !== null);
  return present.length === 0 ? constant(0) : present.reduce((sum, each) => add(sum, each));
}

/** Weights of a recurrent layer; `recurrentBias` is the GRU's. */
export interface RecurrentWeights {
  kernel: Tensor;
  recurrent: Tensor;
  bias: Tensor;
  recurrentBias?: Tensor;
}
