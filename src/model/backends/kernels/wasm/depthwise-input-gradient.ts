// The gradient of a depthwise convolution by its input: dy, spread by the stride and padded, convolved channel by channel with the
// reversed filter; what the channels that came of one input channel give is added up (NHWC only, dilation 1).
import { backend_util } from '@tensorflow/tfjs-core';
import type { DepthwiseConv2dNativeBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { callKernel, inputOf, release, shape4 } from './call';
import type { WasmKernel } from './call';
import { fullPadding, spreadByStride } from './spread';

type Attributes = Pick<
  DepthwiseConv2dNativeBackpropInputAttrs,
  keyof DepthwiseConv2dNativeBackpropInputAttrs
>;

/** Kernel `DepthwiseConv2dNativeBackpropInput`: dy [n, oh, ow, c · m], filter [kh, kw, c, m] → [n, h, w, c]. */
export const depthwiseInputGradient: WasmKernel = (call) => {
  const { backend } = call;
  const dy = inputOf(call, 'dy');
  const filter = inputOf(call, 'filter');
  const { inputShape, strides, dilations, pad, dimRoundingMode } = call.attrs as Attributes;
  const [height, width, channels, multiplier] = shape4(filter);
  const info = backend_util.computeConv2DInfo(
    inputShape,
    [height, width, channels, multiplier],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    true,
  );
  const padding = fullPadding(info);
  if (!padding || info.dilationHeight > 1 || info.dilationWidth > 1)
    throw new Error('DepthwiseConv2dNativeBackpropInput: this padding or dilation is not supported');
  const reversed = callKernel(backend, 'Reverse', { x: filter }, { dims: [0, 1] });
  const separate: TensorInfo = { ...reversed, shape: [height, width, channels * multiplier, 1] };
  const spread = spreadByStride(backend, dy, info, padding);
  const perOutput = callKernel(
    backend,
    'DepthwiseConv2dNative',
    { x: spread, filter: separate },
    { strides: [1, 1], dilations: [1, 1], pad: 'valid' },
  ); // [n, h, w, c · m]
  release(backend, reversed, spread);
  if (multiplier === 1) return perOutput;
  const split: TensorInfo = { ...perOutput, shape: [...inputShape, multiplier] };
  const gradient = callKernel(backend, 'Sum', { x: split }, { axis: 4, keepDims: false });
  release(backend, perOutput);
  return gradient;
};
