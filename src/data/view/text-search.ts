// Looks for a part of a text in UTF-8 as it lies in memory: a million cells are not decoded for one search.
import type { ValuesOf } from '../columns/values';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A letter of A–Z as its small one. */
const folded = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

/** Which rows contain the text, in whichever case; a missing one contains nothing. */
export function textFinder(text: string): (values: ValuesOf<'text'>) => (row: number) => boolean {
  const needle = text.toLowerCase();
  // Letters beyond A–Z change their case by rules that only whole strings know.
  const beyond = Array.from(needle).some((sign) => sign > '\u007f' && sign.toUpperCase() !== sign);
  return beyond ? (values) => decodedFinder(values, needle) : (values) => byteFinder(values, needle);
}

function decodedFinder({ offsets, bytes, valid }: ValuesOf<'text'>, needle: string) {
  return (row: number): boolean =>
    valid[row] === 1 &&
    decoder
      .decode(bytes.subarray(offsets[row], offsets[row + 1]))
      .toLowerCase()
      .includes(needle);
}

function byteFinder({ offsets, bytes, valid }: ValuesOf<'text'>, text: string) {
  const needle = encoder.encode(text);
  const [first = 0, length] = [needle[0], needle.length];
  const matches = (at: number): boolean => {
    for (let step = 1; step < length; step++) if (folded(bytes[at + step]!) !== needle[step]) return false;
    return true;
  };
  return (row: number): boolean => {
    if (valid[row] !== 1) return false;
    if (length === 0) return true;
    const last = offsets[row + 1]! - length;
    for (let at = offsets[row]!; at <= last; at++)
      if (folded(bytes[at]!) === first && matches(at)) return true;
    return false;
  };
}
