// Values of one column, of groups that follow each other, as those of one group.
import type { ColumnValues } from '../columns/values';

/** Of the same column, so of one layout. */
export function concatValues(parts: readonly ColumnValues[]): ColumnValues {
  const [first] = parts;
  if (!first) throw new Error('no values to put together');
  if (parts.length === 1) return first;
  if ('offsets' in first) return concatTexts(parts as (typeof first)[]);
  const key = 'values' in first ? 'values' : 'codes' in first ? 'codes' : 'pixels';
  const arrays = parts.map((part) => (part as unknown as Record<string, Float64Array>)[key]!);
  return { ...first, [key]: concatArrays(arrays) };
}

function concatTexts<T extends { offsets: Uint32Array; bytes: Uint8Array; valid: Uint8Array }>(
  parts: readonly T[],
): T {
  const rows = parts.reduce((sum, { valid }) => sum + valid.length, 0);
  const offsets = new Uint32Array(rows + 1);
  let [at, base] = [0, 0];
  for (const { offsets: own, valid, bytes } of parts) {
    for (let row = 0; row < valid.length; row++) offsets[at + row + 1] = base + (own[row + 1] ?? 0);
    at += valid.length;
    base += bytes.length;
  }
  return {
    ...parts[0]!,
    offsets,
    bytes: concatArrays(parts.map(({ bytes }) => bytes)),
    valid: concatArrays(parts.map(({ valid }) => valid)),
  };
}

/** Arrays of one kind, one after another. */
export function concatArrays<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(
  arrays: readonly T[],
): T {
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const Kind = (arrays[0]?.constructor ?? Float64Array) as new (length: number) => T;
  const whole = new Kind(length);
  let at = 0;
  for (const array of arrays) {
    whole.set(array as never, at);
    at += array.length;
  }
  return whole;
}
