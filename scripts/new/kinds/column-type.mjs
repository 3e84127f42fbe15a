// A type of columns: its folder, its entry in the contract, and its name. A name of several words is written in camel case.
import { insertBefore } from '../edit.mjs';

const definition = ({
  camel,
  title,
}) => `// ${title}: numbers in memory and in chunks, NaN where missing. No cell of text is read as one yet, and no model learns from it.
import { NumberProfiler } from '../../profile/number-profiler';
import type { AddWord, ColumnTypeDefinition } from '../column-type';
import type { ValuesOf } from '../values';

type Values = ValuesOf<'${camel}'>;

function hash({ values }: Values, rows: number, add: AddWord): void {
  for (let row = 0; row < rows; row++) add(row, Math.round(values[row] ?? -1));
}

export const definition: ColumnTypeDefinition<'${camel}'> = {
  id: '${camel}',
  codec: {
    // Never given to another type: take the next one that is free.
    code: 99,
    bytesPerRow: () => 8,
    parts: ({ values }) => [values],
    open: ({ buffer, rows, place }) => ({
      type: '${camel}',
      values: new Float64Array(buffer, place(0, rows * 8)[0], rows),
    }),
  },
  cell: (_, { values }, row) => (Number.isNaN(values[row] ?? NaN) ? null : (values[row] ?? null)),
  isMissing: ({ values }, row) => Number.isNaN(values[row] ?? NaN),
  hash,
  select: ({ values }, rows) => ({
    type: '${camel}',
    values: Float64Array.from(rows, (row) => values[row] ?? NaN),
  }),
  profile({ name }, edges) {
    const profiler = new NumberProfiler(name, edges);
    return {
      add: ({ values }, rows) => profiler.add({ type: 'number', values }, rows),
      finish: () => profiler.finish(),
    };
  },
  text: { order: 90, among: 'values', guess: () => ({ add: () => false, fit: () => null }) },
  target: null,
};
`;

const entry = ({ camel }) => `  ${camel}: {
    layout: 'floats',
    display: 'number',
    align: 'end',
    roles: everyRole,
    feature: null,
    target: { classes: null, quantity: false },
    slices: null,
    identifies: null,
  },
`;

export const kind = {
  name: 'column-type',
  bar: 'its folder + 1 + messages',
  most: 1,
  sample: 'duration',
  folder: ({ camel }) => `src/data/columns/${camel}`,
  files: (names) => ({ [`src/data/columns/${names.camel}/type.ts`]: definition(names) }),
  edits: (names) => ({
    'src/contract/data/column-types.ts': insertBefore(
      'export const columnTypes = {',
      '} as const satisfies',
      entry(names),
    ),
  }),
  messages: ({ camel, title }) => ({ 'data.json': { [`data_type_${camel}`]: [title.toLowerCase(), title] } }),
  next:
    'Give it a stored code that no type has, and say how it is read from text, profiled, learnt and shown; the entry says which parts it plays.\n' +
    'tests/unit/data/columns/golden-bytes.test.ts holds the stored form, which never changes once released.',
  registry: {
    module: 'src/data/columns/registry.ts',
    lists: ({ columnTypeDefinitions }) => columnTypeDefinitions.map(({ id }) => id),
  },
};
