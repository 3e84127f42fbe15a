// The kernels that training needs and tfjs-backend-wasm 4.22 lacks, has wrong, or has too slow.
import { replaceKernel } from './call';
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

/** Registers them; before the backend starts, so that each stock kernel's setup still runs. */
export function registerWasmKernels(): void {
  replaceKernel('Conv2D', conv2d);
  replaceKernel('FusedConv2D', conv2d);
  replaceKernel('DepthwiseConv2dNative', depthwiseConv2d);
  replaceKernel('FusedDepthwiseConv2D', depthwiseConv2d);
  replaceKernel('Conv2DBackpropFilter', conv2dFilterGradient);
  replaceKernel('Conv2DBackpropInput', conv2dInputGradient);
  replaceKernel('DepthwiseConv2dNativeBackpropFilter', depthwiseFilterGradient);
  replaceKernel('DepthwiseConv2dNativeBackpropInput', depthwiseInputGradient);
  replaceKernel('MaxPoolGrad', maxPoolGradient);
  replaceKernel('BatchMatMul', matMul);
  replaceKernel('UnsortedSegmentSum', segmentSum);
  replaceKernel('Slice', slice);
  replaceKernel('SplitV', split);
  replaceKernel('Unpack', unpack);
  replaceKernel('Sum', columnSum);
  replaceKernel('Mean', columnMean);
}
