// The table among files that came together: one CSV in a zip is opened as that CSV, with what was packed beside it left aside. Files of which
// each becomes a row are none of this room's business: read-collection.ts.
import { formatOfName, formats } from '../../contract/data/formats';
import { fileKindOf, isLeftBySystem } from '../../contract/data/opening/file-kinds';
import { isFolder, type GivenFolder } from '../../contract/data/opening/given';
import { HearthError } from '../../contract/transport/fault';
import { windowedReader } from '../archive/part-reader';
import { unpackEntry } from '../archive/unpack';
import { ZipError, type ZipEntry } from '../archive/zip-directory';
import { filePlace, type NamedBlob } from '../formats/bytes';
import { checkedEntries } from './open-zip';

/** A table that was found, and where it and others lie. */
export interface InnerTable {
  file: NamedBlob;
  entry: { name: string; all: string[] };
}

/** Texts beside a table that are read by people: a readme, terms of use. More are rows of their own. */
const mostNotes = 5;
/** A larger one would not fit beside what is made of it. */
const mostBytes = 2 * 1024 ** 3;

const tables: ReadonlySet<string> = new Set(
  formats.flatMap(({ id }) => (['zip', 'images', 'texts', 'audio', 'hearth'].includes(id) ? [] : [id])),
);

interface Placed {
  path: string;
  bytes: number;
}

/** The tables among files, the largest first, or none where the files become a row each. */
export function tablesAmong<T extends Placed>(files: readonly T[]): T[] {
  const named = files.filter(({ path }) => !isLeftBySystem(path));
  const [only] = named;
  // Alone a `.txt` may be a table; in a folder it is of a label.
  if (named.length === 1 && only && !only.path.includes('/') && isTable(only.path, true)) return [only];
  const kinds = named.map(({ path }) => fileKindOf(path));
  if (kinds.includes('images') || kinds.includes('audio')) return [];
  const found = named.filter(({ path }) => isTable(path, false)).toSorted((a, b) => b.bytes - a.bytes);
  const texts = named.filter((_, at) => kinds[at] === 'texts').map(({ path }) => folderOf(path));
  // A note lies beside a table or above it; in folders of their own texts have labels.
  const areNotes = texts.every((folder) => found.some(({ path }) => path.startsWith(folder)));
  return areNotes && texts.length <= mostNotes ? found : [];
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function isTable(path: string, alone: boolean): boolean {
  return tables.has(formatOfName(path) ?? '') && (alone || !/\.txt$/i.test(path));
}

/**
 * The table of a folder or a zip: the one that a person chose, else the largest; null where there is none.
 * @throws HearthError as opening a zip does; `entry_unknown` with the names that there are; `archive_excessive`, `file_damaged`.
 */
export async function innerTable(
  given: NamedBlob | GivenFolder,
  { wanted, signal }: { wanted: string | undefined; signal: AbortSignal },
): Promise<InnerTable | null> {
  if (isFolder(given)) {
    const found = chosen(
      given.files.map(({ path, file }) => ({ path, bytes: file.size, file })),
      given.name,
      wanted,
    );
    return found && { file: found.table.file, entry: { name: found.table.path, all: found.all } };
  }
  const entries = await checkedEntries(given);
  const found = chosen(
    entries.map((entry) => ({ path: entry.name, bytes: entry.bytes, entry })),
    given.name ?? '',
    wanted,
  );
  if (!found) return null;
  const { path, entry } = found.table;
  return { file: await unpacked(given, entry, signal), entry: { name: path, all: found.all } };
}

function chosen<T extends Placed>(
  files: readonly T[],
  name: string,
  wanted: string | undefined,
): { table: T; all: string[] } | null {
  const found = tablesAmong(files);
  const all = found.map(({ path }) => path);
  if (wanted !== undefined && found.length > 0 && !all.includes(wanted))
    throw new HearthError(
      'entry_unknown',
      { file: name },
      { entry: wanted, entries: all.slice(0, 20).join(', ') },
    );
  const table = found.find(({ path }) => path === wanted) ?? found[0];
  return table ? { table, all } : null;
}

/** An entry as a file that says where it was. */
async function unpacked(zip: NamedBlob, entry: ZipEntry, signal: AbortSignal): Promise<File> {
  const { name, bytes } = entry;
  if (bytes > mostBytes) throw new HearthError('archive_excessive', filePlace(zip), { entry: name, bytes });
  try {
    return new File([await unpackEntry(windowedReader(zip), entry, signal)], `${zip.name ?? ''}/${name}`);
  } catch (thrown) {
    if (thrown instanceof HearthError || signal.aborted) throw thrown;
    const isLarger = thrown instanceof ZipError && thrown.wrong === 'excessive';
    throw new HearthError(
      isLarger ? 'archive_excessive' : 'file_damaged',
      filePlace(zip),
      { entry: name, ...(isLarger ? {} : { format: 'ZIP' }) },
      String(thrown),
    );
  }
}
