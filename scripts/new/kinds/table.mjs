// A record table: one definition, found by its file.
const definition = ({ camel, pascal, title }) => `// ${title}: one record each, deleted with its project.
import * as v from 'valibot';
import { defineTable } from '../registry/definition';

const schema = v.strictObject({ id: v.string(), projectId: v.string(), note: v.string() });
type ${pascal}Record = v.InferOutput<typeof schema>;

declare module '../registry/definition' {
  interface ProjectRecords {
    ${camel}: ${pascal}Record;
  }
}

/** The table of ${title.toLowerCase()}. */
export const ${camel} = defineTable('${camel}', {
  schema,
  layouts: [{ since: 2, keys: 'id, projectId' }],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  refersTo: [],
});
`;

export const kind = {
  name: 'table',
  bar: '1',
  most: 1,
  sample: 'incidents',
  folder: () => null,
  files: (names) => ({ [`src/storage/records/${names.camel}.ts`]: definition(names) }),
  edits: () => ({}),
  messages: () => ({}),
  next:
    'Move the schema to the contract if a screen reads it. Say which layout of the store brings the table (`since`), its keys, its owner and what it refers to; project files,\n' +
    'backups, checks and deletion follow. A later change of its shape is a migration in the same file.',
  registry: { module: 'src/storage/registry/tables.ts', lists: ({ tables }) => [...tables.keys()] },
};
