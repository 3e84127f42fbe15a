// A task: its folder, its line in the registry, and its name in words.
import { addImport, all, insertBefore } from '../edit.mjs';

const definition = ({ camel, title }) => `// ${title}: judged as a number, until it says otherwise.
import { regression } from '../regression/regression';
import type { TaskDefinition } from '../task';

export const ${camel}: TaskDefinition = {
  ...regression,
  name: '${camel}',
  target: {
    ...regression.target,
    // Chosen by a person: no column asks for it by itself.
    suits: () => false,
  },
};
`;

export const kind = {
  name: 'task',
  bar: 'its folder + 1 + messages',
  most: 1,
  sample: 'forecast',
  folder: ({ kebab }) => `src/domain/tasks/${kebab}`,
  files: (names) => ({ [`src/domain/tasks/${names.kebab}/${names.kebab}.ts`]: definition(names) }),
  edits: ({ camel, kebab }) => ({
    'src/domain/tasks/registry.ts': all(
      addImport(`import { ${camel} } from './${kebab}/${kebab}';`),
      insertBefore('export const tasks', '];', `, ${camel}`),
    ),
  }),
  messages: ({ camel, title }) => ({ 'data.json': { [`task_${camel}`]: [title.toLowerCase(), title] } }),
  next:
    'Say which targets it fits, its output head, losses, curve, answers, slices and baseline, and how it is judged. A judgement of another shape is a block of its own\n' +
    'in contract/model/judgement.ts. Test the head and the judgement in tests/unit/domain/tasks.',
  registry: { module: 'src/domain/tasks/registry.ts', lists: ({ tasks }) => tasks.map(({ name }) => name) },
};
