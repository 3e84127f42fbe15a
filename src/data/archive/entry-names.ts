// Names of a zip's entries as text. The standard knows two encodings; many programs write the one of their country and say nothing.

import { newDecoder } from '../formats/delimited/encoding/decode';

/** A name as it stands in the directory. */
export interface WrittenName {
  bytes: Uint8Array<ArrayBuffer>;
  /** Fields behind it: some programs repeat the name there in UTF-8. */
  extra: Uint8Array<ArrayBuffer>;
  isUtf8: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const loose = new TextDecoder();
/** Of a name in UTF-8 behind the name, with a checksum of it (Info-ZIP). */
const unicodePath = 0x7075;

/** All names, each with `/` between folders; those of no stated encoding are of one encoding. */
export async function entryNames(names: readonly WrittenName[]): Promise<string[]> {
  const read = names.map(({ bytes, extra, isUtf8 }) => {
    const repeated = repeatedName(extra);
    return repeated ?? (isUtf8 ? loose.decode(bytes) : inUtf8(bytes));
  });
  const unread = names.filter((_, index) => read[index] === null);
  const decoder = unread.length === 0 ? loose : await newDecoder(await encodingOf(unread));
  // Some writers part folders with a backslash.
  return read.map((name, index) =>
    (name ?? decoder.decode(names[index]?.bytes ?? new Uint8Array())).replaceAll('\\', '/'),
  );
}

function inUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function repeatedName(extra: Uint8Array<ArrayBuffer>): string | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === unicodePath && length > 5)
      return inUtf8(extra.subarray(at + 9, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

const mostLooked = 64 * 1024;

async function encodingOf(names: readonly WrittenName[]): Promise<string> {
  const { guessEncoding } = await import('../formats/delimited/encoding/guess-encoding');
  const lines: number[] = [];
  for (const { bytes } of names) {
    if (lines.length > mostLooked) break;
    lines.push(...bytes, 0x0a);
  }
  return guessEncoding([Uint8Array.from(lines)])?.encoding ?? 'windows-1252';
}
