// The parts of a workbook's zip, by their names.
import { HearthError } from '../../../contract/transport/fault';
import { unpackEntry } from '../../archive/unpack';
import { zipEntries, type ZipEntry } from '../../archive/zip-directory';
import { filePlace, readPart, type NamedBlob } from '../bytes';

export type ZipPart = ZipEntry;

/** Of the directory at the end: a part's entry takes about a hundred bytes. */
const limits = { entries: 10_000, bytes: 4 * 1024 ** 2 };

/** Every part by its name. @throws Error where the directory is none; HearthError `file_unreadable`. */
export async function zipParts(file: NamedBlob): Promise<Map<string, ZipPart>> {
  const entries = await zipEntries(file, limits);
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/**
 * Unpacks a part, and never more of it than the directory says.
 * @throws Error where its size or checksum is another; HearthError `file_encrypted`, `file_unreadable`, `aborted`.
 */
export async function unpackPart(
  file: NamedBlob,
  part: ZipPart,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (part.isEncrypted) throw new HearthError('file_encrypted', filePlace(file));
  return unpackEntry((from, to) => readPart(file, from, to), part, signal);
}
