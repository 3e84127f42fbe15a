// Sums of rows by segment, which is the gradient of a gather. Over the heap's own arrays.
import type { UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { floatsOf, inputOf } from './call';
import type { WasmKernel } from './call';

type Attributes = Pick<UnsortedSegmentSumAttrs, keyof UnsortedSegmentSumAttrs>;

/** Kernel `UnsortedSegmentSum`: x [n, ...], segmentIds int32 [n] → [segments, ...]; ids outside are dropped. */
export const segmentSum: WasmKernel = (call) => {
  const { backend } = call;
  const x = inputOf(call, 'x');
  const segmentIds = inputOf(call, 'segmentIds');
  const { numSegments } = call.attrs as Attributes;
  const [, ...inner] = x.shape;
  const sum = backend.makeOutput([numSegments, ...inner], 'float32');
  const values = floatsOf(backend, x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  const sums = floatsOf(backend, sum).fill(0);
  const size = inner.reduce((product, length) => product * length, 1);
  ids.forEach((id, row) => {
    if (id < 0 || id >= numSegments) return;
    for (let i = 0; i < size; i++) sums[id * size + i]! += values[row * size + i]!;
  });
  return sum;
};
