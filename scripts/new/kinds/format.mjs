// A format of tables: its folder, whose entry recognises files and loads the reader when one is read; and its line.
import { insertBefore } from '../edit.mjs';

const entry = ({
  kebab,
  title,
}) => `// ${title}: recognised by its signature. The reader is loaded when a file is read.
import { formatOfName } from '../../../contract/data/formats';
import type { Format } from '../format';

/** The first bytes of every such file. */
const signature = new TextEncoder().encode('${kebab.slice(0, 4).toUpperCase()}');

export const format: Format = {
  id: '${kebab}',
  sniff({ bytes, name }) {
    if (!signature.every((byte, index) => bytes[index] === byte)) return 'no';
    return formatOfName(name) === '${kebab}' ? 'certain' : 'likely';
  },
  async read(file, options) {
    return (await import('./read')).readTable(file, options);
  },
};
`;

const reader = ({ title }) => `// Reads ${title}: columns first, then rows as a stream of groups.
import type { Column } from '../../../contract/data/dataset';
import type { RowBatch } from '../../columns/values';
import { Inspector } from '../../profile/inspect';
import { checkAbort } from '../../rows/group-source';
import type { TableReading } from '../../rows/reading';
import type { NamedBlob } from '../bytes';
import type { FileReadOptions } from '../format';

/** One number for each byte after the signature, in one group. @throws HearthError \`aborted\`. */
export async function readTable(file: NamedBlob, { signal, onProgress }: FileReadOptions): Promise<TableReading> {
  checkAbort(signal);
  const bytes = new Uint8Array(await file.slice(4).arrayBuffer());
  const columns: Column[] = [{ name: 'value', type: 'number', categories: [], shape: null }];
  const inspector = new Inspector(columns);
  return {
    columns,
    encoding: null,
    delimiter: null,
    async *groups() {
      checkAbort(signal);
      const values = await Promise.resolve(Float64Array.from(bytes));
      const batch: RowBatch = { firstRow: 0, rows: values.length, values: [{ type: 'number', values }] };
      inspector.add(batch);
      yield batch;
      onProgress(file.size, file.size);
    },
    finish: () => ({ ...inspector.finish(), notices: [], noticeCount: 0 }),
  };
}
`;

export const kind = {
  name: 'format',
  bar: 'its folder + 1',
  most: 1,
  sample: 'sensor-log',
  folder: ({ kebab }) => `src/data/formats/${kebab}`,
  files: (names) => ({
    [`src/data/formats/${names.kebab}/format.ts`]: entry(names),
    [`src/data/formats/${names.kebab}/read.ts`]: reader(names),
  }),
  edits: ({ kebab, title }) => ({
    'src/contract/data/formats.ts': insertBefore(
      'export const formats = [',
      '] as const',
      `  {
    id: '${kebab}',
    kind: 'table',
    names: ['${title}'],
    types: [{ media: 'application/x-${kebab}', extensions: ['.${kebab.replaceAll('-', '')}'] }],
  },
`,
    ),
  }),
  messages: () => ({}),
  next:
    'Recognise the format in format.ts (keep it free of libraries: it is loaded for every file), read it in read.ts, and set names, media types\n' +
    'and extensions in the line. Test both in tests/unit/data/formats/<format>/ on real files, cut and damaged ones among them.',
  registry: {
    module: 'src/data/formats/registry.ts',
    lists: ({ readableFormats }) => readableFormats.map(({ id }) => id),
  },
};
