// RMSprop (Tieleman and Hinton 2012), as in PyTorch, with a velocity where it has momentum.
import type { OptimizerForm } from '../form';
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
  weight,
} from '../formula';

export const optimizer: OptimizerForm<'rmsprop'> = {
  kind: 'rmsprop',
  slots: ({ momentum }) => (momentum > 0 ? ['square', 'velocity'] : ['square']),
  numbers: (_, learningRate) => [learningRate],
  update({ decay, momentum, epsilon }) {
    const squares = runningMean(slot(0), square(gradient), decay);
    const direction = div(gradient, add(sqrt(squares), constant(epsilon)));
    if (momentum === 0) return { weight: sub(weight, mul(direction, number(0))), slots: [squares] };
    const velocity = add(mul(slot(1), constant(momentum)), direction);
    return { weight: sub(weight, mul(velocity, number(0))), slots: [squares, velocity] };
  },
};
