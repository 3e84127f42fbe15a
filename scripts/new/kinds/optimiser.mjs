// An optimiser: its entry with settings, and its update as a formula. Its name is what the field calls it in every language.
import { insertBefore } from '../edit.mjs';

const form = ({ camel, title }) => `// ${title}: w − rate · g.
import type { OptimizerForm } from '../form';
import { gradient, mul, number, sub, weight } from '../formula';

export const optimizer: OptimizerForm<'${camel}'> = {
  kind: '${camel}',
  slots: () => [],
  numbers: (_, learningRate) => [learningRate],
  update: () => ({ weight: sub(weight, mul(gradient, number(0))), slots: [] }),
};
`;

export const kind = {
  name: 'optimiser',
  bar: '2',
  most: 2,
  sample: 'lion',
  folder: () => null,
  files: (names) => ({ [`src/model/net/optimizers/kinds/${names.kebab}.ts`]: form(names) }),
  edits: ({ camel, title }) => ({
    'src/contract/model/optimizers.ts': insertBefore(
      'export const optimizerDefinitions = [',
      '\n] as const;',
      `\n  defineOptimizer({ kind: '${camel}', name: '${title}', settings: {} }),`,
    ),
  }),
  messages: () => ({}),
  next:
    'In the entry: settings, each with its range and start. In the form: slots, the numbers that change from step to step, and the update as terms of formula.ts; the three ways to run it follow.\n' +
    'A name or a setting that differs between languages is a message (`optimizer_<kind>`, `optimizer_field_<label>`). Golden values: scripts/golden/optimizers.py.',
  registry: {
    module: 'src/contract/model/optimizers.ts',
    lists: ({ optimizerDefinitions }) => optimizerDefinitions.map(({ kind }) => kind),
  },
};
