// Optimiser updates as elementwise expressions, in place. Formulas, rules and constants are those of model/net/optimizers/optimizers.ts.
import type { OptimizerSpec } from '../../../../contract/model/recipe';
import type { GradientRules } from '../../../net/optimizers/optimizers';
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
  const ruled = learnt.map((entry) => penalized(entry, rules, lossScale));
  const factor = rules.clipNorm === null ? null : clipFactor(graph, learnt, ruled, rules.clipNorm);
  learnt.forEach(({ weight, slots, kernel }, index) => {
    const gradient = factor ? mul(ruled[index]!, factor) : ruled[index]!;
    const [first, second] = slots;
    const values = updated(
      optimizer,
      read(weight),
      gradient,
      first && read(first),
      second && read(second),
      kernel,
    );
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

/** The weight and its slots after one update. */
function updated(
  spec: OptimizerSpec,
  weight: Expression,
  gradient: Expression,
  first: Expression | undefined,
  second: Expression | undefined,
  kernel: boolean,
): Expression[] {
  const rate = parameter('learningRate');
  switch (spec.kind) {
    case 'sgd':
      return [sub(weight, mul(gradient, rate))];
    case 'momentum': {
      const velocity = add(mul(first!, constant(spec.momentum)), gradient);
      return [sub(weight, mul(velocity, rate)), velocity];
    }
    case 'rmsprop': {
      const kept = mul(mul(gradient, gradient), constant(1 - spec.decay));
      const square = add(mul(first!, constant(spec.decay)), kept);
      const direction = div(gradient, add(sqrt(square), constant(spec.epsilon)));
      if (!second) return [sub(weight, mul(direction, rate)), square];
      const velocity = add(mul(second, constant(spec.momentum)), direction);
      return [sub(weight, mul(velocity, rate)), square, velocity];
    }
    case 'adam':
    case 'adamw': {
      const mean = add(mul(first!, constant(spec.beta1)), mul(gradient, constant(1 - spec.beta1)));
      const square = mul(mul(gradient, gradient), constant(1 - spec.beta2));
      const variance = add(mul(second!, constant(spec.beta2)), square);
      const root = mul(sqrt(variance), parameter('rootScale'));
      const direction = div(mean, add(root, constant(spec.epsilon)));
      const start = spec.kind === 'adamw' && kernel ? mul(weight, parameter('decay')) : weight;
      return [sub(start, mul(direction, parameter('stepSize'))), mean, variance];
    }
  }
}

/** The numbers that updates of a step (from 1) read, rounded to float32 only at the end. */
export function stepParameters(spec: OptimizerSpec, learningRate: number, step: number) {
  const adam = spec.kind === 'adam' || spec.kind === 'adamw' ? spec : null;
  return {
    learningRate,
    stepSize: adam ? learningRate / (1 - adam.beta1 ** step) : learningRate,
    rootScale: adam ? 1 / Math.sqrt(1 - adam.beta2 ** step) : 1,
    decay: spec.kind === 'adamw' ? 1 - learningRate * spec.weightDecay : 1,
  };
}
