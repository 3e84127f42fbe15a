// Pooling and its opposite. Windows tile the image; what is left over at the far edges belongs to none. The extent is how many
// windows there are, down and across: not all that the image has, where the last ones are read by nothing.
import {
  add,
  constant,
  equal,
  mul,
  read,
  where,
  type AxisView,
  type Expression,
  still,
} from '../graph/expression';
import type { Graph } from '../graph/graph';
import type { Extent, Tensor } from '../graph/tensor';

/** The window that a place of the image belongs to. */
function windowsOf(size: number): readonly AxisView[] {
  return [still(0), { ...still(1), divide: size }, { ...still(2), divide: size }, still(3)];
}

/** Largest of each window, [batch, h, w, c] → [batch, …extent, c]. */
export function maxPool(graph: Graph, x: Tensor, size: number, extent: Extent): Tensor {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const shape = [batch, ...extent, channels];
  const output = graph.tensor(shape);
  const winner = graph.tensor(shape);
  graph.nodes.push({ kind: 'maxPool', x, size, output, winner });
  graph.record(output, [x], (gradient) => {
    const dy: Tensor = { ...gradient, shape };
    const [, height, width] = x.shape as [number, number, number, number];
    if (height === extent[0] * size && width === extent[1] * size) {
      const byX = graph.tensor(x.shape);
      graph.nodes.push({ kind: 'unpool', dy, winner, size, output: byX });
      return [byX];
    }
    const view = { kind: 'affine', axes: windowsOf(size) } as const;
    const within = placeInWindow(size);
    return [graph.map(x.shape, where(equal(read(winner, view), within), read(dy, view), constant(0)))];
  });
  return output;
}

/** An image place's number in its window, row by row: (y mod size) · size + x mod size. */
function placeInWindow(size: number): Expression {
  const modulo = (fromLast: number): Expression => ({ kind: 'coordinate', fromLast, modulo: size });
  return add(mul(modulo(2), constant(size)), modulo(1));
}

/** Mean of each window. */
export function averagePool(graph: Graph, x: Tensor, size: number, extent: Extent): Tensor {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const shape = [batch, ...extent, channels];
  const share = constant(1 / size ** 2);
  const output = graph.map(shape, mul(sumOfWindow(x, size), share));
  graph.record(output, [x], (gradient) => {
    const dy = read({ ...gradient, shape }, { kind: 'affine', axes: windowsOf(size) });
    return [graph.map(x.shape, mul(dy, share))];
  });
  return output;
}

/** Each place becomes size × size equal ones. */
export function upsample(graph: Graph, x: Tensor, size: number): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const shape = [batch, height * size, width * size, channels];
  const output = graph.map(shape, read(x, { kind: 'affine', axes: windowsOf(size) }));
  graph.record(output, [x], (gradient) => [graph.map(x.shape, sumOfWindow({ ...gradient, shape }, size))]);
  return output;
}

/** The sum of the window that a place stands for. */
function sumOfWindow(image: Tensor, size: number): Expression {
  let sum: Expression = constant(0);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = (axis: number, after: number): AxisView => ({ ...still(axis), times: size, after });
      sum = add(sum, read(image, { kind: 'affine', axes: [still(0), at(1, row), at(2, column), still(3)] }));
    }
  }
  return sum;
}
