// A layer: its entry among those of its subject, its form, and its words.
import { all, insertBefore } from '../edit.mjs';

const entry = ({ camel }) => `const ${camel} = defineLayer({
  kind: '${camel}',
  group: 'basic',
  settings: {},
  plan: (_, shape) => ({ outputShape: [...shape] }),
});

`;

const form = ({ camel, title }) => `// ${title}: what flows in flows out.
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerForm } from '../form';

export const layer: LayerForm<'${camel}'> = {
  kind: '${camel}',
  build: (_, { name }) => tfl.layers.activation({ name, activation: 'linear' }),
  kernels: () => [],
  lower: (_, x) => x,
};
`;

export const kind = {
  name: 'layer',
  bar: '2 + messages',
  most: 2,
  sample: 'identity',
  folder: () => null,
  files: (names) => ({ [`src/model/net/layers/kinds/${names.kebab}.ts`]: form(names) }),
  edits: (names) => ({
    'src/contract/model/layers/basic.ts': all(
      insertBefore('/** Layers for any data, in the order', '/** Layers for any data', entry(names)),
      insertBefore('export const basicLayers', '] as const', `, ${names.camel}`),
    ),
  }),
  messages: ({ camel, title }) => ({
    'model.json': {
      [`layer_${camel}`]: [title, title],
      [`layer_help_${camel}`]: [`${title}: passes its input on unchanged.`, `${title}：原样传递输入。`],
    },
  }),
  next:
    'In the entry: settings, what it does to a shape, parameters and cost. In the form: the TensorFlow.js layer, roles of its weights, the kernels that training it needs, self-tests, and its\n' +
    'compiled form. Move the entry to the file of its subject. Add a golden case in tests/unit/model/golden-layers.test.ts.',
  registry: { module: 'src/contract/model/layers/registry.ts', lists: ({ layerKinds }) => layerKinds },
};
