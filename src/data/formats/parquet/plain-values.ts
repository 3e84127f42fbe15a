// Values of a Parquet page that are written one after another (PLAIN): numbers and moments as Float64, not finite ones missing; texts as strings.
// How types are meant: https://parquet.apache.org/docs/file-format/types/logicaltypes/
import type { SchemaElement } from 'hyparquet';

/** Reads so many numbers. @throws RangeError where there are fewer bytes */
export type PlainNumbers = (bytes: Uint8Array, count: number) => Float64Array;

const decoder = new TextDecoder();
const dayMs = 86_400_000;
/** The farthest moment that has a date (ECMA-262, time values). */
const farthest = 8.64e15;

/** How the numbers or moments of a column are read; null for one of another type. */
export function plainNumbers(element: SchemaElement): PlainNumbers | null {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === undefined && logical === undefined) {
    if (type === 'DOUBLE') return (bytes, count) => finite(new Float64Array(aligned(bytes, count * 8)));
    if (type === 'FLOAT')
      return (bytes, count) => finite(Float64Array.from(new Float32Array(aligned(bytes, count * 4))));
    if (type === 'INT32') return wholes;
    return null;
  }
  if (type === 'INT32' && (converted === 'DATE' || (converted === undefined && logical?.type === 'DATE')))
    return (bytes, count) => moments(wholes(bytes, count).map((days) => days * dayMs));
  if (type !== 'INT64') return null;
  const unit = logical?.type === 'TIMESTAMP' ? logical.unit : converted;
  if (unit === 'MILLIS' || unit === 'TIMESTAMP_MILLIS') return (bytes, count) => moments(longs(bytes, count));
  if (unit !== 'MICROS' && unit !== 'TIMESTAMP_MICROS') return null;
  // A whole number of milliseconds, towards 1970. Microseconds beyond 2^53 round, as dates so far away do not matter to the millisecond.
  return (bytes, count) => moments(longs(bytes, count).map((micros) => (micros - (micros % 1000)) / 1000));
}

/** A copy of the first bytes, which begins where arrays of any kind can. */
function aligned(bytes: Uint8Array, length: number): ArrayBuffer {
  if (length > bytes.length) throw new RangeError('fewer bytes than values');
  return bytes.slice(0, length).buffer as ArrayBuffer;
}

const wholes: PlainNumbers = (bytes, count) => Float64Array.from(new Int32Array(aligned(bytes, count * 4)));

/** Whole numbers of 64 bits as the nearest double, as Number(bigint) has them. */
function longs(bytes: Uint8Array, count: number): Float64Array {
  const buffer = aligned(bytes, count * 8);
  const [low, high] = [new Uint32Array(buffer), new Int32Array(buffer)]; // little-endian, as every engine that runs this is
  const values = new Float64Array(count);
  for (let at = 0; at < count; at++) values[at] = high[2 * at + 1]! * 2 ** 32 + low[2 * at]!;
  return values;
}

function finite(values: Float64Array): Float64Array {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at]!)) values[at] = NaN;
  return values;
}

function moments(values: Float64Array): Float64Array {
  for (let at = 0; at < values.length; at++) if (!(Math.abs(values[at]!) <= farthest)) values[at] = NaN;
  return values;
}

/** Texts, each behind its length. @throws RangeError where the bytes end before */
export function plainTexts(bytes: Uint8Array, count: number): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  let at = 0;
  while (texts.length < count) {
    const end = at + 4 + view.getUint32(at, true);
    if (end > bytes.length) throw new RangeError('a text beyond its page');
    texts.push(decoder.decode(bytes.subarray(at + 4, end)));
    at = end;
  }
  return texts;
}
