// Bytes of one row as the words of a hash. For texts and images alike.
import type { AddWord } from '../column-type';

/** Four bytes a word, the last word shorter. */
export function addBytes(bytes: Uint8Array, from: number, to: number, row: number, add: AddWord): void {
  for (let at = from; at < to; at += 4) {
    let word = 0;
    for (let end = Math.min(at + 4, to), byte = at; byte < end; byte++)
      word = (word << 8) | (bytes[byte] ?? 0);
    add(row, word);
  }
}
