// Weighs JSON from a file before it is parsed: a few megabytes may unpack to hundreds, and a parser makes several times as much of them.
import { HearthError } from '../../../contract/transport/fault';

/** Values of a project of thousands of runs, several times over. */
const mostNodes = 8_000_000;
/** More than this are read only where a person said so: each takes tens of bytes once it is parsed. */
const askedNodes = 2_000_000;
/** Deeper than any record, and far from where recursion ends. */
const mostDepth = 64;

const [quote, backslash, comma, openBrace, closeBrace, openBracket, closeBracket] = [
  ...[0x22, 0x5c, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d],
] as [number, number, number, number, number, number, number];

/** More than a project can hold, whatever the file says of itself. */
export const excessive = (entry: string) => new HearthError('project_file_excessive', {}, { entry });

/** More than projects mostly hold: for a person to decide. */
export const tooLarge = (bytes: number) => new HearthError('project_file_large', {}, { bytes });

/**
 * Throws `project_file_excessive` where the JSON has more values, or lies deeper, than records do; `project_file_large` where it has many
 * and nobody said that it may. Looks at each byte once.
 */
export function weighJson(bytes: Uint8Array, entry: string, large: boolean): void {
  let nodes = 1;
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === comma) nodes++;
    else if (byte === openBrace || byte === openBracket) {
      nodes++;
      if (++depth > mostDepth) throw excessive(entry);
    } else if (byte === closeBrace || byte === closeBracket) depth--;
  }
  if (nodes > mostNodes) throw excessive(entry);
  if (nodes > askedNodes && !large) throw tooLarge(bytes.length);
}

/** Where the string that begins at `from` ends. */
export function endOfString(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}
