// Which format a file is of, by what is in it first and its name second. Knows no format by name.
import { formatOfName } from '../../contract/data/formats';
import { isFolder, type GivenFolder } from '../../contract/data/opening/given';
import { HearthError } from '../../contract/transport/fault';
import type { TableReading } from '../rows/reading';
import type { TextReadOptions, TextTable } from '../rows/text-table';
import type { InnerTable } from '../collections/table-among';
import { filePlace, readHead, type NamedBlob } from './bytes';
import { certainties, type FileHead, type FileReadOptions, type Format } from './format';
import { binaryKind, otherKind, structuredKind } from './other-kinds';
import { writtenTable } from './written';

const found = import.meta.glob<Format>('./*/format.ts', { eager: true, import: 'format' });

/** Every format that a table can be read from. */
export const readableFormats: readonly Format[] = Object.values(found);

const headBytes = 64 * 1024;

/** The format that is surest of a file; of those as sure as each other the one that the name ends like. */
export function pickFormat(head: FileHead, among: readonly Format[] = readableFormats): Format | null {
  const named = formatOfName(head.name);
  const sure = among.map((format) => ({ format, certainty: format.sniff(head) }));
  for (const certainty of certainties) {
    if (certainty === 'no') break;
    const equal = sure.filter((each) => each.certainty === certainty);
    const best = equal.find(({ format }) => format.id === named) ?? equal[0];
    if (best) return best.format;
  }
  return null;
}

/**
 * The format of a file.
 * @throws HearthError `file_empty`, `file_binary` or `file_kind_unknown` with the kind it looks like, `file_unreadable`.
 */
export async function formatOf(file: NamedBlob): Promise<Format> {
  const place = filePlace(file);
  if (file.size === 0) throw new HearthError('file_empty', place);
  const head = { bytes: await readHead(file, headBytes), name: file.name ?? '', size: file.size };
  const format = pickFormat(head);
  if (format) return format;
  const binary = binaryKind(head.bytes);
  if (binary) throw new HearthError('file_binary', place, { kind: binary });
  throw new HearthError('file_kind_unknown', place, {
    kind: structuredKind(head.bytes) ?? otherKind(head.name) ?? '',
  });
}

/** Opens a file of whichever format it is, or files that each become a row. @throws HearthError as `formatOf` and the format's reader do. */
export async function readFile(
  given: NamedBlob | GivenFolder,
  options: FileReadOptions,
): Promise<{ format: Format['id']; reading: TableReading }> {
  const wanted = options.entry;
  if (isFolder(given)) {
    const { innerTable } = await import('../collections/table-among');
    const inner = options.files?.kind ? null : await innerTable(given, { wanted, signal: options.signal });
    if (inner) return readInner(inner, options);
    const { readCollection } = await import('../collections/read-collection');
    const reading = await readCollection(given, options);
    return { format: reading.format, reading };
  }
  const format = await formatOf(given);
  const inner = options.files?.kind ? null : await format.inner?.(given, { wanted, signal: options.signal });
  if (inner) return readInner(inner, options);
  const reading = await format.read(given, options);
  return { format: reading.format ?? format.id, reading };
}

/** A table of an archive or a folder. @throws HearthError `archive_nested` where it is an archive itself. */
async function readInner(
  { file, entry }: InnerTable,
  options: FileReadOptions,
): Promise<{ format: Format['id']; reading: TableReading }> {
  const format = await demandTable(file);
  return { format: format.id, reading: Object.assign(await format.read(file, options), { entry }) };
}

async function demandTable(file: NamedBlob): Promise<Format> {
  const format = await formatOf(file);
  if (format.inner) throw new HearthError('archive_nested', filePlace(file));
  return format;
}

/** Opens a file of whichever format for its cells as text. @throws HearthError as `readFile`. */
export async function readTextFile(
  file: NamedBlob,
  options: TextReadOptions,
  expected: readonly string[],
): Promise<TextTable> {
  const outer = await formatOf(file);
  const inner = await outer.inner?.(file, { wanted: undefined, signal: options.signal });
  const format = inner ? await demandTable(inner.file) : outer;
  const table = inner?.file ?? file;
  if (format.readText) return format.readText(table, options, expected);
  return writtenTable(await format.read(table, options));
}
