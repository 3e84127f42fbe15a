// The parts of a workbook's zip, none unpacked before its sizes and its place were checked: a file may be cut, altered or made to harm.
import { Inflate } from 'fflate';
import { HearthError } from '../../../contract/transport/fault';
import { crc32 } from '../../../domain/hashing/crc32';
import { letMessagesIn } from '../../rows/let-messages-in';
import { checkAbort } from '../../rows/group-source';
import { filePlace, readPart, type NamedBlob } from '../bytes';

/** A part as the zip's directory tells of it. */
export interface ZipPart {
  name: string;
  packed: number;
  bytes: number;
  crc: number;
  isDeflated: boolean;
  isEncrypted: boolean;
  offset: number;
}

const mostParts = 10_000;
/** Of the directory at the end: a part's entry takes about a hundred bytes. */
const mostDirectory = 4 * 1024 ** 2;
/** Where the record of the end may stand, with a comment behind it. */
const endSearch = 22 + 65_535;
const localHeaderBytes = 30;
const sliceBytes = 64 * 1024;

/** Every part by its name. @throws Error where the directory is none; HearthError `file_unreadable`. */
export async function zipParts(file: NamedBlob): Promise<Map<string, ZipPart>> {
  const tail = await readPart(file, Math.max(0, file.size - endSearch), file.size);
  const view = new DataView(tail.buffer);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== 0x06054b50) at--;
  if (at < 0) throw new Error('the end is missing');
  const [count, size, start] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 12, true),
    view.getUint32(at + 16, true),
  ];
  const end = file.size - tail.length + at;
  if (count > mostParts || size > mostDirectory || start + size > end) throw new Error('its directory');
  return parseDirectory(await readPart(file, start, start + size), count, start);
}

function parseDirectory(
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
  dataEnd: number,
): Map<string, ZipPart> {
  const view = new DataView(bytes.buffer);
  const parts = new Map<string, ZipPart>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new Error('its directory');
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const method = view.getUint16(at + 10, true);
    const part: ZipPart = {
      // Some writers part folders with a backslash.
      name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)).replaceAll('\\', '/'),
      packed: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      crc: view.getUint32(at + 16, true),
      isDeflated: method === 8,
      isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      offset: view.getUint32(at + 42, true),
    };
    const isKnown = method === 8 || (method === 0 && part.packed === part.bytes);
    if (!isKnown || part.offset + localHeaderBytes + part.packed > dataEnd || parts.has(part.name))
      throw new Error(`part ${index + 1}`);
    parts.set(part.name, part);
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
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
  const header = await readPart(file, part.offset, part.offset + localHeaderBytes);
  const view = new DataView(header.buffer);
  if (header.length < localHeaderBytes || view.getUint32(0, true) !== 0x04034b50) throw new Error(part.name);
  const start = part.offset + localHeaderBytes + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = await readPart(file, start, start + part.packed);
  const bytes = part.isDeflated ? await inflate(packed, part, signal) : packed;
  if (bytes.length !== part.bytes || crc32(bytes) !== part.crc) throw new Error(`${part.name}: its checksum`);
  return bytes;
}

async function inflate(
  packed: Uint8Array<ArrayBuffer>,
  part: ZipPart,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Uint8Array(part.bytes);
  let filled = 0;
  const unpacker = new Inflate((data) => {
    if (filled + data.length > out.length) throw new Error(`${part.name}: larger than it says`);
    out.set(data, filled);
    filled += data.length;
  });
  for (let at = 0; at < packed.length; at += sliceBytes) {
    checkAbort(signal);
    unpacker.push(packed.subarray(at, at + sliceBytes), at + sliceBytes >= packed.length);
    await letMessagesIn();
  }
  if (filled !== part.bytes) throw new Error(`${part.name}: smaller than it says`);
  return out;
}
