// A step that changes rows or columns: its parameters in the contract, its folder, and its words.
import { insertBefore } from '../edit.mjs';

const definition = ({ kebab, title }) => `// ${title}: what goes in comes out, where the column is there.
import { indexOfColumn } from '../columns-of';
import type { Transform } from '../transform';

export const transform: Transform<'${kebab}'> = {
  id: '${kebab}',
  onScoring: 'apply',
  validate({ column }, columns) {
    indexOfColumn(columns, column);
    return [...columns];
  },
  open: () => (batch) => batch,
};
`;

export const kind = {
  name: 'step',
  bar: 'its folder + 1 + messages',
  most: 1,
  sample: 'trim-text',
  folder: ({ kebab }) => `src/data/transforms/${kebab}`,
  files: (names) => ({ [`src/data/transforms/${names.kebab}/step.ts`]: definition(names) }),
  edits: ({ kebab }) => ({
    'src/contract/data/transform.ts': insertBefore(
      'export const transformSteps = {',
      '} as const satisfies',
      `  '${kebab}': { kind: 'transform', version: 1, params: v.strictObject({ column: name }) },\n`,
    ),
  }),
  messages: ({ snake, title }) => ({
    'data.json': { [`data_step_${snake}`]: [`${title}: {column}`, `${title}：{column}`] },
  }),
  next:
    'In the entry: parameters. In the folder: which columns come out, what happens to a group of rows, whether scored rows go through it too, and `undo` where there is one.\n' +
    'The message may use every parameter. Test it in tests/unit/data/transforms: the same rows from a preview, an import and a replay.',
  registry: {
    module: 'src/data/transforms/registry.ts',
    lists: ({ transforms }) => transforms.map(({ id }) => id),
  },
};
