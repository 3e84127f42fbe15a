// Reads a project file that may be cut short, altered or made to harm: every count and size is held against a limit before it is
// believed, and every byte outside the data must be what our writer would have written.
import { Inflate } from 'fflate';
import { HearthError } from '../../../contract/transport/fault';
import { letMessagesIn } from '../../../data/rows/let-messages-in';
import { sha256Hex } from '../../../storage/chunks/hash';
import { excessive } from '../reading/weigh-json';
import { crc32 } from '../../../domain/hashing/crc32';
import { centralHeader, endBytes, endRecords, localHeader, type ZipEntry } from './zip-layout';
import { highestRatio } from './zip-writer';

const mostEntries = 50_000;
const sliceBytes = 4096;

/** Names of the file's parts, each with the most bytes that it may unpack to. */
interface EntryRule {
  pattern: RegExp;
  mostBytes: number;
}

const truncated = () => new HearthError('project_file_truncated');
/** The file is none of ours. */
export const foreign = () => new HearthError('project_file_foreign');
/** Some part of the file is not as it was written. */
export const tampered = (entry: string) => new HearthError('project_file_tampered', {}, { entry });

/** The file's entries in order, after every header was checked; nothing is unpacked yet. */
export async function openZip(file: Blob, rules: EntryRule[], signal: AbortSignal): Promise<ZipEntry[]> {
  await checkStart(file);
  const directory = await readDirectory(file);
  const entries = parseDirectory(directory.bytes, directory.count);
  let offset = 0;
  const names = new Set<string>();
  for (const entry of entries) {
    signal.throwIfAborted();
    const rule = rules.find(({ pattern }) => pattern.test(entry.name));
    if (!rule || names.has(entry.name)) throw tampered(safeName(entry.name));
    if (entry.bytes > rule.mostBytes) throw excessive(entry.name);
    names.add(entry.name);
    if (entry.offset !== offset || entry.bytes > entry.packedBytes * highestRatio) throw tampered(entry.name);
    if (entry.method === 0 && entry.bytes !== entry.packedBytes) throw tampered(entry.name);
    const header = localHeader(entry);
    if (!equal(await read(file, offset, header.length), header)) throw tampered(entry.name);
    offset += header.length + entry.packedBytes;
    if (offset > directory.start) throw tampered(entry.name);
  }
  if (offset !== directory.start) throw tampered('directory');
  return entries;
}

/** Unpacks one entry and checks its size and CRC; with `packedSha256` nothing is unpacked that was not ours. */
export async function readEntry(
  file: Blob,
  entry: ZipEntry,
  packedSha256?: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const start = entry.offset + localHeader(entry).length;
  const packed = await read(file, start, entry.packedBytes);
  if (packedSha256 !== undefined && (await sha256Hex(packed)) !== packedSha256) throw tampered(entry.name);
  const bytes = entry.method === 0 ? packed : await unpack(packed, entry);
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc) throw tampered(entry.name);
  return bytes;
}

async function read(file: Blob, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
  } catch (thrown) {
    throw new HearthError('file_unreadable', {}, {}, String(thrown)); // moved or changed while it is read
  }
}

async function checkStart(file: Blob): Promise<void> {
  const magic = await read(file, 0, 4);
  if (magic.some((byte, at) => byte !== [0x50, 0x4b, 3, 4][at])) throw foreign();
  if (file.size < endBytes) throw truncated();
}

async function readDirectory(
  file: Blob,
): Promise<{ start: number; count: number; bytes: Uint8Array<ArrayBuffer> }> {
  const end = await read(file, file.size - endBytes, endBytes);
  const view = new DataView(end.buffer);
  // The signature of the very last record: where it is missing, the file ends too early or is no file of ours.
  if (view.getUint32(endBytes - 22, true) !== 0x06054b50) throw await withoutEnd(file);
  const count = Number(view.getBigUint64(32, true));
  const length = Number(view.getBigUint64(40, true));
  const start = Number(view.getBigUint64(48, true));
  const expected = Number.isSafeInteger(start + length + count) && start + length + endBytes === file.size;
  if (!expected || !equal(end, endRecords(count, start, length))) throw await withoutEnd(file, 'end');
  if (count > mostEntries) throw excessive('directory');
  if (length > count * 256) throw tampered('directory');
  return { start, count, bytes: await read(file, start, length) };
}

/** A zip that begins as ours do was cut off or altered; any other zip is foreign. */
async function withoutEnd(file: Blob, altered?: string): Promise<HearthError> {
  const name = new TextDecoder().decode(await read(file, 30, 13));
  if (name !== 'manifest.json') return foreign();
  return altered ? tampered(altered) : truncated();
}

function parseDirectory(bytes: Uint8Array<ArrayBuffer>, count: number): ZipEntry[] {
  const view = new DataView(bytes.buffer);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 58 > bytes.length) throw tampered('directory');
    const nameLength = view.getUint16(at + 28, true);
    const end = at + 58 + nameLength;
    if (nameLength > 200 || end > bytes.length) throw tampered('directory');
    const method = view.getUint16(at + 10, true);
    const entry: ZipEntry = {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: method === 8 ? 8 : 0,
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      offset: Number(view.getBigUint64(end - 8, true)),
    };
    if (!Number.isSafeInteger(entry.offset) || !equal(bytes.subarray(at, end), centralHeader(entry)))
      throw tampered(safeName(entry.name));
    entries.push(entry);
    at = end;
  }
  if (at !== bytes.length) throw tampered('directory');
  return entries;
}

/** Inflates in small slices, so that data that unpacks to more than it says stops at once. */
async function unpack(packed: Uint8Array<ArrayBuffer>, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Uint8Array(entry.bytes);
  let filled = 0;
  let ended = false;
  const inflate = new Inflate((data, final) => {
    if (filled + data.length > out.length) throw tampered(entry.name);
    out.set(data, filled);
    filled += data.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < packed.length; at += sliceBytes) {
      inflate.push(packed.subarray(at, at + sliceBytes), at + sliceBytes >= packed.length);
      await letMessagesIn();
    }
  } catch (thrown) {
    if (thrown instanceof HearthError) throw thrown;
    throw tampered(entry.name);
  }
  if (!ended || filled !== entry.bytes) throw tampered(entry.name);
  return out;
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** A name from a hostile file, fit to be shown. */
function safeName(name: string): string {
  return name.slice(0, 80).replace(/[^\w./-]/g, '?');
}
