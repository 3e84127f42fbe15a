// The predictions that a judgement keeps: one record a test row, little-endian:
//   Uint32 row in the source · Float32 actual (class index, or the number) · Float32 for each output
// Outputs are probabilities in the order of `judgement.classes`, or the one number predicted.

/** One test row with its outputs. */
export interface PredictionRow {
  row: number;
  actual: number;
  outputs: Float32Array;
}

/** Packs predictions; `outputs` is row-major [rows.length, width]. */
export function encodePredictions(
  rows: Uint32Array,
  actual: Float32Array,
  outputs: Float32Array,
  width: number,
): Uint8Array<ArrayBuffer> {
  const words = 2 + width;
  const packed = new Float32Array(rows.length * words);
  const sourceRows = new Uint32Array(packed.buffer);
  for (let index = 0; index < rows.length; index++) {
    sourceRows[index * words] = rows[index] ?? 0;
    packed[index * words + 1] = actual[index] ?? NaN;
    packed.set(outputs.subarray(index * width, (index + 1) * width), index * words + 2);
  }
  return new Uint8Array(packed.buffer);
}

/** Reads packed predictions one by one; `outputs` are views that hold until the next one. */
export function* decodePredictions(bytes: Uint8Array<ArrayBuffer>, width: number): Generator<PredictionRow> {
  const words = 2 + width;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const packed = new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  const sourceRows = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  for (let at = 0; at + words <= packed.length; at += words)
    yield {
      row: sourceRows[at] ?? 0,
      actual: packed[at + 1] ?? NaN,
      outputs: packed.subarray(at + 2, at + words),
    };
}
