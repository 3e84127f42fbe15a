// Max and average pooling forward: one thread a cell of the output. Dilated windows go to the stock kernels.
import { dispatch, makeOutput } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { lanes, place, poolingOf } from './pooling';
import type { Pooling } from './pooling';
import { memoized, perThread } from './program';

const poolProgram = memoized(
  (kind: 'max' | 'average', p: Pooling & Record<string, number | readonly number[]>): Program => {
    const { width, type } = lanes(p.channels);
    const groups = p.channels / width;
    const [start, step, result] =
      kind === 'max'
        ? ['-3.4028234e38f', 'total = max(total, value);', 'total']
        : ['0.0', 'total += value; count += 1.0;', 'total / max(count, 1.0)'];
    return perThread(
      p.batch * p.output[0] * p.output[1] * groups,
      [
        { name: 'x', type },
        { name: 'y', type, writes: true },
      ],
      `${place(p.output[0], p.output[1], groups)}
  let firstRow = row * ${p.stride[0]} - ${p.pad[0]};
  let firstColumn = column * ${p.stride[1]} - ${p.pad[1]};
  var total = ${type}(${start});
${kind === 'max' ? '' : '  var count = 0.0;\n'}  for (var r = max(0, firstRow); r < min(${p.input[0]}, firstRow + ${p.window[0]}); r++) {
    for (var c = max(0, firstColumn); c < min(${p.input[1]}, firstColumn + ${p.window[1]}); c++) {
      let value = x[u32((image * ${p.input[0]} + r) * ${p.input[1]} + c) * ${groups}u + channel];
      ${step}
    }
  }
  y[i] = ${result};`,
    );
  },
);

function poolOf(kind: 'max' | 'average'): WebgpuKernel {
  return (call) => {
    const x = inputOf(call, 'x');
    const pooling = poolingOf(call, x);
    if (!pooling || !areFloats(x)) return null;
    const y = makeOutput(call.backend, [pooling.batch, ...pooling.output, pooling.channels]);
    dispatch(call.backend, poolProgram(kind, { ...pooling }), [x, y]);
    return y;
  };
}

/** Kernel `MaxPool`: x [n, h, w, c] → [n, oh, ow, c]. */
export const maxPool = poolOf('max');

/** Kernel `AvgPool`: cells of the padding do not count, as on cpu. */
export const averagePool = poolOf('average');
