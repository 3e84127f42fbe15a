// A number: the net answers with (y − shift) / scale.
import { mae } from '../../metrics/mae';
import { rmse } from '../../metrics/rmse';
import { judgeNumbers } from '../judging/regression';
import { linearBaseline } from '../baseline-model';
import type { TaskDefinition } from '../task';

export const regression: TaskDefinition = {
  name: 'regression',
  judges: 'regression',
  target: {
    learns: 'number',
    needs: 'a column of numbers',
    accepts: ({ type }) => type === 'number',
    offers: ({ type }) => type === 'number',
    suits: ({ type }) => type === 'number',
    takesClasses: () => false,
    classes: () => 0,
  },
  head: {
    activation: 'linear',
    units: () => 1,
    columns: () => 1,
    outputs: (logits, _, { shift, scale }) => Float64Array.from(logits, (z) => shift + scale * z),
    activatedAt: (index) => index,
    describe: (target) =>
      `one number z; the prediction of "${target}" is z * scale + shift (preprocessing.target)`,
  },
  losses: ['mse', 'huber'],
  curve: {
    name: rmse.name,
    kind: 'sum',
    add: (before, logits, labels, scale) =>
      labels.reduce((sum, label, row) => sum + ((logits[row]! - label) * scale) ** 2, before),
    of: Math.sqrt,
  },
  second: mae.name,
  baseline: linearBaseline,
  slices: { fewestRows: 30, most: 100 },
  primary: () => rmse.name,
  judge: judgeNumbers,
  answers: (outputs) => Array.from(outputs, (value) => ({ value, probabilities: [] })),
};
