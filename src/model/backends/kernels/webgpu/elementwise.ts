// A bias added along the last axis; ReLU four numbers at a time, and its gradient in one pass. Other element-wise work is tfjs' own.
import { util } from '@tensorflow/tfjs-core';
import { dispatch, makeOutput } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { memoized, perThread } from './program';

const biasAddition = memoized((size: number, columns: number): Program => {
  const width = columns % 4 === 0 ? 4 : 1;
  const type = width === 4 ? 'vec4f' : 'f32';
  return perThread(
    size / width,
    [
      { name: 'x', type },
      { name: 'bias', type },
      { name: 'y', type, writes: true },
    ],
    `  y[i] = x[i] + bias[i % ${columns / width}u];`,
  );
});

/** Kernel `Add` where one operand is a vector along the other's last axis: x [..., n] + bias [n] or [1, ..., n]. */
export const addBias: WebgpuKernel = (call) => {
  const [a, b] = [inputOf(call, 'a'), inputOf(call, 'b')];
  const [x, bias] = util.sizeFromShape(a.shape) >= util.sizeFromShape(b.shape) ? [a, b] : [b, a];
  const columns = x.shape[x.shape.length - 1];
  const size = util.sizeFromShape(x.shape);
  const alongLast = columns !== undefined && util.sizeFromShape(bias.shape) === columns;
  const broadcasts = size > (columns ?? 0) && bias.shape.length <= x.shape.length;
  if (!areFloats(a, b) || !alongLast || !broadcasts || bias.shape[bias.shape.length - 1] !== columns)
    return null;
  const y = makeOutput(call.backend, x.shape);
  dispatch(call.backend, biasAddition(size, columns), [x, bias, y]);
  return y;
};

const reluGradientProgram = memoized((size: number): Program => {
  const width = size % 4 === 0 ? 4 : 1;
  const type = width === 4 ? 'vec4f' : 'f32';
  return perThread(
    size / width,
    [
      { name: 'dy', type },
      { name: 'x', type },
      { name: 'dx', type, writes: true },
    ],
    `  dx[i] = select(${type}(0.0), dy[i], x[i] > ${type}(0.0));`,
  );
});

/** Kernel `ReluGrad` (ours): dy where x > 0, else 0. */
export const reluGradient: WebgpuKernel = (call) => {
  const [dy, x] = [inputOf(call, 'dy'), inputOf(call, 'x')];
  if (!areFloats(dy, x)) return null;
  const dx = makeOutput(call.backend, x.shape);
  dispatch(call.backend, reluGradientProgram(util.sizeFromShape(x.shape)), [dy, x, dx]);
  return dx;
};

const reluProgram = memoized((size: number): Program => {
  const width = size % 4 === 0 ? 4 : 1;
  const type = width === 4 ? 'vec4f' : 'f32';
  return perThread(
    size / width,
    [
      { name: 'x', type },
      { name: 'y', type, writes: true },
    ],
    `  y[i] = max(x[i], ${type}(0.0));`,
  );
});

/** Kernel `Relu`. */
export const relu: WebgpuKernel = (call) => {
  const x = inputOf(call, 'x');
  if (!areFloats(x)) return null;
  const y = makeOutput(call.backend, x.shape);
  dispatch(call.backend, reluProgram(util.sizeFromShape(x.shape)), [x, y]);
  return y;
};
