// One entry of a zip, unpacked: never more of it than the directory says, and nothing that its checksum does not hold.
import { Inflate, inflateSync } from 'fflate';
import { crc32 } from '../../domain/hashing/crc32';
import type { PartReader } from './part-reader';
import { checkAbort } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { ZipError, type ZipEntry } from './zip-directory';

const localHeaderBytes = 30;
/** A slice may grow a thousandfold: of more bytes at once the first would be held before they are counted. */
const sliceBytes = 16 * 1024;

/**
 * The bytes of an entry.
 * @throws ZipError `damaged` where its size or checksum is another; HearthError `file_unreadable`, `aborted`.
 */
export async function unpackEntry(
  read: PartReader,
  entry: ZipEntry,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, offset, packed: packedBytes } = entry;
  const header = await read(offset, offset + localHeaderBytes);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < localHeaderBytes || view.getUint32(0, true) !== 0x04034b50)
    throw new ZipError('damaged', name, 'its header');
  const start = offset + localHeaderBytes + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = await read(start, start + packedBytes);
  const bytes = entry.isDeflated ? await inflate(packed, entry, signal) : packed;
  if (bytes.length !== entry.bytes) throw new ZipError('damaged', name, 'its size');
  if (crc32(bytes) !== entry.crc) throw new ZipError('damaged', name, 'its checksum');
  return bytes;
}

/** The most bytes of an entry that is unpacked at once. */
const smallBytes = 64 * 1024;
/** Where small ones are unpacked, with a byte more, in which it shows that one is larger than it says. */
let scratch: Uint8Array<ArrayBuffer> | null = null;

/** What a stream takes of its own for every entry is many times a small one: a hundred thousand texts left gigabytes to be collected. */
function inflateSmall(packed: Uint8Array<ArrayBuffer>, { name, bytes }: ZipEntry): Uint8Array<ArrayBuffer> {
  scratch ??= new Uint8Array(smallBytes + 1);
  const { length } = inflateSync(packed, { out: scratch.subarray(0, bytes + 1) });
  if (length > bytes) throw new ZipError('excessive', name, 'larger than it says');
  if (length < bytes) throw new ZipError('damaged', name, 'smaller than it says');
  return scratch.slice(0, bytes);
}

async function inflate(
  packed: Uint8Array<ArrayBuffer>,
  entry: ZipEntry,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, bytes } = entry;
  if (bytes <= smallBytes && packed.length <= sliceBytes) return inflateSmall(packed, entry);
  const out = new Uint8Array(bytes);
  let filled = 0;
  const unpacker = new Inflate((data) => {
    if (filled + data.length > out.length) throw new ZipError('excessive', name, 'larger than it says');
    out.set(data, filled);
    filled += data.length;
  });
  for (let at = 0; at < packed.length; at += sliceBytes) {
    checkAbort(signal);
    unpacker.push(packed.subarray(at, at + sliceBytes), at + sliceBytes >= packed.length);
    await letMessagesIn();
  }
  if (filled !== bytes) throw new ZipError('damaged', name, 'smaller than it says');
  return out;
}
