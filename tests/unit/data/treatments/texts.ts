// Texts as a column holds them.
import type { ValuesOf } from '../../../../src/data/columns/values';

const encoder = new TextEncoder();

/** Values of a text column; null is missing. */
export function textValues(texts: readonly (string | null)[]): ValuesOf<'text'> {
  const parts = texts.map((text) => encoder.encode(text ?? ''));
  const offsets = new Uint32Array(texts.length + 1);
  parts.forEach((part, row) => (offsets[row + 1] = offsets[row]! + part.length));
  const bytes = new Uint8Array(offsets[texts.length]!);
  parts.forEach((part, row) => bytes.set(part, offsets[row]));
  return { type: 'text', offsets, bytes, valid: Uint8Array.from(texts, (text) => (text === null ? 0 : 1)) };
}
