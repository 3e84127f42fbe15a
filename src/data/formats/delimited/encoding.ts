// Finds how the text of a file is encoded, and refuses files that are no text. Only looks; decode.ts verifies to the end.
import { HearthError } from '../../../contract/transport/fault';
import { filePlace, readBlocks, type NamedBlob } from '../bytes';
import { binaryKind } from '../other-kinds';
import { markedEncoding } from './byte-order-mark';

/** Labels of the Encoding Standard that are recognised. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

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
      const marked = markedEncoding(block);
      if (marked) return marked;
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
