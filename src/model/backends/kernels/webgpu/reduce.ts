// Sums, means and maxima over neighbouring axes, in a fixed order: strips of numbers first, then the strips' results.
// x is seen as [outer, reduced, inner]. No atomics, no shared memory.
import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch, makeOutput, release } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { float, memoized, perThread } from './program';

/** What is done with the numbers. */
export type Reduction = 'sum' | 'max';

/** Threads that keep a device busy. */
const wantedThreads = 4096;
/** Numbers that a thread takes at least: fewer are not worth a second pass. */
const shortestStrip = 16;
const mostStrips = 256;

/** Into how many strips the reduced axis is cut. */
export function stripsOf(outer: number, reduced: number, inner: number): number {
  const wanted = Math.ceil(wantedThreads / (outer * inner));
  return Math.max(1, Math.min(wanted, Math.floor(reduced / shortestStrip), mostStrips));
}

/** x [outer, reduced, inner] → [outer, strips, inner]; strip s takes the elements s, s + strips, …; the result is scaled. */
const reduction = memoized(
  (
    kind: Reduction,
    outer: number,
    reduced: number,
    inner: number,
    strips: number,
    scale: number,
  ): Program => {
    const width = inner % 4 === 0 ? 4 : 1;
    const columns = inner / width;
    const type = width === 4 ? 'vec4f' : 'f32';
    const combine = kind === 'sum' ? 'total += value;' : 'total = max(total, value);';
    return perThread(
      outer * strips * columns,
      [
        { name: 'x', type },
        { name: 'y', type, writes: true },
      ],
      `  let column = i % ${columns}u;
  let strip = (i / ${columns}u) % ${strips}u;
  let start = (i / ${columns * strips}u) * ${reduced * columns}u + column;
  var total = x[start + strip * ${columns}u];
  for (var row = strip + ${strips}u; row < ${reduced}u; row += ${strips}u) {
    let value = x[start + row * ${columns}u];
    ${combine}
  }
  y[i] = total${scale === 1 ? '' : ` * ${float(scale)}`};`,
    );
  },
);

/** How a tensor is reduced: seen as [outer, reduced, inner], to a tensor of the given shape, scaled by 1 where left out. */
interface Reducing {
  kind: Reduction;
  seenAs: readonly [number, number, number];
  shape: readonly number[];
  scale?: number;
}

/** A tensor reduced over the middle one of three axes. */
export function reduce(
  backend: WebGPUBackend,
  x: TensorInfo,
  { kind, seenAs: [outer, reduced, inner], shape, scale = 1 }: Reducing,
): TensorInfo {
  const strips = stripsOf(outer, reduced, inner);
  const result = makeOutput(backend, shape);
  if (strips === 1) {
    dispatch(backend, reduction(kind, outer, reduced, inner, 1, scale), [x, result]);
    return result;
  }
  const parts = makeOutput(backend, [outer, strips, inner]);
  dispatch(backend, reduction(kind, outer, reduced, inner, strips, 1), [x, parts]);
  dispatch(backend, reduction(kind, outer, strips, inner, 1, scale), [parts, result]);
  release(backend, parts);
  return result;
}

interface ReductionAttributes {
  axis?: number | number[];
  reductionIndices?: number | number[];
  keepDims: boolean;
}

function overAxes(kind: Reduction, isMean: boolean): WebgpuKernel {
  return (call) => {
    const x = inputOf(call, 'x');
    const { axis, reductionIndices, keepDims } = call.attrs as ReductionAttributes;
    if (!areFloats(x)) return null;
    const axes = util.parseAxisParam(axis ?? reductionIndices ?? [], x.shape).sort((a, b) => a - b);
    const first = axes[0];
    const apart = axes.some((value, index) => value !== (first ?? 0) + index);
    if (first === undefined || apart) return null;
    const end = first + axes.length;
    const outer = util.sizeFromShape(x.shape.slice(0, first));
    const reduced = util.sizeFromShape(x.shape.slice(first, end));
    const inner = util.sizeFromShape(x.shape.slice(end));
    const kept = keepDims ? axes.map(() => 1) : [];
    const shape = [...x.shape.slice(0, first), ...kept, ...x.shape.slice(end)];
    const scale = isMean ? 1 / reduced : 1;
    return reduce(call.backend, x, { kind, seenAs: [outer, reduced, inner], shape, scale });
  };
}

/** Kernel `Sum`. */
export const sum = overAxes('sum', false);

/** Kernel `Mean`. */
export const mean = overAxes('sum', true);

/** Kernel `Max`. */
export const max = overAxes('max', false);
