// The predictions that a judgement keeps: one record a test row, little-endian. Of classes (32 bits a number):
//   Uint32 row in the source · Float32 class index · Float32 probability of each of `judgement.classes`
// Of numbers (64 bits, in the target's unit; 32 as above in judgements without `predictionBits`):
//   Uint32 row in the source · 4 bytes of 0 · Float64 actual · Float64 predicted
import type { Outputs } from '../../domain/tasks/task';

/** One test row with its outputs. */
export interface PredictionRow {
  row: number;
  actual: number;
  outputs: Outputs;
}

/** Rows with their truth and outputs, row-major [rows.length, columns]. */
interface Predictions {
  rows: Uint32Array;
  actual: ArrayLike<number>;
  outputs: Outputs;
  columns: number;
}

/** Packs predictions, in as many bits as the outputs have. */
export function encodePredictions({ rows, actual, outputs, columns }: Predictions): Uint8Array<ArrayBuffer> {
  const words = 2 + columns;
  const length = rows.length * words;
  const packed = outputs instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
  const sourceRows = new Uint32Array(packed.buffer);
  const rowWords = (words * packed.BYTES_PER_ELEMENT) / 4;
  for (let index = 0; index < rows.length; index++) {
    packed[index * words + 1] = actual[index] ?? NaN;
    packed.set(outputs.subarray(index * columns, (index + 1) * columns), index * words + 2);
    sourceRows[index * rowWords] = rows[index] ?? 0;
  }
  return new Uint8Array(packed.buffer);
}

/** Reads packed predictions one by one; `outputs` are views that hold until the next one. */
export function* decodePredictions(
  bytes: Uint8Array<ArrayBuffer>,
  width: number,
  bits: 32 | 64 = 32,
): Generator<PredictionRow> {
  const words = 2 + width;
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset, byteLength } = aligned;
  const packed =
    bits === 64
      ? new Float64Array(buffer, byteOffset, byteLength >> 3)
      : new Float32Array(buffer, byteOffset, byteLength >> 2);
  const sourceRows = new Uint32Array(buffer, byteOffset, byteLength >> 2);
  for (let at = 0; at + words <= packed.length; at += words)
    yield {
      row: sourceRows[(at * bits) / 32] ?? 0,
      actual: packed[at + 1] ?? NaN,
      outputs: packed.subarray(at + 2, at + words),
    };
}
