// Stochastic gradient descent: w − rate · g.
import type { OptimizerForm } from '../form';
import { gradient, mul, number, sub, weight } from '../formula';

export const optimizer: OptimizerForm<'sgd'> = {
  kind: 'sgd',
  slots: () => [],
  numbers: (_, learningRate) => [learningRate],
  update: () => ({ weight: sub(weight, mul(gradient, number(0))), slots: [] }),
};
