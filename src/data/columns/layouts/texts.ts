// Texts in memory: UTF-8 with offsets and validity.
import type { ValuesOf } from '../values';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Strings as values of a text column; null is missing. */
export function textValues(texts: readonly (string | null)[]): ValuesOf<'text'> {
  const pieces = texts.map((text) => encoder.encode(text ?? ''));
  const offsets = new Uint32Array(texts.length + 1);
  pieces.forEach((piece, row) => (offsets[row + 1] = (offsets[row] ?? 0) + piece.length));
  const bytes = new Uint8Array(offsets[texts.length] ?? 0);
  pieces.forEach((piece, row) => bytes.set(piece, offsets[row]));
  return { type: 'text', offsets, bytes, valid: Uint8Array.from(texts, (text) => (text === null ? 0 : 1)) };
}

/** Values of a text column as strings; null where missing. */
export function textsOf({ offsets, bytes, valid }: ValuesOf<'text'>, rows: number): (string | null)[] {
  return Array.from({ length: rows }, (_, row) =>
    valid[row] === 1 ? decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])) : null,
  );
}
