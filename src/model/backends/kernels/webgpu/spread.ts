// Copies that convolutions need beforehand: images with zeros around and between their cells, filters turned around.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch, makeOutput } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import { memoized, perThread } from './program';

/** Cells before the first one, steps between cells, and the size of the result; [height, width] each. */
export interface Spread {
  before: readonly [number, number];
  step: readonly [number, number];
  size: readonly [number, number];
}

const spreadProgram = memoized(
  (
    images: number,
    from: readonly [number, number],
    channels: number,
    before: readonly [number, number],
    step: readonly [number, number],
    size: readonly [number, number],
  ): Program => {
    const width = channels % 4 === 0 ? 4 : 1;
    const type = width === 4 ? 'vec4f' : 'f32';
    const groups = channels / width;
    const [height, length] = size;
    return perThread(
      images * height * length * groups,
      [
        { name: 'x', type },
        { name: 'y', type, writes: true },
      ],
      `  let row = i32((i / ${groups * length}u) % ${height}u) - ${before[0]};
  let column = i32((i / ${groups}u) % ${length}u) - ${before[1]};
  let image = i32(i / ${groups * length * height}u);
  let inside = row >= 0 && row < ${from[0] * step[0]} && column >= 0 && column < ${from[1] * step[1]}
    && row % ${step[0]} == 0 && column % ${step[1]} == 0;
  let at = ((image * ${from[0]} + row / ${step[0]}) * ${from[1]} + column / ${step[1]}) * ${groups} + i32(i % ${groups}u);
  y[i] = select(${type}(0.0), x[select(0, at, inside)], inside);`,
    );
  },
);

/** x [n, h, w, c] → [n, ...size, c]; a negative `before` crops. */
export function spread(backend: WebGPUBackend, x: TensorInfo, { before, step, size }: Spread): TensorInfo {
  const [images, height, width, channels] = x.shape as [number, number, number, number];
  const y = makeOutput(backend, [images, ...size, channels]);
  dispatch(backend, spreadProgram(images, [height, width], channels, before, step, size), [x, y]);
  return y;
}

const turnProgram = memoized((cells: number, inputs: number, outputs: number): Program =>
  perThread(
    cells * inputs * outputs,
    [
      { name: 'weights', type: 'f32' },
      { name: 'turned', type: 'f32', writes: true },
    ],
    `  let input = i % ${inputs}u;
  let output = (i / ${inputs}u) % ${outputs}u;
  let cell = ${cells - 1}u - i / ${inputs * outputs}u;
  turned[i] = weights[(cell * ${inputs}u + input) * ${outputs}u + output];`,
  ),
);

/** filter [kh, kw, in, out] → [kh, kw, out, in] with both kernel axes reversed. */
export function turn(backend: WebGPUBackend, filter: TensorInfo): TensorInfo {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const turned = makeOutput(backend, [height, width, outputs, inputs]);
  dispatch(backend, turnProgram(height * width, inputs, outputs), [filter, turned]);
  return turned;
}
