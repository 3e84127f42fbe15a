// AdamW: decay is apart from the gradient, and on kernels only.
import { adamNumbers, adamUpdate } from '../adam-update';
import type { OptimizerForm } from '../form';
import { mul, number, weight } from '../formula';

export const optimizer: OptimizerForm<'adamw'> = {
  kind: 'adamw',
  slots: () => ['m', 'v'],
  numbers: (spec, learningRate, step) => [
    ...adamNumbers(spec, learningRate, step),
    1 - learningRate * spec.weightDecay,
  ],
  update: (spec, isKernel) => adamUpdate(spec, isKernel ? mul(weight, number(2)) : weight),
};
