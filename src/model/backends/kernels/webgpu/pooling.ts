// What a pooling is, for forward and gradient alike.
import { backend_util } from '@tensorflow/tfjs-core';
import type { MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from './adopt';

/** Numbers that fix a pooling; heights and widths of input, output, window, stride and padding before. */
export interface Pooling {
  batch: number;
  channels: number;
  input: readonly [number, number];
  output: readonly [number, number];
  window: readonly [number, number];
  stride: readonly [number, number];
  pad: readonly [number, number];
}

/** The pooling that a kernel is called for; null for other ranks than 4. */
export function poolingOf(call: KernelCall, input: TensorInfo): Pooling | null {
  const { filterSize, strides, pad, dimRoundingMode } = call.attrs as Pick<
    MaxPoolGradAttrs,
    keyof MaxPoolGradAttrs
  >;
  const [batch, height, width, channels] = input.shape;
  if (input.shape.length !== 4) return null;
  const info = backend_util.computePool2DInfo(
    [batch!, height!, width!, channels!],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
    window: [info.filterHeight, info.filterWidth],
    stride: [info.strideHeight, info.strideWidth],
    pad: [info.padInfo.top, info.padInfo.left],
  };
}

/** Where a thread stands: its batch row, row, column and channel group, in a grid of the given size. */
export function place(height: number, width: number, groups: number): string {
  return `  let channel = i % ${groups}u;
  let column = i32((i / ${groups}u) % ${width}u);
  let row = i32((i / ${groups * width}u) % ${height}u);
  let image = i32(i / ${groups * width * height}u);`;
}

/** Channels four at a time, where they come out even; how positions in a window are held. */
export const lanes = (channels: number): { width: number; type: string; positions: string } =>
  channels % 4 === 0
    ? { width: 4, type: 'vec4f', positions: 'vec4i' }
    : { width: 1, type: 'f32', positions: 'i32' };
