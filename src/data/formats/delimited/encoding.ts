// Finds how the text of a file is encoded, and refuses files that are no text. Only looks; decode.ts verifies to the end.
import { HearthError } from '../../../contract/transport/fault';
import { filePlace, readBlocks, type NamedBlob } from '../bytes';

/** Labels of the Encoding Standard that are recognised. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['arrow', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['gzip', [0x1f, 0x8b]],
  ['xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
  ['hdf5', [0x89, 0x48, 0x44, 0x46]],
];

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** What a file is by its first bytes, where it is surely no table of text. */
function binaryKind(head: Uint8Array): string | null {
  for (const [kind, prefix] of signatures) if (startsWith(head, prefix)) return kind;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return 'binary';
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 0x1a)) controls++;
  }
  return controls > head.length / 50 ? 'binary' : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // As a stream: the block may end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Chinese text in GB18030 is pairs of high bytes; Western text in windows-1252 has a single accent among ASCII.
 * A pair whose second byte is ASCII is rare in the first, usual in the second.
 */
function looksLikeGb18030(bytes: Uint8Array): boolean {
  let pairs = 0;
  let singles = 0;
  for (let at = 0; at + 1 < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) pairs++;
    else if (lead >= 0x81 && lead <= 0xfe && trail >= 0x30 && trail <= 0x39 && (bytes[at + 2] ?? 0) >= 0x81) {
      pairs++; // a character of four bytes
      at += 2;
    } else singles++;
    at++;
  }
  return pairs > singles;
}

function isAscii(bytes: Uint8Array): boolean {
  // Most files are ASCII for long stretches: four bytes at a look.
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  for (const word of words) if ((word & 0x80808080) !== 0) return false;
  for (let at = words.length * 4; at < bytes.length; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}

/**
 * The encoding of a text file: by its byte order mark, else by the first block that is not plain ASCII.
 * @throws HearthError `file_empty`, `file_binary` with the kind it looks like.
 */
export async function detectEncoding(file: NamedBlob, signal: AbortSignal): Promise<Encoding> {
  const place = filePlace(file);
  if (file.size === 0) throw new HearthError('file_empty', place);
  let first = true;
  for await (const block of readBlocks(file, signal)) {
    if (first) {
      if (startsWith(block, [0xef, 0xbb, 0xbf])) return 'utf-8';
      if (startsWith(block, [0xff, 0xfe])) return 'utf-16le';
      if (startsWith(block, [0xfe, 0xff])) return 'utf-16be';
      const kind = binaryKind(block.subarray(0, 65_536));
      if (kind) throw new HearthError('file_binary', place, { kind });
      first = false;
    }
    if (isAscii(block)) continue;
    if (isUtf8(block)) return 'utf-8';
    return looksLikeGb18030(block) ? 'gb18030' : 'windows-1252';
  }
  return 'utf-8';
}
