// What sequences need: rows of a table by id, and attention. Formulas are those of model/net/layers/sequence/.
import {
  add,
  constant,
  coordinate,
  div,
  exp,
  less,
  max,
  mul,
  read,
  sub,
  where,
  type Expression,
} from '../graph/expression';
import type { Graph } from '../graph/graph';
import type { Tensor } from '../graph/tensor';
import { contract } from './contraction';
import { maxLast, sumLast } from './reduction';

/** Rows of a table [vocabulary, units] by ids [batch, steps] → [batch, steps, units]. */
export function lookUp(graph: Graph, table: Tensor, ids: Tensor): Tensor {
  const [vocabulary, units] = table.shape as [number, number];
  const output = graph.map([...ids.shape, units], read(table, { kind: 'looked-up', ids }));
  graph.record(output, [table], (gradient) => {
    const found = graph.tensor([vocabulary, units]);
    graph.nodes.push({ kind: 'scatter', ids, rows: gradient, output: found });
    return [found];
  });
  return output;
}

/** Which steps a step may see. */
export interface Visibility {
  causal: boolean;
  /** Token ids [batch, steps] where those of id 0 are seen by none. */
  tokens: Tensor | null;
}

/** Taken from the scores that are not allowed; see maskedSoftmax in model/net/layers/sequence/attention.ts. */
const farBelow = 1e9;

/**
 * softmax(q kᵀ / √width) v for each head; q, k, v and the result are [batch, steps, channels], of which head h has the
 * channels from h · width on. Nothing is moved: the strides of the contractions find each head.
 */
export function attend(
  graph: Graph,
  [query, key, value]: readonly [Tensor, Tensor, Tensor],
  heads: number,
  visibility: Visibility,
): Tensor {
  const [batch, steps, channels] = query.shape as [number, number, number];
  const width = channels / heads;
  const layout = layoutOf(batch, steps, channels, heads);
  const scores = contract(graph, query, key, layout.scores, [batch, heads, steps, steps]);
  const scale = constant(1 / Math.sqrt(width));
  const weights = maskedSoftmax(graph, scores, scale, visibility);
  const output = contract(graph, weights, value, layout.heard, query.shape);
  graph.record(output, [query, key, value], (gradient) => {
    const byWeights = contract(graph, gradient, value, layout.scores, scores.shape);
    const byValue = contract(graph, weights, gradient, layout.turned, value.shape);
    const along = sumLast(graph, graph.map(scores.shape, mul(read(byWeights), read(weights))));
    const slope = mul(mul(read(weights), sub(read(byWeights), read(along))), scale);
    const byScores = graph.map(scores.shape, slope);
    return [
      contract(graph, byScores, key, layout.heard, query.shape),
      contract(graph, byScores, query, layout.turned, key.shape),
      byValue,
    ];
  });
  return output;
}

/** The axes of attention's three kinds of products. */
function layoutOf(batch: number, steps: number, channels: number, heads: number) {
  const width = channels / heads;
  const sequence = steps * channels;
  const square = steps * steps;
  const stack = (size: number, a: number, b: number, out: number) => ({ size, stride: { a, b, out } });
  const over = [stack(batch, heads * square, sequence, sequence), stack(heads, square, width, width)];
  return {
    /** [steps, width] · [steps, width]ᵀ */
    scores: {
      batch: [stack(batch, sequence, sequence, heads * square), stack(heads, width, width, square)],
      rows: [{ size: steps, stride: { a: channels, out: steps } }],
      columns: { size: steps, stride: { b: channels } },
      sum: [{ size: width, stride: { a: 1, b: 1 } }],
    },
    /** [steps, steps] · [steps, width] */
    heard: {
      batch: over,
      rows: [{ size: steps, stride: { a: steps, out: channels } }],
      columns: { size: width, stride: { b: 1 } },
      sum: [{ size: steps, stride: { a: 1, b: channels } }],
    },
    /** [steps, steps]ᵀ · [steps, width] */
    turned: {
      batch: over,
      rows: [{ size: steps, stride: { a: 1, out: channels } }],
      columns: { size: width, stride: { b: 1 } },
      sum: [{ size: steps, stride: { a: steps, b: channels } }],
    },
  };
}

/** Softmax of scaled scores [batch, heads, steps, steps] among what is allowed; a row where nothing is allowed gives zeros. */
function maskedSoftmax(
  graph: Graph,
  scores: Tensor,
  scale: Expression,
  { causal, tokens }: Visibility,
): Tensor {
  const scaled = mul(read(scores), scale);
  const allowed = allowedBy(causal, tokens);
  const masked = graph.map(
    scores.shape,
    allowed ? add(scaled, mul(sub(allowed, constant(1)), constant(farBelow))) : scaled,
  );
  const powers = exp(sub(read(masked), read(maxLast(graph, masked))));
  const kept = graph.map(scores.shape, allowed ? mul(powers, allowed) : powers);
  const total = max(read(sumLast(graph, kept)), constant(1));
  return graph.map(scores.shape, div(read(kept), total));
}

/** 1 where a step (the last axis but one) may see a step (the last); null where all may. */
function allowedBy(causal: boolean, tokens: Tensor | null): Expression | null {
  const [zero, one] = [constant(0), constant(1)];
  const past = causal ? where(less(coordinate(1), coordinate(0)), zero, one) : null;
  if (!tokens) return past;
  const [batch, steps] = tokens.shape as [number, number];
  const ids = read({ shape: [batch, 1, 1, steps], storage: tokens.storage });
  const present = where(less(ids, one), zero, one);
  return past ? mul(past, present) : present;
}
