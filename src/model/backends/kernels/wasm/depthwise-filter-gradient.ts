// The gradient of a depthwise convolution by its filter, over the heap's own arrays and added up in float64 (NHWC only, dilation 1).
// dW[kh, kw, c, q] = Σ x[n, oh·s + kh − top, ow·s + kw − left, c] · dy[n, oh, ow, c·m + q]
import { backend_util } from '@tensorflow/tfjs-core';
import type { DepthwiseConv2dNativeBackpropFilterAttrs } from '@tensorflow/tfjs-core';
import { floatsOf, inputOf, shape4 } from './call';
import type { WasmKernel } from './call';

type Attributes = Pick<
  DepthwiseConv2dNativeBackpropFilterAttrs,
  keyof DepthwiseConv2dNativeBackpropFilterAttrs
>;

/** Kernel `DepthwiseConv2dNativeBackpropFilter`: x [n, h, w, c], dy [n, oh, ow, c · m] → [kh, kw, c, m]. */
export const depthwiseFilterGradient: WasmKernel = (call) => {
  const { backend } = call;
  const x = inputOf(call, 'x');
  const dy = inputOf(call, 'dy');
  const { filterShape, strides, dilations, pad, dimRoundingMode } = call.attrs as Attributes;
  const info = backend_util.computeConv2DInfo(
    shape4(x),
    filterShape,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    true,
  );
  if (info.dilationHeight > 1 || info.dilationWidth > 1)
    throw new Error('DepthwiseConv2dNativeBackpropFilter: dilation is not supported');
  const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth, outChannels } = info;
  const multiplier = outChannels / channels;

  const gradient = backend.makeOutput(filterShape, 'float32');
  const values = floatsOf(backend, x);
  const upstream = floatsOf(backend, dy);
  const sums = new Float64Array(info.filterHeight * info.filterWidth * outChannels);
  for (let n = 0; n < batchSize; n++)
    for (let outRow = 0; outRow < outHeight; outRow++)
      for (let kernelRow = 0; kernelRow < info.filterHeight; kernelRow++) {
        const row = outRow * info.strideHeight + kernelRow - info.padInfo.top;
        if (row < 0 || row >= inHeight) continue;
        for (let outColumn = 0; outColumn < outWidth; outColumn++) {
          const from = ((n * outHeight + outRow) * outWidth + outColumn) * outChannels;
          for (let kernelColumn = 0; kernelColumn < info.filterWidth; kernelColumn++) {
            const column = outColumn * info.strideWidth + kernelColumn - info.padInfo.left;
            if (column < 0 || column >= inWidth) continue;
            const cell = ((n * inHeight + row) * inWidth + column) * channels;
            const to = (kernelRow * info.filterWidth + kernelColumn) * outChannels;
            if (multiplier === 1)
              for (let channel = 0; channel < channels; channel++)
                sums[to + channel]! += values[cell + channel]! * upstream[from + channel]!;
            else
              for (let output = 0, channel = 0; channel < channels; channel++)
                for (let q = 0; q < multiplier; q++, output++)
                  sums[to + output]! += values[cell + channel]! * upstream[from + output]!;
          }
        }
      }
  floatsOf(backend, gradient).set(sums);
  return gradient;
};
