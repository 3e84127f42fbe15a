// A metric: one definition, its line in the registry, and its label.
import { addImport, all, insertBefore } from '../edit.mjs';

const definition = ({ camel, title }) => `// ${title}, in the target's unit.
import { fourDigits, type Metric } from './metric';

export const ${camel}: Metric<'regression'> = {
  name: '${camel}',
  reads: 'regression',
  term: { en: '${title.toLowerCase()}', 'zh-CN': '${title}' },
  unit: 'target',
  direction: 'lower',
  range: [0, Infinity],
  shown: fourDigits,
  compute: () => null,
};
`;

export const kind = {
  name: 'metric',
  bar: '2 + messages',
  most: 2,
  sample: 'median-error',
  folder: () => null,
  files: (names) => ({ [`src/domain/metrics/${names.kebab}.ts`]: definition(names) }),
  edits: ({ camel, kebab }) => ({
    'src/domain/metrics/registry.ts': all(
      addImport(`import { ${camel} } from './${kebab}';`),
      insertBefore('export const metrics', '\n];', `\n  ${camel},`),
    ),
  }),
  messages: ({ camel, title }) => ({ 'model.json': { [`metric_${camel}`]: [title, title] } }),
  next:
    'Compute it from the judged rows (null where it is not defined), set what it reads, its unit, direction, range and how it is shown, and word the label and the two terms.\n' +
    'A metric that is resampled often gets `resampled`. Hold its values against a trusted implementation in tests/unit/domain/metrics.',
  registry: {
    module: 'src/domain/metrics/registry.ts',
    lists: ({ metrics }) =>
      metrics.map(({ name }) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)),
  },
};
