// Adam.
import { adamNumbers, adamUpdate } from '../adam-update';
import type { OptimizerForm } from '../form';
import { weight } from '../formula';

export const optimizer: OptimizerForm<'adam'> = {
  kind: 'adam',
  slots: () => ['m', 'v'],
  numbers: adamNumbers,
  update: (spec) => adamUpdate(spec, weight),
};
