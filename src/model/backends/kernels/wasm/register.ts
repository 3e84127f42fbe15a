// The kernels that training needs and tfjs-backend-wasm 4.22 lacks, has wrong, or has too slow.
import { replaceKernel } from './call';
import type { WasmKernel } from './call';
import { columnMean, columnSum } from './column-sums';
import { conv2dFilterGradient } from './conv2d-filter-gradient';
import { conv2dInputGradient } from './conv2d-input-gradient';
import { depthwiseFilterGradient } from './depthwise-filter-gradient';
import { depthwiseInputGradient } from './depthwise-input-gradient';
import { matMul } from './mat-mul';
import { maxPoolGradient } from './max-pool-gradient';
import { conv2d, depthwiseConv2d } from './same-padding';
import { segmentSum } from './segment-sum';
import { slice, split, unpack } from './slices';

/** All of them, by name. */
export const wasmKernels: Readonly<Record<string, WasmKernel>> = {
  Conv2D: conv2d,
  FusedConv2D: conv2d,
  DepthwiseConv2dNative: depthwiseConv2d,
  FusedDepthwiseConv2D: depthwiseConv2d,
  Conv2DBackpropFilter: conv2dFilterGradient,
  Conv2DBackpropInput: conv2dInputGradient,
  DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradient,
  DepthwiseConv2dNativeBackpropInput: depthwiseInputGradient,
  MaxPoolGrad: maxPoolGradient,
  BatchMatMul: matMul,
  UnsortedSegmentSum: segmentSum,
  Slice: slice,
  SplitV: split,
  Unpack: unpack,
  Sum: columnSum,
  Mean: columnMean,
};

/** Registers them; before the backend starts, so that each stock kernel's setup still runs. */
export function registerWasmKernels(): void {
  for (const [name, kernel] of Object.entries(wasmKernels)) replaceKernel(name, kernel);
}
