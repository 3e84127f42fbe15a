// Convolutions that step over the last cells: where stride and `same` padding leave input cells unread, stock wasm (4.22) takes the
// padding below zero for a huge one and gives wrong numbers. Told explicitly that there is none, it is right.
import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DAttrs } from '@tensorflow/tfjs-core';
import { inputOf, runConfig, shape4 } from './call';
import type { WasmKernel } from './call';

type Attributes = Pick<Conv2DAttrs, keyof Conv2DAttrs>;

function withoutUnderflow(depthwise: boolean): WasmKernel {
  return (call, original) => {
    if (!original) throw new Error('the stock convolution is missing');
    const { pad, strides, dilations } = call.attrs as Attributes;
    if (pad !== 'same') return runConfig(original, call);
    const [x, filter] = [shape4(inputOf(call, 'x')), shape4(inputOf(call, 'filter'))];
    const info = backend_util.computeConv2DInfo(
      x,
      filter,
      strides,
      dilations ?? 1,
      pad,
      undefined,
      depthwise,
    );
    const { top, bottom, left, right } = info.padInfo;
    const unread =
      (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight < info.inHeight ||
      (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth < info.inWidth;
    if (!unread) return runConfig(original, call);
    const explicit = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    return runConfig(original, { ...call, attrs: { ...call.attrs, pad: explicit } });
  };
}

/** Kernels `Conv2D` and `FusedConv2D`. */
export const conv2d = withoutUnderflow(false);

/** Kernels `DepthwiseConv2dNative` and `FusedDepthwiseConv2D`. */
export const depthwiseConv2d = withoutUnderflow(true);
