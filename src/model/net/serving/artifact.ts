// Named float32 tensors as one run of bytes and back: what checkpoints and artifacts hold.
// Little-endian, no padding; where a tensor begins stands in its entry.
import { HearthError } from '../../../contract/transport/fault';
import type { TensorEntry } from '../../../contract/model/run';

/** A tensor's values on this thread. */
export interface NamedValues {
  name: string;
  shape: number[];
  values: Float32Array;
}

/** Joins tensors in their order. */
export function packTensors(tensors: readonly NamedValues[]): {
  bytes: Uint8Array<ArrayBuffer>;
  entries: TensorEntry[];
} {
  const total = tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  const bytes = new Uint8Array(total);
  let offset = 0;
  const entries = tensors.map(({ name, shape, values }): TensorEntry => {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    const entry: TensorEntry = { name, shape, dtype: 'float32', offset };
    offset += values.byteLength;
    return entry;
  });
  return { bytes, entries };
}

/** Takes tensors apart again, as copies. Throws `storage_damaged` where an entry lies outside the bytes. */
export function unpackTensors(bytes: Uint8Array, entries: readonly TensorEntry[]): NamedValues[] {
  return entries.map(({ name, shape, offset }) => {
    const length = shape.reduce((product, side) => product * side, 1);
    if (!Number.isSafeInteger(length) || offset + length * 4 > bytes.byteLength) {
      throw new HearthError('storage_damaged', { field: name }, {}, 'a tensor lies outside its blob');
    }
    const values = new Float32Array(length);
    new Uint8Array(values.buffer).set(bytes.subarray(offset, offset + length * 4));
    return { name, shape: [...shape], values };
  });
}

/** The tensors under a prefix such as `weights/`, with the prefix taken off. */
export function tensorsUnder(prefix: string, tensors: readonly NamedValues[]): NamedValues[] {
  return tensors
    .filter(({ name }) => name.startsWith(prefix))
    .map((tensor) => ({ ...tensor, name: tensor.name.slice(prefix.length) }));
}

/** The tensors with a prefix put before each name. */
export function withPrefix(prefix: string, tensors: readonly NamedValues[]): NamedValues[] {
  return tensors.map((tensor) => ({ ...tensor, name: prefix + tensor.name }));
}
