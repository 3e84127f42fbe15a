// Slices, and what is made of them. The stock kernels (4.22) copy their whole input for every slice: a sequence that is cut into
// its steps would be copied once a step.
import { backend_util, slice_util, util } from '@tensorflow/tfjs-core';
import type { SliceAttrs, SplitVAttrs, TensorInfo, UnpackAttrs } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { inputOf, runConfig } from './call';
import type { WasmKernel } from './call';

/** Copying a shorter piece element by element is faster than a view of it. */
const shortPiece = 32;

/** The part of x that begins at `begin` and has the shape `size`. */
function cut(backend: BackendWasm, x: TensorInfo, begin: number[], size: number[]): TensorInfo {
  const result = backend.makeOutput(size, x.dtype);
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(result);
  const strides = [...util.computeStrides(x.shape), 1];
  // The axes after `inner` are whole: with it they lie in one piece.
  let inner = size.length - 1;
  while (inner > 0 && size[inner] === x.shape[inner]) inner--;
  const piece = (size[inner] ?? 1) * (strides[inner] ?? 1);
  const pieces = util.sizeFromShape(size.slice(0, inner));
  const index = new Array<number>(inner).fill(0);
  for (let at = 0, n = 0; n < pieces; n++, at += piece) {
    let offset = (begin[inner] ?? 0) * (strides[inner] ?? 1);
    for (let axis = 0; axis < inner; axis++) offset += (begin[axis]! + index[axis]!) * strides[axis]!;
    if (piece < shortPiece) for (let i = 0; i < piece; i++) to[at + i] = from[offset + i]!;
    else to.set(from.subarray(offset, offset + piece), at);
    for (let axis = inner - 1; axis >= 0; axis--) {
      index[axis] = index[axis]! + 1;
      if (index[axis]! < size[axis]!) break;
      index[axis] = 0;
    }
  }
  return result;
}

/** Kernel `Slice`. */
export const slice: WasmKernel = (call, original) => {
  const x = inputOf(call, 'x');
  if (x.dtype === 'string' || x.shape.length === 0) {
    if (!original) throw new Error('the stock slice is missing');
    return runConfig(original, call);
  }
  const { begin, size } = call.attrs as Pick<SliceAttrs, keyof SliceAttrs>;
  const [from, shape] = slice_util.parseSliceParams(x, begin, size);
  return cut(call.backend, x, from!, shape!);
};

/** Kernel `Unpack`: one tensor for each place along an axis, without that axis. */
export const unpack: WasmKernel = (call) => {
  const x = inputOf(call, 'value');
  const { axis: given } = call.attrs as Pick<UnpackAttrs, keyof UnpackAttrs>;
  const axis = given < 0 ? given + x.shape.length : given;
  const size = x.shape.map((side, place) => (place === axis ? 1 : side));
  const shape = x.shape.filter((_, place) => place !== axis);
  return Array.from({ length: x.shape[axis]! }, (_, at) => {
    const begin = x.shape.map((_, place) => (place === axis ? at : 0));
    return { ...cut(call.backend, x, begin, size), shape };
  });
};

/** Kernel `SplitV`: pieces along an axis. */
export const split: WasmKernel = (call) => {
  const x = inputOf(call, 'x');
  const { numOrSizeSplits, axis: given } = call.attrs as Pick<SplitVAttrs, keyof SplitVAttrs>;
  const axis = util.parseAxisParam(given, x.shape)[0]!;
  let at = 0;
  return backend_util.prepareSplitSize(x as never, numOrSizeSplits, axis).map((length) => {
    const begin = x.shape.map((_, place) => (place === axis ? at : 0));
    at += length;
    return cut(
      call.backend,
      x,
      begin,
      x.shape.map((side, place) => (place === axis ? length : side)),
    );
  });
};
