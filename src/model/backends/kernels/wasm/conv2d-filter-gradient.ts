// The gradient of a convolution by its filter, as a convolution with batch and channels exchanged (NHWC only).
// dW[kh, kw, ci, co] = Σ x[n, oh·s + kh − top, ow·s + kw − left, ci] · dy[n, oh, ow, co]
import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { callKernel, inputOf, release, shape4 } from './call';
import type { WasmKernel } from './call';

type Attributes = Pick<Conv2DBackpropFilterAttrs, keyof Conv2DBackpropFilterAttrs>;

/** Kernel `Conv2DBackpropFilter`: x [n, h, w, in], dy [n, oh, ow, out] → [kh, kw, in, out]. */
export const conv2dFilterGradient: WasmKernel = (call) => {
  const { backend } = call;
  const x = inputOf(call, 'x');
  const dy = inputOf(call, 'dy');
  const { filterShape, strides, pad, dimRoundingMode, dataFormat } = call.attrs as Attributes;
  if (dataFormat === 'NCHW') throw new Error('Conv2DBackpropFilter: NHWC only');
  const info = backend_util.computeConv2DInfo(shape4(x), filterShape, strides, 1, pad, dimRoundingMode);
  const { top, bottom, left, right } = info.padInfo;

  const image = callKernel(backend, 'Transpose', { x }, { perm: [3, 1, 2, 0] }); // [in, h, w, n]
  const window = callKernel(backend, 'Transpose', { x: dy }, { perm: [1, 2, 0, 3] }); // [oh, ow, n, out]
  const full = callKernel(
    backend,
    'Conv2D',
    { x: image, filter: window },
    {
      strides: 1,
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
      dataFormat: 'NHWC',
      dilations: [info.strideHeight, info.strideWidth],
    },
  ); // [in, ≥ kh, ≥ kw, out]
  release(backend, image, window);

  const wanted = [info.inChannels, info.filterHeight, info.filterWidth, info.outChannels];
  let cut: TensorInfo = full;
  if (full.shape.some((size, axis) => size !== wanted[axis])) {
    cut = callKernel(backend, 'Slice', { x: full }, { begin: [0, 0, 0, 0], size: wanted });
    release(backend, full);
  }
  const gradient = callKernel(backend, 'Transpose', { x: cut }, { perm: [1, 2, 0, 3] });
  release(backend, cut);
  return gradient;
};
