// Files of a folder or a zip as a dataset: each becomes a row, its folder its label. Files are read one after another and none is held longer than
// its group, so that memory stays flat whatever their number.
import { isFolder, type GivenFolder } from '../../contract/data/opening/given';
import {
  collectedColumns,
  type BrokenFile,
  type CollectedFiles,
} from '../../contract/data/opening/collected-files';
import { fileKinds, type FileKind } from '../../contract/data/opening/file-kinds';
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { textValues } from '../columns/layouts/texts';
import type { ColumnValues, RowBatch } from '../columns/values';
import type { FileReadOptions } from '../formats/format';
import type { NamedBlob } from '../formats/bytes';
import { inspectorOf } from '../profile/inspect';
import { checkAbort } from '../rows/group-source';
import type { TableReading } from '../rows/reading';
import type { CollectedFile, Collection } from './collection';
import { openFolder } from './open-folder';
import { openZip } from './open-zip';
import { fileKindOf } from '../../contract/data/opening/file-kinds';
import { folderLabels, type FolderLabel, type FolderLabels } from './folder-labels';
import { spreadOver, type KindReader, type OpenKind } from './kind-reader';

const kindReaders: Record<FileKind, () => Promise<OpenKind>> = {
  images: async () => (await import('./images/open-images')).openImages,
  texts: async () => (await import('./texts/open-texts')).openTexts,
  audio: async () => (await import('./audio/open-audio')).openAudio,
};

const groupBytes = 4 * 1024 * 1024;
const mostGroupRows = 20_000;
/** Files that a look reads; and the first of a list that are kept. */
const lookedFiles = 60;
const keptBroken = 100;
const keptNames = 20;

/** A reading that knows of which kind its files are. */
export type CollectionReading = TableReading & { format: FileKind };

/** A file of a kind, alone. @throws HearthError as `readCollection`. */
export function readSingle(
  kind: FileKind,
  file: NamedBlob,
  options: FileReadOptions,
): Promise<CollectionReading> {
  const name = file.name ?? '';
  const { files } = openFolder({ name, files: [{ path: name, file }] });
  const found = { kinds: [{ kind, count: 1 }], others: 0, otherFiles: [] };
  return readRows({ name, kind, files, found }, options);
}

/**
 * @throws HearthError `archive_nothing` where no file is of a kind that becomes rows, `archive_nested` where archives are all there is,
 *   `entry_unreadable` where none of them can be read or a person chose to stop at the first, and as opening the collection does.
 */
export async function readCollection(
  given: NamedBlob | GivenFolder,
  options: FileReadOptions,
): Promise<CollectionReading> {
  const collection = isFolder(given) ? openFolder(given) : await openZip(given);
  return readRows(chooseKind(collection, options.files?.kind), options);
}

async function readRows(
  { name, kind, files, found }: Chosen,
  options: FileReadOptions,
): Promise<CollectionReading> {
  const labels = folderLabels(files.map(({ path }) => path));
  const rows = files.map((file, index) => ({ file, row: index + 1, ...labels.of[index]! }));
  const chosen = options.sampleRows === undefined ? rows : spreadOver(rows, lookedFiles);
  const reader = await (await kindReaders[kind]())(files, options);
  const columns = columnsOf(reader, labels);
  const inspector = inspectorOf(options, columns, []);
  const broken = new BrokenFiles(name, options.files?.broken === 'stop');
  return {
    ...{ columns, delimiter: null, encoding: reader.encoding, format: kind },
    kind: kind === 'images' ? 'images' : 'table',
    ...(reader.certainty === undefined ? {} : { certainty: reader.certainty }),
    async *groups() {
      for await (const batch of readGroups(reader, chosen, {
        labels,
        broken,
        total: files.length,
        options,
      })) {
        inspector.add(batch);
        yield batch;
      }
      broken.demandSome(chosen.length);
    },
    finish: async () => ({
      ...(await inspector.finish()),
      ...{ notices: [], noticeCount: 0 },
      collected: {
        ...{ kind, files: files.length, ...found },
        ...{ broken: broken.first, brokenCount: broken.count },
        ...{ labels: labels.labels.slice(0, keptNames), parts: labels.parts },
        ...reader.facts,
      },
    }),
  };
}

interface Chosen {
  /** Of the collection. */
  name: string;
  kind: FileKind;
  files: CollectedFile[];
  found: Pick<CollectedFiles, 'kinds' | 'others' | 'otherFiles'>;
}

const archives = /\.(zip|7z|rar|tar|t?gz|bz2|xz)$/i;

function chooseKind({ name, files }: Collection, wanted: FileKind | undefined): Chosen {
  const byKind: Record<FileKind, CollectedFile[]> = { images: [], texts: [], audio: [] };
  const others: string[] = [];
  for (const file of files) {
    const kind = fileKindOf(file.path);
    if (kind) byKind[kind].push(file);
    else others.push(file.path);
  }
  const kinds = fileKinds
    .map((kind) => ({ kind, count: byKind[kind].length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const kind = kinds.find((each) => each.kind === wanted)?.kind ?? kinds[0]?.kind;
  if (!kind) {
    const nested = others.find((path) => archives.test(path));
    const [entry = ''] = nested === undefined ? others : [nested];
    throw new HearthError(
      nested === undefined ? 'archive_nothing' : 'archive_nested',
      { file: name },
      entry === '' ? {} : { entry },
    );
  }
  return {
    ...{ name, kind },
    files: byKind[kind],
    found: { kinds, others: others.length, otherFiles: others.slice(0, keptNames) },
  };
}

function columnsOf({ column }: KindReader, { labels, parts }: FolderLabels): Column[] {
  const category = (name: string, categories: string[]): Column[] =>
    categories.length === 0 ? [] : [{ name, type: 'category', categories, shape: null }];
  return [
    column,
    ...category(collectedColumns.label, labels),
    ...category(collectedColumns.part, parts),
    { name: collectedColumns.file, type: 'text', categories: [], shape: null },
  ];
}

/** Files that could not be read. */
class BrokenFiles {
  readonly first: BrokenFile[] = [];
  count = 0;
  readonly #collection: string;
  readonly #stops: boolean;

  constructor(collection: string, stops: boolean) {
    this.#collection = collection;
    this.#stops = stops;
  }

  add(broken: BrokenFile): void {
    this.count++;
    if (this.first.length < keptBroken) this.first.push(broken);
    if (this.#stops) throw this.#fault();
  }

  /** @throws HearthError `entry_unreadable` where no file could be read. */
  demandSome(of: number): void {
    if (this.count === of) throw this.#fault();
  }

  #fault(): HearthError {
    const [{ file = '', reason = 'damaged' } = {}] = this.first;
    return new HearthError('entry_unreadable', { file: this.#collection }, { entry: file, broken: reason });
  }
}

interface FileRow extends FolderLabel {
  file: CollectedFile;
  row: number;
}

interface Reading {
  labels: FolderLabels;
  broken: BrokenFiles;
  /** Files of the kind. */
  total: number;
  options: FileReadOptions;
}

async function* readGroups(
  reader: KindReader,
  rows: readonly FileRow[],
  { labels, broken, options, total }: Reading,
): AsyncGenerator<RowBatch> {
  const codes = [labels.labels, labels.parts].map(
    (names) => new Map(names.map((name, code) => [name, code])),
  );
  let taken: FileRow[] = [];
  let values: unknown[] = [];
  let [bytes, firstRow, done] = [0, 0, 0];
  const flush = (): RowBatch => {
    const batch = { firstRow, rows: taken.length, values: [reader.pack(values), ...placesOf(taken, codes)] };
    firstRow += taken.length;
    [taken, values, bytes] = [[], [], 0];
    return batch;
  };
  const mostRows = Math.min(options.groupRows ?? Infinity, mostGroupRows);
  for await (const loaded of reader.load(
    rows.map(({ file }) => file),
    options.signal,
  )) {
    checkAbort(options.signal);
    const row = rows[done++]!;
    // A look at some of them is told as one of all, so that nobody takes it for all.
    options.onProgress(done, total, 'items');
    if ('broken' in loaded) {
      broken.add({ row: row.row, file: row.file.path, reason: loaded.broken });
      continue;
    }
    if (taken.length > 0 && (bytes + loaded.bytes > groupBytes || taken.length >= mostRows)) yield flush();
    taken.push(row);
    values.push(loaded.value);
    bytes += loaded.bytes + row.file.path.length;
  }
  if (taken.length > 0) yield flush();
}

/** Label, part and path of rows. */
function placesOf(rows: readonly FileRow[], [labels, parts]: Map<string, number>[]): ColumnValues[] {
  const category = (
    of: Map<string, number> | undefined,
    name: (row: FileRow) => string | null,
  ): ColumnValues[] =>
    of === undefined || of.size === 0
      ? []
      : [{ type: 'category', codes: Int32Array.from(rows, (row) => of.get(name(row) ?? '') ?? -1) }];
  return [
    ...category(labels, ({ label }) => label),
    ...category(parts, ({ part }) => part),
    textValues(rows.map(({ file }) => file.path)),
  ];
}
