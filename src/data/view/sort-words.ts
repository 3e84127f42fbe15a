// Cells as words of 32 bits whose order is that of the cells, for a sort by digits. A missing cell has the greatest words.
import type { ColumnValues } from '../columns/values';

/** Marks a missing cell, in each of its words. */
export const missingWord = 0xffff_ffff;

/** Words of listed rows: the first is the most significant. */
export type SortWords = Uint32Array[];

const bits = new Float64Array(1);
const halves = new Uint32Array(bits.buffer); // little-endian, as every engine that runs this is

/** Writes a number's two words; negative ones are turned over, so that they count upwards too. */
export function writeNumber([high, low]: SortWords, at: number, value: number): void {
  if (Number.isNaN(value)) {
    high![at] = low![at] = missingWord;
    return;
  }
  bits[0] = value + 0; // −0 is 0
  const negative = halves[1]! >>> 31 === 1;
  high![at] = negative ? ~halves[1]! : halves[1]! | 0x8000_0000;
  low![at] = negative ? ~halves[0]! : halves[0]!;
}

/** Place of each level in the order of its text; numbers in texts count as numbers. */
export function levelRanks(levels: readonly string[]): Uint32Array {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const order = levels.map((_, code) => code).sort((a, b) => compare(levels[a]!, levels[b]!) || a - b);
  const ranks = new Uint32Array(levels.length);
  // From 1: turned around, 0 would be the word of a missing cell.
  order.forEach((code, rank) => (ranks[code] = rank + 1));
  return ranks;
}

/** How many words the beginning of a text takes. */
export const textWords = 3;
/** How many bytes of it they hold: the first byte says that there is a text. */
export const textStart = textWords * 4 - 1;

const folded = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

/** Writes the beginning of a text, from `skip` bytes on, letters A–Z as small ones. */
export function writeText(
  words: SortWords,
  at: number,
  { offsets, bytes, valid }: Extract<ColumnValues, { type: 'text' }>,
  row: number,
  skip: number,
): void {
  if (valid[row] !== 1) {
    for (const word of words) word[at] = missingWord;
    return;
  }
  const end = offsets[row + 1]!;
  const from = offsets[row]! + skip - 1;
  for (let index = 0; index < words.length; index++) {
    let value = 0;
    for (let byte = index * 4; byte < index * 4 + 4; byte++)
      value = (value << 8) | (byte === 0 ? 1 : from + byte < end ? folded(bytes[from + byte]!) : 0);
    words[index]![at] = value;
  }
}

/** Order of two texts from `skip` bytes on, letters A–Z as small ones. */
export function compareTexts(one: Uint8Array, other: Uint8Array, skip: number): number {
  const shared = Math.min(one.length, other.length);
  for (let at = skip; at < shared; at++) {
    const difference = folded(one[at]!) - folded(other[at]!);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** How many bytes at their beginning all texts share; `known` is what those before them shared. */
export function sharedStart(
  known: Uint8Array | null,
  { offsets, bytes, valid }: Extract<ColumnValues, { type: 'text' }>,
  row: number,
): Uint8Array | null {
  if (valid[row] !== 1) return known;
  if (known === null) return bytes.slice(offsets[row], offsets[row + 1]);
  const start = offsets[row]!;
  const most = Math.min(known.length, offsets[row + 1]! - start);
  let length = 0;
  while (length < most && known[length] === bytes[start + length]) length++;
  return length === known.length ? known : known.subarray(0, length);
}
