// The kinds of file that the app opens, one line each: what `accept` attributes, the manifest and messages are derived from.
// Not for reading: a table's reader is its folder under data/formats, and project files are read by engine/project-file.

/** One kind of file. */
interface FormatLine {
  id: string;
  /** What it is opened as. */
  kind: 'table' | 'project';
  /** What people call it, the same in every language; none where few people have such files, so that messages stay short. */
  names: readonly string[];
  /** Extensions under their media type; `null` where an extension belongs to no type that the system may open with the app. */
  types: readonly { media: string | null; extensions: readonly string[] }[];
}

export const formats = [
  {
    id: 'delimited',
    kind: 'table',
    names: ['CSV', 'TSV'],
    types: [
      { media: 'text/csv', extensions: ['.csv'] },
      { media: 'text/tab-separated-values', extensions: ['.tsv', '.tab'] },
      { media: null, extensions: ['.txt'] },
    ],
  },
  {
    id: 'json',
    kind: 'table',
    names: ['JSON', 'NDJSON'],
    types: [
      { media: 'application/json', extensions: ['.json'] },
      { media: 'application/x-ndjson', extensions: ['.ndjson', '.jsonl'] },
    ],
  },
  {
    id: 'excel',
    kind: 'table',
    names: ['Excel'],
    types: [
      {
        media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        extensions: ['.xlsx'],
      },
      { media: 'application/vnd.ms-excel.sheet.macroenabled.12', extensions: ['.xlsm'] },
    ],
  },
  {
    id: 'parquet',
    kind: 'table',
    names: ['Parquet'],
    types: [{ media: 'application/vnd.apache.parquet', extensions: ['.parquet'] }],
  },
  {
    id: 'arrow',
    kind: 'table',
    names: ['Arrow', 'Feather'],
    types: [
      { media: 'application/vnd.apache.arrow.file', extensions: ['.arrow', '.arrows', '.feather', '.ipc'] },
    ],
  },
  {
    id: 'arff',
    kind: 'table',
    names: [],
    types: [{ media: null, extensions: ['.arff'] }],
  },
  {
    id: 'libsvm',
    kind: 'table',
    names: [],
    types: [{ media: null, extensions: ['.libsvm', '.svmlight', '.svm'] }],
  },
  // Without media types: the system shall not offer Hearth for every image, text and archive.
  {
    id: 'zip',
    kind: 'table',
    names: [],
    types: [{ media: null, extensions: ['.zip'] }],
  },
  {
    id: 'images',
    kind: 'table',
    names: [],
    types: [{ media: null, extensions: ['.png', '.jpg', '.jpeg', '.jfif', '.webp', '.gif', '.bmp'] }],
  },
  {
    id: 'texts',
    kind: 'table',
    names: [],
    types: [{ media: null, extensions: ['.md', '.markdown', '.rst', '.text'] }],
  },
  {
    id: 'audio',
    kind: 'table',
    names: [],
    types: [{ media: null, extensions: ['.wav', '.wave', '.flac', '.mp3'] }],
  },
  {
    id: 'hearth',
    kind: 'project',
    names: ['Hearth'],
    types: [{ media: 'application/vnd.hearth.project+zip', extensions: ['.hearth'] }],
  },
] as const satisfies readonly FormatLine[];

export type FormatKind = (typeof formats)[number]['kind'];
export type FormatId = (typeof formats)[number]['id'];
/** A format that a dataset can be read from. */
export type TableFormatId = Extract<(typeof formats)[number], { kind: 'table' }>['id'];

const lines: readonly FormatLine[] = formats;

/** Formats that data/formats has a folder for. */
export const tableFormats: readonly TableFormatId[] = formats.flatMap((line) =>
  line.kind === 'table' ? [line.id] : [],
);

/** The `accept` attribute of an input that takes files of these kinds: endings, then the media types of tables. */
export function acceptOf(...kinds: FormatKind[]): string {
  const taken = lines.filter(({ kind }) => kinds.includes(kind));
  const endings = taken.flatMap(({ types }) => types.flatMap(({ extensions }) => extensions));
  // A project's own media type is known to no system before the app is installed.
  const media = taken.flatMap(({ kind, types }) =>
    types.flatMap((type) => (kind === 'table' && type.media !== null ? [type.media] : [])),
  );
  return [...endings, ...media].join(',');
}

/** The manifest's `file_handlers`: what the system offers to open with the installed app, one handler a format that has a media type. */
export function fileHandlers(): { action: string; accept: Record<string, readonly string[]> }[] {
  return lines.flatMap(({ types }) => {
    const typed = types.flatMap(({ media, extensions }) =>
      media === null ? [] : [[media, extensions] as const],
    );
    return typed.length === 0 ? [] : [{ action: './', accept: Object.fromEntries(typed) }];
  });
}

/** The format that a file's name says it is of, or null. */
export function formatOfName(name: string): FormatId | null {
  const lower = name.trim().toLowerCase();
  const found = formats.find(({ types }) =>
    types.some(({ extensions }) => extensions.some((extension) => lower.endsWith(extension))),
  );
  return found?.id ?? null;
}

/** Which way a chosen or dropped file is opened: whatever is not named as a project is tried as a table, and refused with a reason. */
export function kindOfName(name: string): FormatKind {
  return lines.find(({ id }) => id === formatOfName(name))?.kind ?? 'table';
}

/** What formats of a kind are called, for messages. */
export function namesOf(kind: FormatKind): string[] {
  return lines.filter((line) => line.kind === kind).flatMap(({ names }) => names);
}

/** The first extension of a kind: what files that the app writes end with. */
export function endingOf(kind: FormatKind): string {
  return lines.find((line) => line.kind === kind)?.types[0]?.extensions[0] ?? '';
}
