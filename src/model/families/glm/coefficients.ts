// The coefficients of a fitted model: as bytes of the store, and applied to samples. Float64, [width + 1, outputs], intercepts in the last row.
import { HearthError } from '../../../contract/transport/fault';

export interface Coefficients {
  width: number;
  outputs: number;
  parameters: Float64Array<ArrayBuffer>;
}

/** Reads stored coefficients. Throws `storage_damaged` where there are more or fewer than the model has. */
export function coefficientsOf(bytes: Uint8Array, width: number, outputs: number): Coefficients {
  if (bytes.byteLength !== 8 * (width + 1) * outputs)
    throw new HearthError('storage_damaged', { field: 'state' }, { bytes: bytes.byteLength });
  return { width, outputs, parameters: new Float64Array(bytes.slice().buffer) };
}

/** Linear outputs [rows, outputs] of encoded samples [rows, width]: logits, or the scaled number. Sums are in float64. */
export function predictLinear(
  { width, outputs, parameters }: Coefficients,
  features: Float32Array,
  rows: number,
): Float32Array {
  const z = new Float32Array(rows * outputs);
  const sums = new Float64Array(outputs);
  const intercepts = parameters.subarray(width * outputs);
  for (let row = 0; row < rows; row++) {
    sums.set(intercepts);
    for (let column = 0; column < width; column++) {
      const x = features[row * width + column]!;
      if (x === 0) continue;
      for (let k = 0; k < outputs; k++) sums[k]! += x * parameters[column * outputs + k]!;
    }
    z.set(sums, row * outputs);
  }
  return z;
}
