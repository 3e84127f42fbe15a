// SGD with momentum, as in PyTorch: the velocity sums gradients, and the rate scales the step.
import type { OptimizerForm } from '../form';
import { add, constant, gradient, mul, number, slot, sub, weight } from '../formula';

export const optimizer: OptimizerForm<'momentum'> = {
  kind: 'momentum',
  slots: () => ['velocity'],
  numbers: (_, learningRate) => [learningRate],
  update({ momentum }) {
    const velocity = add(mul(slot(0), constant(momentum)), gradient);
    return { weight: sub(weight, mul(velocity, number(0))), slots: [velocity] };
  },
};
