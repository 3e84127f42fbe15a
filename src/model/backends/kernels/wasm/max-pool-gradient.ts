// The gradient of max pooling over the heap's own arrays: each cell of dy goes to the first largest input of its window,
// as tfjs's cpu backend has it. The stock wasm kernel disagrees with that backend (4.22).
import { backend_util } from '@tensorflow/tfjs-core';
import type { MaxPoolGradAttrs } from '@tensorflow/tfjs-core';
import { floatsOf, inputOf, shape4 } from './call';
import type { WasmKernel } from './call';

type Attributes = Pick<MaxPoolGradAttrs, keyof MaxPoolGradAttrs>;

/** Kernel `MaxPoolGrad`: dy [n, oh, ow, c], input [n, h, w, c] → [n, h, w, c]. */
export const maxPoolGradient: WasmKernel = (call) => {
  const { backend } = call;
  const dy = inputOf(call, 'dy');
  const input = inputOf(call, 'input');
  const { filterSize, strides, pad, dimRoundingMode } = call.attrs as Attributes;
  const info = backend_util.computePool2DInfo(shape4(input), filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels: channels } = info;

  const dx = backend.makeOutput(input.shape, 'float32');
  const x = floatsOf(backend, input);
  const upstream = floatsOf(backend, dy);
  const gradient = floatsOf(backend, dx).fill(0);
  const rowSize = inWidth * channels;
  let at = 0; // in dy
  for (let n = 0; n < batchSize; n++) {
    const image = n * inHeight * rowSize;
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const firstRow = outRow * info.strideHeight - info.padInfo.top;
      const rowStart = Math.max(0, firstRow);
      const rowEnd = Math.min(inHeight, firstRow + info.filterHeight);
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const firstColumn = outColumn * info.strideWidth - info.padInfo.left;
        const columnStart = Math.max(0, firstColumn);
        const columnEnd = Math.min(inWidth, firstColumn + info.filterWidth);
        for (let channel = 0; channel < channels; channel++, at++) {
          let largest = -Infinity;
          let where = -1;
          for (let row = rowStart; row < rowEnd; row++) {
            const end = image + row * rowSize + columnEnd * channels;
            let cell = image + row * rowSize + columnStart * channels + channel;
            for (; cell < end; cell += channels)
              if (x[cell]! > largest) {
                largest = x[cell]!;
                where = cell;
              }
          }
          // Nothing beats −∞ where every input is NaN or −∞: there the gradient is lost, as on cpu.
          if (where >= 0) gradient[where]! += upstream[at]!;
        }
      }
    }
  }
  return dx;
};
