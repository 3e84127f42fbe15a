// What the gradients of convolutions by their input share: dy laid out so that a convolution of stride 1 goes over it.
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { floatsOf } from './call';

type ConvInfo = ReturnType<typeof backend_util.computeConv2DInfo>;

/** Cells around an image. */
export interface Padding {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Zeros around the spread dy that make the reversed filter visit every input cell; null where dy would have to be cropped. */
export function fullPadding(info: ConvInfo): Padding | null {
  const top = info.filterHeight - 1 - info.padInfo.top;
  const left = info.filterWidth - 1 - info.padInfo.left;
  const bottom = info.inHeight + info.filterHeight - 1 - top - spreadSize(info.outHeight, info.strideHeight);
  const right = info.inWidth + info.filterWidth - 1 - left - spreadSize(info.outWidth, info.strideWidth);
  return Math.min(top, left, bottom, right) < 0 ? null : { top, bottom, left, right };
}

function spreadSize(size: number, stride: number): number {
  return (size - 1) * stride + 1;
}

/** dy with stride − 1 zeros between its cells and the padding around them. */
export function spreadByStride(
  backend: BackendWasm,
  dy: TensorInfo,
  info: ConvInfo,
  padding: Padding,
): TensorInfo {
  const { batchSize, outHeight, outWidth, outChannels, strideHeight, strideWidth } = info;
  const height = padding.top + spreadSize(outHeight, strideHeight) + padding.bottom;
  const width = padding.left + spreadSize(outWidth, strideWidth) + padding.right;
  const spread = backend.makeOutput([batchSize, height, width, outChannels], 'float32');
  const from = floatsOf(backend, dy);
  const to = floatsOf(backend, spread).fill(0);
  for (let n = 0; n < batchSize; n++)
    for (let row = 0; row < outHeight; row++) {
      let source = (n * outHeight + row) * outWidth * outChannels;
      let target = ((n * height + padding.top + row * strideHeight) * width + padding.left) * outChannels;
      for (let column = 0; column < outWidth; column++) {
        to.set(from.subarray(source, source + outChannels), target);
        source += outChannels;
        target += strideWidth * outChannels;
      }
    }
  return spread;
}
