// Adagrad (Duchi, Hazan and Singer 2011), as in PyTorch without a decay of its own: the schedule has that.
import type { OptimizerForm } from '../form';
import { add, constant, div, gradient, mul, number, slot, sqrt, square, sub, weight } from '../formula';

export const optimizer: OptimizerForm<'adagrad'> = {
  kind: 'adagrad',
  slots: () => ['sum'],
  numbers: (_, learningRate) => [learningRate],
  update({ epsilon }) {
    const sum = add(slot(0), square(gradient));
    const direction = div(gradient, add(sqrt(sum), constant(epsilon)));
    return { weight: sub(weight, mul(direction, number(0))), slots: [sum] };
  },
};
