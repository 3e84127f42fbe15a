// The gradient of a convolution by its input: dy, spread by the stride and padded, convolved with the reversed filter
// whose channels are exchanged (NHWC only). The stock kernel is a plain loop and ten times slower.
import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { callKernel, floatsOf, inputOf, release, runConfig, shape4 } from './call';
import type { WasmKernel } from './call';

type Attributes = Pick<Conv2DBackpropInputAttrs, keyof Conv2DBackpropInputAttrs>;
type ConvInfo = ReturnType<typeof backend_util.computeConv2DInfo>;

/** Kernel `Conv2DBackpropInput`: dy [n, oh, ow, out], filter [kh, kw, in, out] → [n, h, w, in]. */
export const conv2dInputGradient: WasmKernel = (call, original) => {
  const { backend } = call;
  const dy = inputOf(call, 'dy');
  const filter = inputOf(call, 'filter');
  const { inputShape, strides, pad, dimRoundingMode, dataFormat } = call.attrs as Attributes;
  if (dataFormat === 'NCHW') throw new Error('Conv2DBackpropInput: NHWC only');
  const info = backend_util.computeConv2DInfo(inputShape, shape4(filter), strides, 1, pad, dimRoundingMode);
  const top = info.filterHeight - 1 - info.padInfo.top;
  const left = info.filterWidth - 1 - info.padInfo.left;
  const bottom = info.inHeight + info.filterHeight - 1 - top - spreadSize(info.outHeight, info.strideHeight);
  const right = info.inWidth + info.filterWidth - 1 - left - spreadSize(info.outWidth, info.strideWidth);
  if (Math.min(top, left, bottom, right) < 0) {
    // Explicit padding wider than the filter: dy would have to be cropped.
    if (!original) throw new Error('Conv2DBackpropInput: this padding is not supported');
    return runConfig(original, call);
  }
  const padding = { top, bottom, left, right };
  const reversed = callKernel(backend, 'Reverse', { x: filter }, { dims: [0, 1] });
  const exchanged = callKernel(backend, 'Transpose', { x: reversed }, { perm: [0, 1, 3, 2] });
  release(backend, reversed);
  const dense = info.strideHeight === 1 && info.strideWidth === 1;
  const spread = dense ? dy : spreadByStride(backend, dy, info, padding);
  const gradient = callKernel(
    backend,
    'Conv2D',
    { x: spread, filter: exchanged },
    {
      strides: 1,
      pad: dense
        ? [
            [0, 0],
            [top, bottom],
            [left, right],
            [0, 0],
          ]
        : 'valid',
      dataFormat: 'NHWC',
      dilations: 1,
    },
  );
  release(backend, exchanged);
  if (spread !== dy) release(backend, spread);
  return gradient;
};

function spreadSize(size: number, stride: number): number {
  return (size - 1) * stride + 1;
}

/** dy with stride − 1 zeros between its cells and the padding around them. */
function spreadByStride(
  backend: BackendWasm,
  dy: TensorInfo,
  info: ConvInfo,
  padding: { top: number; bottom: number; left: number; right: number },
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
