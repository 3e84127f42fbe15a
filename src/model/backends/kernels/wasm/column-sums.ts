// Sums and means over leading axes, as biases' gradients and batch statistics need them. The stock kernel transposes
// first and adds up in float32: over the 43,264 cells of a feature map that is slow, and off by 2e-5.
import { util } from '@tensorflow/tfjs-core';
import type { MeanAttrs } from '@tensorflow/tfjs-core';
import { floatsOf, inputOf, runConfig } from './call';
import type { WasmKernel } from './call';

type Attributes = Pick<MeanAttrs, keyof MeanAttrs>;

/** Kernels `Sum` and `Mean`: x [..leading, ..rest] → [..rest]; other axes and types go to the stock kernel. */
function overLeadingAxes(kind: 'sum' | 'mean'): WasmKernel {
  return (call, original) => {
    if (!original) throw new Error(`the stock kernel for ${kind} is missing`);
    const { backend } = call;
    const x = inputOf(call, 'x');
    const { axis, keepDims } = call.attrs as Attributes;
    const axes = util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
    const leading = axes.length > 0 && axes.every((value, index) => value === index);
    const size = util.sizeFromShape(x.shape);
    if (!leading || x.dtype !== 'float32') return runConfig(original, call);

    const rest = x.shape.slice(axes.length);
    const columns = util.sizeFromShape(rest);
    const result = backend.makeOutput(keepDims ? [...axes.map(() => 1), ...rest] : rest, 'float32');
    const values = floatsOf(backend, x);
    const sums = new Float64Array(columns);
    for (let start = 0; start < size; start += columns)
      for (let column = 0; column < columns; column++) sums[column]! += values[start + column]!;
    const divisor = kind === 'mean' ? size / columns : 1;
    floatsOf(backend, result).set(divisor === 1 ? sums : sums.map((sum) => sum / divisor));
    return result;
  };
}

/** Kernel `Sum`. */
export const columnSum = overLeadingAxes('sum');

/** Kernel `Mean`. */
export const columnMean = overLeadingAxes('mean');
