// What Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) share, as PyTorch computes it.
import {
  add,
  constant,
  div,
  gradient,
  mul,
  number,
  runningMean,
  slot,
  sqrt,
  square,
  sub,
  type Term,
  type Update,
} from './formula';

interface Adam {
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** The step's size and 1 / √(1 − β2ᵗ): what the bias of both running means is corrected by. */
export function adamNumbers({ beta1, beta2 }: Adam, learningRate: number, step: number): number[] {
  return [learningRate / (1 - beta1 ** step), 1 / Math.sqrt(1 - beta2 ** step)];
}

/** The update of a weight that starts from `start`. */
export function adamUpdate({ beta1, beta2, epsilon }: Adam, start: Term): Update {
  const mean = runningMean(slot(0), gradient, beta1);
  const variance = runningMean(slot(1), square(gradient), beta2);
  const root = mul(sqrt(variance), number(1));
  const direction = div(mean, add(root, constant(epsilon)));
  return { weight: sub(start, mul(direction, number(0))), slots: [mean, variance] };
}
