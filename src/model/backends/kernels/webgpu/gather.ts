// Rows by index and the sums of rows by segment, which is the gradient of a gather: in a fixed order, without atomics.
import { util } from '@tensorflow/tfjs-core';
import { dispatch, makeOutput, release } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { memoized, perThread } from './program';

const lanes = (inner: number): { width: number; type: string } =>
  inner % 4 === 0 ? { width: 4, type: 'vec4f' } : { width: 1, type: 'f32' };

/** x [outer, rows, inner], indices [count] → [outer, count, inner]; an index outside gives zeros. */
const gatherProgram = memoized((outer: number, rows: number, inner: number, count: number): Program => {
  const { width, type } = lanes(inner);
  const columns = inner / width;
  return perThread(
    outer * count * columns,
    [
      { name: 'x', type },
      { name: 'indices', type: 'i32' },
      { name: 'y', type, writes: true },
    ],
    `  let column = i % ${columns}u;
  let row = indices[(i / ${columns}u) % ${count}u];
  let outer = i / ${columns * count}u;
  let inside = row >= 0 && row < ${rows};
  let value = x[(outer * ${rows}u + u32(select(0, row, inside))) * ${columns}u + column];
  y[i] = select(${type}(0.0), value, inside);`,
  );
});

/** Kernel `GatherV2`: x [..outer, rows, ..inner] by int32 indices of any shape; batch dimensions go to the stock kernel. */
export const gather: WebgpuKernel = (call) => {
  const [x, indices] = [inputOf(call, 'x'), inputOf(call, 'indices')];
  const { axis, batchDims } = call.attrs as { axis: number; batchDims: number };
  if (batchDims !== 0 || !areFloats(x) || indices.dtype !== 'int32') return null;
  const at = util.parseAxisParam(axis, x.shape)[0] ?? 0;
  const [before, after] = [x.shape.slice(0, at), x.shape.slice(at + 1)];
  const y = makeOutput(call.backend, [...before, ...indices.shape, ...after]);
  const program = gatherProgram(
    util.sizeFromShape(before),
    x.shape[at]!,
    util.sizeFromShape(after),
    util.sizeFromShape(indices.shape),
  );
  dispatch(call.backend, program, [x, indices, y]);
  return y;
};

/** One thread a segment: its rows as a chain, `chain[segment]` the first, `chain[segments + row]` the next, count the end. */
const chainProgram = memoized((segments: number, count: number): Program =>
  perThread(
    segments,
    [
      { name: 'ids', type: 'i32' },
      { name: 'chain', type: 'i32', writes: true },
    ],
    `  var last = i;
  for (var row = 0u; row < ${count}u; row++) {
    if (ids[row] == i32(i)) {
      chain[last] = i32(row);
      last = ${segments}u + row;
    }
  }
  chain[last] = ${count};`,
  ),
);

const chainSumProgram = memoized((segments: number, count: number, inner: number): Program => {
  const { width, type } = lanes(inner);
  const columns = inner / width;
  return perThread(
    segments * columns,
    [
      { name: 'x', type },
      { name: 'chain', type: 'i32' },
      { name: 'sums', type, writes: true },
    ],
    `  let column = i % ${columns}u;
  var total = ${type}(0.0);
  for (var row = chain[i / ${columns}u]; row < ${count}; row = chain[${segments} + row]) {
    total += x[u32(row) * ${columns}u + column];
  }
  sums[i] = total;`,
  );
});

/** Kernel `UnsortedSegmentSum`: x [n, ..], segmentIds int32 [n] → [segments, ..]; ids outside are dropped. */
export const segmentSum: WebgpuKernel = (call) => {
  const [x, ids] = [inputOf(call, 'x'), inputOf(call, 'segmentIds')];
  const { numSegments } = call.attrs as { numSegments: number };
  const [count, ...inner] = x.shape;
  if (!areFloats(x) || ids.dtype !== 'int32' || ids.shape.length !== 1 || count !== ids.shape[0]) return null;
  if (numSegments === 0) return null;
  const { backend } = call;
  const chain = makeOutput(backend, [numSegments + count!], 'int32');
  const sums = makeOutput(backend, [numSegments, ...inner]);
  dispatch(backend, chainProgram(numSegments, count!), [ids, chain]);
  dispatch(backend, chainSumProgram(numSegments, count!, util.sizeFromShape(inner)), [x, chain, sums]);
  release(backend, chain);
  return sums;
};
