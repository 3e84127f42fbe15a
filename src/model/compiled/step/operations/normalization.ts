// Batch and layer normalisation with their closed-form gradients (Ioffe and Szegedy 2015; Ba et al. 2016), and softmax.
import {
  add,
  constant,
  div,
  exp,
  mul,
  read,
  reciprocal,
  sqrt,
  sub,
  type Expression,
} from '../graph/expression';
import type { Graph } from '../graph/graph';
import { elementsOf, type Tensor } from '../graph/tensor';
import { maxLast, sumLast, sumRows } from './reduction';

/** What a normalisation learns and, over batches, keeps. */
export interface NormWeights {
  gain: Tensor;
  shift: Tensor;
  epsilon: number;
}

/** The running mean and variance, and how much of them stays at each step. */
export interface MovingStatistics {
  mean: Tensor;
  variance: Tensor;
  momentum: number;
}

interface Normalized {
  output: Tensor;
  mean: Tensor;
  variance: Tensor;
}

type Sum = (graph: Graph, x: Tensor) => Tensor;

/** (x − mean) / √(variance + ε) · gain + shift, the statistics over what `sum` sums. */
function normalize(graph: Graph, x: Tensor, { gain, shift, epsilon }: NormWeights, sum: Sum): Normalized {
  const { shape } = x;
  const statistic = (of: Tensor, count: number) => graph.map(of.shape, mul(read(of), constant(1 / count)));
  const total = sum(graph, x);
  const count = elementsOf(shape) / elementsOf(total.shape);
  const mean = statistic(total, count);
  const centred = sub(read(x), read(mean));
  const variance = statistic(sum(graph, graph.map(shape, mul(centred, centred))), count);
  const scale = graph.map(mean.shape, reciprocal(sqrt(add(read(variance), constant(epsilon)))));
  const standard = mul(centred, read(scale));
  const output = graph.map(shape, add(mul(standard, read(gain)), read(shift)));
  graph.record(output, [x, gain, shift], (gradient) => {
    const dy = read({ ...gradient, shape });
    const along = mul(dy, standard);
    const byShift = graph.learns(shift) ? sumRows(graph, { ...gradient, shape }) : null;
    const byGain = graph.learns(gain) ? sumRows(graph, graph.map(shape, along)) : null;
    if (!graph.learns(x)) return [null, byGain, byShift];
    const perColumn = sum === sumRows;
    // Where the statistics are columns', the gain leaves the sums; where they are rows', it stays inside.
    const inner = perColumn ? dy : mul(dy, read(gain));
    const sumOf = (expression: Expression) => read(sum(graph, graph.map(shape, expression)));
    const first = perColumn && byShift ? read(byShift) : sumOf(inner);
    const second = perColumn && byGain ? read(byGain) : sumOf(mul(inner, standard));
    const spreadBack = mul(constant(1 / count), add(first, mul(standard, second)));
    const outer = perColumn ? mul(read(scale), read(gain)) : read(scale);
    return [graph.map(shape, mul(outer, sub(inner, spreadBack))), byGain, byShift];
  });
  return { output, mean, variance };
}

/** Normalises each channel over the batch and moves the running statistics along. */
export function batchNorm(graph: Graph, x: Tensor, weights: NormWeights, moving: MovingStatistics): Tensor {
  const { output, mean, variance } = normalize(graph, x, weights, sumRows);
  const keep = (kept: Tensor, now: Tensor) => {
    const moved = add(
      mul(read(kept), constant(moving.momentum)),
      mul(read(now), constant(1 - moving.momentum)),
    );
    graph.update([{ tensor: kept, expression: moved }]);
  };
  keep(moving.mean, mean);
  keep(moving.variance, variance);
  return output;
}

/** Normalises by the running statistics: what a trained net does. */
export function batchNormFixed(
  graph: Graph,
  x: Tensor,
  weights: NormWeights,
  moving: MovingStatistics,
): Tensor {
  const scale = reciprocal(sqrt(add(read(moving.variance), constant(weights.epsilon))));
  const standard = mul(sub(read(x), read(moving.mean)), scale);
  return graph.map(x.shape, add(mul(standard, read(weights.gain)), read(weights.shift)));
}

/** Normalises each row over its last axis. */
export function layerNorm(graph: Graph, x: Tensor, weights: NormWeights): Tensor {
  return normalize(graph, x, weights, sumLast).output;
}

/** Softmax along the last axis. */
export function softmax(graph: Graph, x: Tensor): Tensor {
  const raised = exp(sub(read(x), read(maxLast(graph, x))));
  const total = sumLast(graph, graph.map(x.shape, raised));
  const output = graph.map(x.shape, div(raised, read(total)));
  graph.record(output, [x], (gradient) => {
    const dy = read({ ...gradient, shape: x.shape });
    const y = read(output);
    const along = sumLast(graph, graph.map(x.shape, mul(dy, y)));
    return [graph.map(x.shape, mul(y, sub(dy, read(along))))];
  });
  return output;
}
