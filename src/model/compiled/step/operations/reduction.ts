// Sums and maxima along axes, with their gradients.
import { constant, mul, read } from '../graph/expression';
import type { Graph } from '../graph/graph';
import { elementsOf, type Tensor } from '../graph/tensor';

/** Sums longer than this are cut in two, so that one invocation does not walk them alone. */
const longSum = 512;
const shortOutput = 4096;

function reduce(
  graph: Graph,
  how: 'sum' | 'max',
  input: Tensor,
  [outer, reduced, inner]: readonly [number, number, number],
  shape: readonly number[],
): Tensor {
  const parts = how === 'sum' && outer * inner <= shortOutput ? partsOf(reduced) : 1;
  if (parts > 1) {
    const partial = graph.tensor([outer, parts, inner]);
    const within = { outer: outer * parts, reduced: reduced / parts, inner };
    graph.nodes.push({ kind: 'reduce', how, input, ...within, output: partial });
    return reduce(graph, how, partial, [outer, parts, inner], shape);
  }
  const output = graph.tensor(shape);
  graph.nodes.push({ kind: 'reduce', how, input, outer, reduced, inner, output });
  return output;
}

/** Into how many equal parts a long sum is cut: near its root. */
function partsOf(reduced: number): number {
  if (reduced <= longSum) return 1;
  const root = Math.sqrt(reduced);
  let best = 1;
  for (let parts = 2; parts <= root * 2; parts++) {
    if (reduced % parts === 0 && Math.abs(parts - root) < Math.abs(best - root)) best = parts;
  }
  return best;
}

/** Largest along the last axis, [...] → [..., 1]; passes no gradient on. */
export function maxLast(graph: Graph, x: Tensor): Tensor {
  const [rows, length] = rowsOf(x);
  return reduce(graph, 'max', x, [rows, length, 1], [...x.shape.slice(0, -1), 1]);
}

/** Sum along the last axis, [...] → [..., 1]. */
export function sumLast(graph: Graph, x: Tensor): Tensor {
  const [rows, length] = rowsOf(x);
  const output = reduce(graph, 'sum', x, [rows, length, 1], [...x.shape.slice(0, -1), 1]);
  graph.record(output, [x], (gradient) => [graph.map(x.shape, read({ ...gradient, shape: output.shape }))]);
  return output;
}

/** Sum over all axes but the last: [..., c] → [c]. */
export function sumRows(graph: Graph, x: Tensor): Tensor {
  const [rows, length] = rowsOf(x);
  const output = reduce(graph, 'sum', x, [1, rows, length], [length]);
  graph.record(output, [x], (gradient) => [graph.map(x.shape, read({ ...gradient, shape: output.shape }))]);
  return output;
}

/** Mean over an image's places, [batch, h, w, c] → [batch, c]; or over a sequence's, [batch, t, c] → [batch, c]. */
export function meanPlaces(graph: Graph, x: Tensor): Tensor {
  const batch = x.shape[0]!;
  const channels = x.shape.at(-1)!;
  const places = elementsOf(x.shape.slice(1, -1));
  const sum = reduce(graph, 'sum', x, [batch, places, channels], [batch, channels]);
  const output = graph.map(sum.shape, mul(read(sum), constant(1 / places)));
  graph.record(output, [x], (gradient) => {
    const rows = { shape: [batch, 1, channels], storage: gradient.storage };
    const spread = graph.map([batch, places, channels], mul(read(rows), constant(1 / places)));
    return [graph.reshape(spread, x.shape)];
  });
  return output;
}

/** Sum of all elements, [1]. */
export function sumAll(graph: Graph, x: Tensor): Tensor {
  return reduce(graph, 'sum', x, [1, elementsOf(x.shape), 1], [1]);
}

/** A gradient summed over the axes along which its input was stretched. */
export function sumTo(graph: Graph, gradient: Tensor, shape: readonly number[]): Tensor {
  if (elementsOf(shape) === elementsOf(gradient.shape)) return { shape, storage: gradient.storage };
  const [rows, length] = rowsOf(gradient);
  const isVector = elementsOf(shape) === length && shape.at(-1) === length;
  if (isVector) return reduce(graph, 'sum', gradient, [1, rows, length], shape);
  if (shape.at(-1) === 1 && elementsOf(shape) === rows) {
    return reduce(graph, 'sum', gradient, [rows, length, 1], shape);
  }
  if (elementsOf(shape) * gradient.shape[0]! === elementsOf(gradient.shape)) {
    return reduce(graph, 'sum', gradient, [1, gradient.shape[0]!, elementsOf(shape)], shape);
  }
  throw new Error(`no sum from [${gradient.shape.join()}] to [${shape.join()}]`);
}

function rowsOf({ shape }: Tensor): [rows: number, length: number] {
  const length = shape.at(-1) ?? 1;
  return [elementsOf(shape) / length, length];
}
