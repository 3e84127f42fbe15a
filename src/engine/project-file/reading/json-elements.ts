// The values of a long JSON array, one by one, so that text and values are in memory for one of them only. Whether each is JSON, its parser says.
import { endOfString } from './weigh-json';

const [quote, comma, openBrace, closeBrace, openBracket, closeBracket] = [
  ...[0x22, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d],
] as [number, number, number, number, number, number];
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Each value of the array as it is written. Returns false at the end where the bytes are not one array. */
export function* jsonElements(bytes: Uint8Array): Generator<Uint8Array, boolean> {
  let at = skipBlanks(bytes, 0);
  if (bytes[at] !== openBracket) return false;
  let from = skipBlanks(bytes, at + 1);
  if (bytes[from] === closeBracket) return skipBlanks(bytes, from + 1) === bytes.length;
  let depth = 1;
  for (at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) depth--;
    if (depth > 1 || (depth === 1 && byte !== comma)) continue;
    yield bytes.subarray(from, at);
    if (depth === 0) return byte === closeBracket && skipBlanks(bytes, at + 1) === bytes.length;
    from = at + 1;
  }
  return false;
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (blanks.has(bytes[at] ?? 0)) at++;
  return at;
}
