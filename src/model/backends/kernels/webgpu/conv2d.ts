// Convolutions and both their gradients as contractions (implicit GEMM), NHWC only. Images are padded by a copy beforehand,
// so that the contraction needs no guards.
import { backend_util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { release } from '../../gpu/tfjs-webgpu';
import { areFloats, inputOf } from './adopt';
import type { KernelCall, WebgpuKernel } from './adopt';
import { contract, knowsActivation } from './contract';
import type { Product } from './contract';
import { spread, turn } from './spread';

type ConvInfo = ReturnType<typeof backend_util.computeConv2DInfo>;
type Shape4 = [number, number, number, number];

interface Conv2DAttributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  activation?: string | null;
}

/** The convolution's sizes; null for other layouts than NHWC. */
function infoOf(call: KernelCall, input: readonly number[], filter: readonly number[]): ConvInfo | null {
  const { strides, pad, dataFormat, dilations, dimRoundingMode } = call.attrs as Conv2DAttributes;
  if (dataFormat === 'NCHW' || input.length !== 4 || filter.length !== 4) return null;
  const info = backend_util.computeConv2DInfo(
    input as Shape4,
    filter as Shape4,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
  );
  return info.inChannels === filter[2] ? info : null; // grouped ones are not for us
}

interface Padded {
  tensor: TensorInfo;
  height: number;
  width: number;
}

/** The image with its padding. Where there is none it is the tensor itself. */
function padded(backend: WebGPUBackend, x: TensorInfo, info: ConvInfo): Padded {
  const { top, bottom, left, right } = info.padInfo;
  const [height, width] = [info.inHeight + top + bottom, info.inWidth + left + right];
  if (height === info.inHeight && width === info.inWidth) return { tensor: x, height, width };
  const tensor = spread(backend, x, { before: [top, left], step: [1, 1], size: [height, width] });
  return { tensor, height, width };
}

/** Rows are the output's cells, columns its channels; the sum goes over the filter's cells and the input's channels. */
function forwardProduct(info: ConvInfo, height: number, width: number): Product {
  const { inChannels: inputs, outChannels: outputs, outHeight, outWidth } = info;
  const row = width * inputs;
  return {
    batch: [],
    rows: [
      { size: info.batchSize, stride: { a: height * row, out: outHeight * outWidth * outputs } },
      { size: outHeight, stride: { a: info.strideHeight * row, out: outWidth * outputs } },
      { size: outWidth, stride: { a: info.strideWidth * inputs, out: outputs } },
    ],
    columns: { size: outputs, stride: { b: 1 } },
    sum: [
      {
        size: info.filterHeight,
        stride: { a: info.dilationHeight * row, b: info.filterWidth * inputs * outputs },
      },
      { size: info.filterWidth, stride: { a: info.dilationWidth * inputs, b: inputs * outputs } },
      { size: inputs, stride: { a: 1, b: outputs } },
    ],
  };
}

function convolve(call: KernelCall, bias: TensorInfo | undefined): TensorInfo | null {
  const { backend } = call;
  const [x, filter] = [inputOf(call, 'x'), inputOf(call, 'filter')];
  const info = infoOf(call, x.shape, filter.shape);
  if (!info || !areFloats(x, filter)) return null;
  const { activation } = call.attrs as Conv2DAttributes;
  const image = padded(backend, x, info);
  const product = forwardProduct(info, image.height, image.width);
  const result = contract(
    backend,
    product,
    [image.tensor, filter, bias],
    info.outShape,
    activation ?? 'linear',
  );
  if (image.tensor !== x) release(backend, image.tensor);
  return result;
}

/** Kernel `Conv2D`: x [n, h, w, in], filter [kh, kw, in, out] → [n, oh, ow, out]. */
export const conv2d: WebgpuKernel = (call) => convolve(call, undefined);

/** Kernel `FusedConv2D`: the same with a bias a channel and an activation; PReLU goes to the stock kernel. */
export const fusedConv2d: WebgpuKernel = (call) => {
  const { bias, filter, preluActivationWeights } = call.inputs;
  const { activation } = call.attrs as Conv2DAttributes;
  if (preluActivationWeights || !knowsActivation(activation)) return null;
  if (bias && (!areFloats(bias) || bias.shape.length !== 1 || bias.shape[0] !== filter?.shape[3]))
    return null;
  return convolve(call, bias);
};

/** Kernel `Conv2DBackpropFilter`: x [n, h, w, in], dy [n, oh, ow, out] → [kh, kw, in, out]. */
export const conv2dFilterGradient: WebgpuKernel = (call) => {
  const { backend } = call;
  const [x, dy] = [inputOf(call, 'x'), inputOf(call, 'dy')];
  const { filterShape } = call.attrs as { filterShape: number[] };
  const info = infoOf(call, x.shape, filterShape);
  if (!info || !areFloats(x, dy)) return null;
  const { inChannels: inputs, outChannels: outputs, outWidth, filterWidth } = info;
  const image = padded(backend, x, info);
  const row = image.width * inputs;
  const images = {
    size: info.batchSize,
    stride: { a: image.height * row, b: info.outHeight * outWidth * outputs },
  };
  const lines = { size: info.outHeight, stride: { a: info.strideHeight * row, b: outWidth * outputs } };
  const product: Product = {
    batch: [],
    rows: [
      { size: info.filterHeight, stride: { a: row, out: filterWidth * inputs * outputs } },
      { size: filterWidth, stride: { a: inputs, out: inputs * outputs } },
      { size: inputs, stride: { a: 1, out: outputs } },
    ],
    columns: { size: outputs, stride: { b: 1 } },
    // The longer axis comes first, since that is the one that is cut into parts.
    sum: [
      ...(images.size >= lines.size ? [images, lines] : [lines, images]),
      { size: outWidth, stride: { a: info.strideWidth * inputs, b: outputs } },
    ],
  };
  const result = contract(backend, product, [image.tensor, dy], filterShape);
  if (image.tensor !== x) release(backend, image.tensor);
  return result;
};

/** Kernel `Conv2DBackpropInput`: dy [n, oh, ow, out], filter [kh, kw, in, out] → [n, h, w, in]. */
export const conv2dInputGradient: WebgpuKernel = (call) => {
  const { backend } = call;
  const [dy, filter] = [inputOf(call, 'dy'), inputOf(call, 'filter')];
  const { inputShape } = call.attrs as { inputShape: Shape4 };
  const info = infoOf(call, inputShape, filter.shape);
  if (!info || !areFloats(dy, filter)) return null;
  // A convolution of dy, spread by the stride, with the filter turned around: every cell of the input is one output.
  const size = [info.inHeight + info.filterHeight - 1, info.inWidth + info.filterWidth - 1] as const;
  const before = [
    info.filterHeight - 1 - info.padInfo.top,
    info.filterWidth - 1 - info.padInfo.left,
  ] as const;
  const step = [info.strideHeight, info.strideWidth] as const;
  const isPointwise = info.filterHeight * info.filterWidth * step[0] * step[1] === 1;
  const spreads = !isPointwise || info.outHeight !== size[0] || info.outWidth !== size[1];
  const image = spreads ? spread(backend, dy, { before, step, size }) : dy;
  const turned = turn(backend, filter);
  const product = forwardProduct(
    {
      ...info,
      inChannels: info.outChannels,
      outChannels: info.inChannels,
      outHeight: info.inHeight,
      outWidth: info.inWidth,
      strideHeight: 1,
      strideWidth: 1,
    },
    ...size,
  );
  const result = contract(backend, product, [image, turned], inputShape);
  if (image !== dy) release(backend, image);
  release(backend, turned);
  return result;
};
