// Optimiser updates as elementwise expressions, in place. Rules and constants are those of model/net/optimizers/optimizers.ts.
import type { OptimizerSpec } from '../../../../contract/model/recipe';
import { termsOf, type Term, type Update } from '../../../net/optimizers/formula';
import type { GradientRules } from '../../../net/optimizers/optimizers';
import { optimizerForm } from '../../../net/optimizers/registry';
import {
  add,
  constant,
  div,
  min,
  mul,
  parameter,
  read,
  sign,
  sqrt,
  sub,
  type Expression,
} from '../graph/expression';
import type { Graph } from '../graph/graph';
import { sumAll } from '../operations/reduction';
import type { Tensor } from '../graph/tensor';

const unary = { sqrt, sign };
const binary = { add, sub, mul, div };

/** A weight that learns, with its gradient and its optimiser's slots in the order of slotNames. */
export interface Learnt {
  weight: Tensor;
  kernel: boolean;
  gradient: Tensor;
  slots: readonly Tensor[];
}

/** How weights learn from the gradients of a loss that is `lossScale` times the real one. */
interface UpdateSpec {
  optimizer: OptimizerSpec;
  rules: GradientRules;
  lossScale?: number;
}

/** Writes down one update of all weights. */
export function updateWeights(
  graph: Graph,
  { optimizer, rules, lossScale = 1 }: UpdateSpec,
  learnt: readonly Learnt[],
): void {
  const { update } = optimizerForm(optimizer.kind);
  const ruled = learnt.map((entry) => penalized(entry, rules, lossScale));
  const factor = rules.clipNorm === null ? null : clipFactor(graph, learnt, ruled, rules.clipNorm);
  learnt.forEach(({ weight, slots, kernel }, index) => {
    const gradient = factor ? mul(ruled[index]!, factor) : ruled[index]!;
    const inputs = { weight: read(weight), gradient, slots: slots.map((slot) => read(slot)) };
    const values = updated(update(optimizer, kernel), inputs);
    graph.update(values.map((expression, at) => ({ tensor: [weight, ...slots][at]!, expression })));
  });
}

function penalized(
  { weight, kernel, gradient }: Learnt,
  { l1, l2 }: GradientRules,
  lossScale: number,
): Expression {
  const scaled = read({ ...gradient, shape: weight.shape });
  const given = lossScale === 1 ? scaled : mul(scaled, constant(1 / lossScale));
  if (!kernel) return given;
  const withL2 = l2 === 0 ? given : add(given, mul(read(weight), constant(2 * l2)));
  return l1 === 0 ? withL2 : add(withL2, mul(sign(read(weight)), constant(l1)));
}

function clipFactor(
  graph: Graph,
  learnt: readonly Learnt[],
  ruled: readonly Expression[],
  limit: number,
): Expression {
  const squares = ruled.map((gradient, index) => {
    const { shape } = learnt[index]!.weight;
    return read(sumAll(graph, graph.map(shape, mul(gradient, gradient))));
  });
  const norm = sqrt(squares.reduce((sum, square) => add(sum, square)));
  const factor = min(div(constant(limit), add(norm, constant(1e-6))), constant(1));
  return read(graph.map([1], factor));
}

/** The weight and its slots after one update: the optimiser's formula over expressions. */
function updated(
  update: Update,
  { weight, gradient, slots }: { weight: Expression; gradient: Expression; slots: readonly Expression[] },
): Expression[] {
  const values = new Map<Term, Expression>();
  const valueOf = (term: Term): Expression => {
    switch (term.kind) {
      case 'weight':
        return weight;
      case 'gradient':
        return gradient;
      case 'slot':
        return slots[term.index]!;
      case 'constant':
        return constant(term.value);
      case 'number':
        return parameter(term.index);
      case 'unary': {
        const of = values.get(term.of)!;
        return term.name === 'square' ? mul(of, of) : unary[term.name](of);
      }
      case 'binary':
        return binary[term.name](values.get(term.left)!, values.get(term.right)!);
    }
  };
  for (const term of termsOf(update)) values.set(term, valueOf(term));
  return [update.weight, ...update.slots].map((term) => values.get(term)!);
}

/** The numbers that updates of a step (from 1) read, rounded to float32 only at the end. */
export function stepParameters(spec: OptimizerSpec, learningRate: number, step: number): readonly number[] {
  return optimizerForm(spec.kind).numbers(spec, learningRate, step);
}
