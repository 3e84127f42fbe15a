// Depthwise convolutions and both their gradients, NHWC: direct sums, since a channel's filter is too small for a product.
import { backend_util } from '@tensorflow/tfjs-core';
import { dispatch, makeOutput, release } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import { areFloats, inputOf } from './adopt';
import type { KernelCall, WebgpuKernel } from './adopt';
import { memoized, perThread } from './program';
import { reduce } from './reduce';

type Pair = readonly [number, number];
type Shape4 = [number, number, number, number];

/** Numbers that fix a depthwise convolution; heights and widths in pairs. */
interface Depthwise {
  batch: number;
  channels: number;
  /** Outputs of each channel. */
  multiplier: number;
  input: Pair;
  output: Pair;
  window: Pair;
  stride: Pair;
  dilation: Pair;
  pad: Pair;
}

interface DepthwiseAttributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: number | [number, number] | null;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function depthwiseOf(
  call: KernelCall,
  input: readonly number[],
  filter: readonly number[],
): Depthwise | null {
  const { strides, pad, dataFormat, dilations, dimRoundingMode } = call.attrs as DepthwiseAttributes;
  if (dataFormat === 'NCHW' || input.length !== 4 || filter.length !== 4) return null;
  const info = backend_util.computeConv2DInfo(
    input as Shape4,
    filter as Shape4,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    multiplier: info.outChannels / info.inChannels,
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
    window: [info.filterHeight, info.filterWidth],
    stride: [info.strideHeight, info.strideWidth],
    dilation: [info.dilationHeight, info.dilationWidth],
    pad: [info.padInfo.top, info.padInfo.left],
  };
}

/** Channels are taken four at a time where each has one output. */
function lanesOf({ channels, multiplier }: Depthwise): { width: number; type: string } {
  return multiplier === 1 && channels % 4 === 0 ? { width: 4, type: 'vec4f' } : { width: 1, type: 'f32' };
}

const bindingsOf = (
  names: readonly string[],
  type: string,
): { name: string; type: string; writes: boolean }[] =>
  names.map((name, index) => ({ name, type, writes: index === names.length - 1 }));

type Frozen = Depthwise & Record<string, number | Pair>;

const forwardProgram = memoized((d: Frozen): Program => {
  const { width, type } = lanesOf(d);
  const inputs = d.channels / width;
  const outputs = inputs * d.multiplier;
  return perThread(
    d.batch * d.output[0] * d.output[1] * outputs,
    bindingsOf(['x', 'weights', 'y'], type),
    `  let channel = i % ${outputs}u;
  let firstColumn = i32((i / ${outputs}u) % ${d.output[1]}u) * ${d.stride[1]} - ${d.pad[1]};
  let firstRow = i32((i / ${outputs * d.output[1]}u) % ${d.output[0]}u) * ${d.stride[0]} - ${d.pad[0]};
  let image = i32(i / ${outputs * d.output[1] * d.output[0]}u) * ${d.input[0]};
  var total = ${type}(0.0);
  for (var kh = 0; kh < ${d.window[0]}; kh++) {
    let row = firstRow + kh * ${d.dilation[0]};
    if (row < 0 || row >= ${d.input[0]}) { continue; }
    for (var kw = 0; kw < ${d.window[1]}; kw++) {
      let column = firstColumn + kw * ${d.dilation[1]};
      if (column < 0 || column >= ${d.input[1]}) { continue; }
      let value = x[u32((image + row) * ${d.input[1]} + column) * ${inputs}u + channel / ${d.multiplier}u];
      total += value * weights[u32(kh * ${d.window[1]} + kw) * ${outputs}u + channel];
    }
  }
  y[i] = total;`,
  );
});

const inputGradientProgram = memoized((d: Frozen): Program => {
  const { width, type } = lanesOf(d);
  const inputs = d.channels / width;
  const outputs = inputs * d.multiplier;
  return perThread(
    d.batch * d.input[0] * d.input[1] * inputs,
    bindingsOf(['dy', 'weights', 'dx'], type),
    `  let channel = i % ${inputs}u;
  let column = i32((i / ${inputs}u) % ${d.input[1]}u) + ${d.pad[1]};
  let row = i32((i / ${inputs * d.input[1]}u) % ${d.input[0]}u) + ${d.pad[0]};
  let image = i32(i / ${inputs * d.input[1] * d.input[0]}u) * ${d.output[0]};
  var total = ${type}(0.0);
  for (var kh = 0; kh < ${d.window[0]}; kh++) {
    let down = row - kh * ${d.dilation[0]};
    if (down < 0 || down % ${d.stride[0]} != 0 || down >= ${d.output[0] * d.stride[0]}) { continue; }
    for (var kw = 0; kw < ${d.window[1]}; kw++) {
      let right = column - kw * ${d.dilation[1]};
      if (right < 0 || right % ${d.stride[1]} != 0 || right >= ${d.output[1] * d.stride[1]}) { continue; }
      let cell = u32((image + down / ${d.stride[0]}) * ${d.output[1]} + right / ${d.stride[1]});
      for (var m = 0u; m < ${d.multiplier}u; m++) {
        let output = channel * ${d.multiplier}u + m;
        total += dy[cell * ${outputs}u + output] * weights[u32(kh * ${d.window[1]} + kw) * ${outputs}u + output];
      }
    }
  }
  dx[i] = total;`,
  );
});

/** One thread a filter cell, channel and part; part p sums over the output's lines p, p + parts, … of all images. */
const filterGradientProgram = memoized((d: Frozen, parts: number): Program => {
  const { width, type } = lanesOf(d);
  const inputs = d.channels / width;
  const outputs = inputs * d.multiplier;
  const cells = d.window[0] * d.window[1];
  return perThread(
    parts * cells * outputs,
    bindingsOf(['x', 'dy', 'sums'], type),
    `  let channel = i % ${outputs}u;
  let kw = i32((i / ${outputs}u) % ${d.window[1]}u);
  let kh = i32((i / ${outputs * d.window[1]}u) % ${d.window[0]}u);
  var total = ${type}(0.0);
  for (var line = i / ${outputs * cells}u; line < ${d.batch * d.output[0]}u; line += ${parts}u) {
    let row = i32(line % ${d.output[0]}u) * ${d.stride[0]} - ${d.pad[0]} + kh * ${d.dilation[0]};
    if (row < 0 || row >= ${d.input[0]}) { continue; }
    let image = i32(line / ${d.output[0]}u) * ${d.input[0]};
    for (var o = 0; o < ${d.output[1]}; o++) {
      let column = o * ${d.stride[1]} - ${d.pad[1]} + kw * ${d.dilation[1]};
      if (column < 0 || column >= ${d.input[1]}) { continue; }
      let value = x[u32((image + row) * ${d.input[1]} + column) * ${inputs}u + channel / ${d.multiplier}u];
      total += value * dy[(line * ${d.output[1]}u + u32(o)) * ${outputs}u + channel];
    }
  }
  sums[i] = total;`,
  );
});

/** Kernel `DepthwiseConv2dNative`: x [n, h, w, c], filter [kh, kw, c, m] → [n, oh, ow, c · m]. */
export const depthwiseConv2d: WebgpuKernel = (call) => {
  const [x, filter] = [inputOf(call, 'x'), inputOf(call, 'filter')];
  const sizes = depthwiseOf(call, x.shape, filter.shape);
  if (!sizes || !areFloats(x, filter)) return null;
  const y = makeOutput(call.backend, [sizes.batch, ...sizes.output, sizes.channels * sizes.multiplier]);
  dispatch(call.backend, forwardProgram({ ...sizes }), [x, filter, y]);
  return y;
};

/** Kernel `DepthwiseConv2dNativeBackpropInput`: dy and filter → [n, h, w, c]. */
export const depthwiseInputGradient: WebgpuKernel = (call) => {
  const [dy, filter] = [inputOf(call, 'dy'), inputOf(call, 'filter')];
  const { inputShape } = call.attrs as { inputShape: number[] };
  const sizes = depthwiseOf(call, inputShape, filter.shape);
  if (!sizes || !areFloats(dy, filter)) return null;
  const dx = makeOutput(call.backend, inputShape);
  dispatch(call.backend, inputGradientProgram({ ...sizes }), [dy, filter, dx]);
  return dx;
};

/** Threads that keep a device busy. */
const wantedThreads = 4096;

/** Kernel `DepthwiseConv2dNativeBackpropFilter`: x and dy → [kh, kw, c, m]. */
export const depthwiseFilterGradient: WebgpuKernel = (call) => {
  const { backend } = call;
  const [x, dy] = [inputOf(call, 'x'), inputOf(call, 'dy')];
  const { filterShape } = call.attrs as { filterShape: number[] };
  const sizes = depthwiseOf(call, x.shape, filterShape);
  if (!sizes || !areFloats(x, dy)) return null;
  const elements = sizes.window[0] * sizes.window[1] * sizes.channels * sizes.multiplier;
  const threads = elements / lanesOf(sizes).width;
  const parts = Math.min(Math.ceil(wantedThreads / threads), sizes.batch * sizes.output[0]);
  const sums = makeOutput(backend, [parts, elements]);
  dispatch(backend, filterGradientProgram({ ...sizes }, parts), [x, dy, sums]);
  const gradient = reduce(backend, sums, { kind: 'sum', seenAs: [1, parts, elements], shape: filterShape });
  release(backend, sums);
  return gradient;
};
