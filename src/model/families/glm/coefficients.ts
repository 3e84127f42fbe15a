// The coefficients of a fitted model: as bytes of the store, and applied to samples. Float64, [width + 1, outputs], intercepts in the last row.
import { HearthError } from '../../../contract/transport/fault';

export interface Coefficients {
  width: number;
  outputs: number;
  parameters: Float64Array<ArrayBuffer>;
  /** Standard errors per unit of the original columns, of the same shape; NaN where unknown. Null in models of an earlier app. */
  errors: Float64Array<ArrayBuffer> | null;
}

/** Reads stored coefficients. Throws `storage_damaged` where there are more or fewer than the model has. */
export function coefficientsOf(bytes: Uint8Array, width: number, outputs: number): Coefficients {
  const count = (width + 1) * outputs;
  if (bytes.byteLength !== 8 * count && bytes.byteLength !== 16 * count)
    throw new HearthError('storage_damaged', { field: 'state' }, { bytes: bytes.byteLength });
  const values = new Float64Array(bytes.slice().buffer);
  const errors = values.length === count ? null : values.slice(count);
  return { width, outputs, parameters: values.slice(0, count), errors };
}

/** The bytes that they are read from. */
export function bytesOf({ parameters, errors }: Coefficients): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float64Array.of(...parameters, ...(errors ?? [])).buffer);
}

/** Linear outputs [rows, outputs] of encoded samples [rows, width]: logits, the scaled number, or the logarithm of a rate. */
export function linearOutputs(
  { width, outputs, parameters }: Coefficients,
  features: Float32Array,
  rows: number,
): Float64Array {
  const z = new Float64Array(rows * outputs);
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
