// The gradient of a convolution by its input: dy, spread by the stride and padded, convolved with the reversed filter
// whose channels are exchanged (NHWC only). The stock kernel is a plain loop and ten times slower.
import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropInputAttrs } from '@tensorflow/tfjs-core';
import { callKernel, inputOf, release, runConfig, shape4 } from './call';
import type { WasmKernel } from './call';
import { fullPadding, spreadByStride } from './spread';

type Attributes = Pick<Conv2DBackpropInputAttrs, keyof Conv2DBackpropInputAttrs>;

/** Kernel `Conv2DBackpropInput`: dy [n, oh, ow, out], filter [kh, kw, in, out] → [n, h, w, in]. */
export const conv2dInputGradient: WasmKernel = (call, original) => {
  const { backend } = call;
  const dy = inputOf(call, 'dy');
  const filter = inputOf(call, 'filter');
  const { inputShape, strides, pad, dimRoundingMode, dataFormat } = call.attrs as Attributes;
  if (dataFormat === 'NCHW') throw new Error('Conv2DBackpropInput: NHWC only');
  const info = backend_util.computeConv2DInfo(inputShape, shape4(filter), strides, 1, pad, dimRoundingMode);
  const padding = fullPadding(info);
  if (!padding) {
    // Explicit padding wider than the filter: dy would have to be cropped.
    if (!original) throw new Error('Conv2DBackpropInput: this padding is not supported');
    return runConfig(original, call);
  }
  const { top, bottom, left, right } = padding;
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
