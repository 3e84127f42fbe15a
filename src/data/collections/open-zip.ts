// A zip as a collection: refused where it is made to harm or cannot be told apart, with the entry and what to do.
import { HearthError, type FaultCode } from '../../contract/transport/fault';
import { windowedReader } from '../archive/part-reader';
import { unpackEntry } from '../archive/unpack';
import { zipEntries, ZipError, type ZipEntry, type ZipWrong } from '../archive/zip-directory';
import { filePlace, type NamedBlob } from '../formats/bytes';
import { DamagedEntry, mostFiles, type CollectedFile, type Collection } from './collection';
import { isLeftBySystem } from '../../contract/data/opening/file-kinds';

/** An entry takes about a hundred bytes of the directory. */
const limits = { entries: mostFiles, bytes: 128 * 1024 ** 2 };
/** Unpacked so many times as large as it is, an archive of this size is no collection of files that are used. */
const mostRatio = 100;
const ratioFrom = 256 * 1024 ** 2;
const mostUnpacked = 64 * 1024 ** 3;

const codes: Record<ZipWrong, FaultCode> = {
  damaged: 'file_damaged',
  excessive: 'archive_excessive',
  duplicate: 'archive_duplicate',
  method: 'archive_method',
};

/**
 * The files of a zip, none of which is made to harm.
 * @throws HearthError `file_damaged`, `archive_excessive`, `archive_duplicate`, `archive_method`, `archive_unsafe`, `archive_encrypted`.
 */
export async function checkedEntries(file: NamedBlob): Promise<ZipEntry[]> {
  const entries = await zipEntries(file, limits).catch((thrown: unknown) => {
    throw thrown instanceof ZipError ? faultOf(file, thrown) : thrown;
  });
  const files = entries.filter(({ name }) => !name.endsWith('/') && !isLeftBySystem(name));
  checkEntries(file, files);
  return files;
}

/** @throws HearthError as `checkedEntries`. */
export async function openZip(file: NamedBlob): Promise<Collection> {
  const files = await checkedEntries(file);
  const read = windowedReader(file);
  return {
    name: file.name ?? '',
    files: files.map((entry): CollectedFile => ({
      path: entry.name,
      bytes: entry.bytes,
      read: (signal) =>
        unpackEntry(read, entry, signal).catch((thrown: unknown) => {
          if (!(thrown instanceof ZipError)) throw damagedData(thrown);
          if (thrown.wrong === 'damaged') throw new DamagedEntry(thrown.message);
          throw faultOf(file, thrown);
        }),
    })),
  };
}

/** What the unpacking library throws of bytes that are no deflated data. */
function damagedData(thrown: unknown): unknown {
  const isOurs =
    thrown instanceof HearthError || (thrown instanceof DOMException && thrown.name === 'AbortError');
  return isOurs ? thrown : new DamagedEntry(String(thrown));
}

function faultOf(file: NamedBlob, { wrong, entry, message }: ZipError): HearthError {
  const params = { ...(wrong === 'damaged' ? { format: 'ZIP' } : {}), ...(entry === '' ? {} : { entry }) };
  return new HearthError(codes[wrong], filePlace(file), params, message);
}

function checkEntries(file: NamedBlob, entries: readonly ZipEntry[]): void {
  const refuse = (code: FaultCode, entry: string, params = {}): HearthError =>
    new HearthError(code, filePlace(file), { entry, ...params });
  let total = 0;
  for (const { name, isEncrypted, bytes } of entries) {
    if (isUnsafe(name)) throw refuse('archive_unsafe', name);
    if (isEncrypted) throw refuse('archive_encrypted', name);
    total += bytes;
  }
  if (total > mostUnpacked || (total > ratioFrom && total > file.size * mostRatio)) {
    const largest = entries.reduce((most, entry) => (entry.bytes > most.bytes ? entry : most));
    throw refuse('archive_excessive', largest.name, { bytes: total });
  }
}

/** Names that would lead out of the folder where the archive is unpacked: nobody who packs a folder writes them. */
function isUnsafe(name: string): boolean {
  return (
    name.startsWith('/') || /^[a-z]:/i.test(name) || name.includes('\0') || name.split('/').includes('..')
  );
}
