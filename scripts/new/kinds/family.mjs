// A family of models: its folder with the light entry and the numerics, its line in the registry, and its name.
import { addImport, all, insertBefore } from '../edit.mjs';

const entry = ({
  kebab,
  camel,
  title,
}) => `// ${title}: answers the same for every row. No tensors here: the data worker loads this file.
import * as v from 'valibot';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import type { ModelFamily } from '../family';

const settings = v.strictObject({});

export const ${camel}: ModelFamily = {
  id: '${kebab}',
  architectures: ['${kebab}'],
  offers: () => ['${kebab}'],
  needsBackend: false,
  isDeterministic: true,
  fields: [],
  draft: ({ subject: { seed, ...data } }): SettingsRecipe => ({
    format: 2,
    ...data,
    model: { family: '${kebab}', settings: {} },
    seed,
  }),
  validate(recipe) {
    if (recipe.format !== 2 || !v.is(settings, recipe.model.settings))
      throw new HearthError('recipe_invalid', { field: 'model.settings' });
    return recipe;
  },
};
`;

const numerics = ({ title, kebab }) => `// ${title}: learns the mean label and answers with it.
import type { FamilyNumerics, ModelShape, StoredModel } from '../numerics';

const outputsOf = ({ classes }: ModelShape): number => (classes > 2 ? classes : 1);

function answers({ artifact, bytes }: StoredModel): Float32Array {
  const { target } = artifact.preprocessing;
  const outputs = outputsOf({ inputShape: [], classes: target.kind === 'classes' ? target.classes.length : 0 });
  return new Float32Array(bytes.slice().buffer).slice(0, outputs);
}

export const numerics: FamilyNumerics = {
  parameters: (_, shape) => outputsOf(shape),
  estimate({ shape, windowBytes }) {
    const parameters = outputsOf(shape);
    const bytes = 4 * parameters;
    return {
      ...{ parameters, modelBytes: bytes, multiplyAdds: 0, trainingBytes: windowBytes },
      ...{ storageBytes: bytes, seconds: null, layers: [] },
    };
  },
  batchRows: () => ({ training: 4096, prediction: 4096 }),
  async *train({ shape, source, now }) {
    const begun = now();
    let sum = 0;
    for await (const { rows, labels } of source.train(0, 0)) for (let row = 0; row < rows; row++) sum += labels[row]!;
    yield { kind: 'iteration', iteration: 1, mostIterations: 1, loss: 0 };
    const values = new Float32Array(outputsOf(shape)).fill(sum / source.trainRows);
    return {
      reason: 'done',
      learnt: { kind: 'state', bytes: new Uint8Array(values.buffer), facts: {} },
      record: { secondsTrained: (now() - begun) / 1000 },
    };
  },
  load: (model) => {
    const values = answers(model);
    return Promise.resolve({
      outputs: values.length,
      predict: (_, rows) => Promise.resolve(Float32Array.from({ length: rows * values.length }, (__, i) => values[i % values.length]!)),
      bytes: () => Promise.resolve(Uint8Array.from(model.bytes)),
      dispose: () => undefined,
    });
  },
  export: (model) =>
    Promise.resolve({
      files: [{ name: '${kebab}.json', bytes: new TextEncoder().encode(JSON.stringify([...answers(model)])) }],
      facts: {},
      usage: 'Each output is the number of its place in ${kebab}.json.',
      remarks: '',
    }),
  compare: (model, { files }) => {
    const read = JSON.parse(new TextDecoder().decode(files[0]?.bytes)) as number[];
    return Promise.resolve(Math.max(...[...answers(model)].map((value, i) => Math.abs(value - (read[i] ?? NaN)))));
  },
};
`;

export const kind = {
  name: 'family',
  bar: 'its folder + 1 + messages',
  most: 1,
  sample: 'constant',
  folder: ({ kebab }) => `src/model/families/${kebab}`,
  files: (names) => ({
    [`src/model/families/${names.kebab}/family.ts`]: entry(names),
    [`src/model/families/${names.kebab}/numerics.ts`]: numerics(names),
  }),
  edits: ({ camel, kebab }) => ({
    'src/model/families/registry.ts': all(
      addImport(`import { ${camel} } from './${kebab}/family';`),
      insertBefore('export const families', '];', `, ${camel}`),
    ),
  }),
  messages: ({ snake, title }) => ({ 'model.json': { [`model_family_${snake}`]: [title, title] } }),
  next:
    'family.ts: which tasks and data it can learn, its settings and their form, its draft. numerics.ts: estimate, training, predictor and files; load heavy code by `await import`.\n' +
    'Settings get messages `model_family_<family>_<key>`. Hold the numerics against a trusted implementation, and resume against the same bits.',
  registry: {
    module: 'src/model/families/registry.ts',
    lists: ({ families }) => families.map(({ id }) => id),
  },
};
