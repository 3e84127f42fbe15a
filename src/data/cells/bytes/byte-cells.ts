// Values of cells that lie in the bytes of a file.
import { cellValue } from '../cell-of';
import { mayBeMissing } from '../missing';

/** A byte order mark inside the text is a character of it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const blank = 32;
const apostrophe = 39;
const ascii = 128;
/** Bytes, and more than any way to write "not known" has. */
const longestMissing = 64;

/** The text of some bytes that are known to be UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** The value of a cell, as `cellOf` has it. */
export function valueOfBytes(bytes: Uint8Array, from: number, to: number): string {
  return cellValue(textOf(bytes.subarray(from, to)));
}

/** Whether a cell surely is a value, and as it stands: no blank around it, no mark that is taken away, nothing that means "not known". */
export function isValue(bytes: Uint8Array, from: number, to: number): boolean {
  if (from >= to) return false;
  const first = bytes[from] ?? 0;
  const last = bytes[to - 1] ?? 0;
  if (first <= blank || first >= ascii || first === apostrophe || last <= blank || last >= ascii)
    return false;
  if (to - from > longestMissing) return true;
  // Of other characters the bytes do not tell how many they are.
  for (let at = from; at < to; at++) if ((bytes[at] ?? 0) >= ascii) return false;
  return !mayBeMissing(first, to - from);
}
