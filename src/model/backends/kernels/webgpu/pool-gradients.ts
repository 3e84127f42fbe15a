// Gradients of max and average pooling: one thread a cell of the input, which looks at the windows that cover it.
// Where windows do not overlap, one thread a window instead. Of equal inputs the first gets the gradient, as on cpu.
import { dispatch, makeOutput } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { lanes, place, poolingOf } from './pooling';
import type { Pooling } from './pooling';
import { float, memoized, perThread } from './program';

/** Above this, unrolling a window makes shaders that compile slowly. */
const largestUnrolled = 16;

/** The cells (row, column) of a block, in order. */
function cells([height, width]: readonly [number, number]): [number, number][] {
  return Array.from({ length: height * width }, (_, cell) => [Math.floor(cell / width), cell % width]);
}

/** One thread a block of stride × stride cells, in whose corner the window lies. */
function maxOfApart(p: Pooling): Program {
  const { width, type, positions } = lanes(p.channels);
  const groups = p.channels / width;
  const grid = [0, 1].map((axis) => Math.ceil((p.input[axis]! + p.pad[axis]!) / p.stride[axis]!));
  const inside = (row: number, column: number): string =>
    `firstRow + ${row} >= 0 && firstRow + ${row} < ${p.input[0]} && firstColumn + ${column} >= 0 && firstColumn + ${column} < ${p.input[1]}`;
  const at = (row: number, column: number): string =>
    `u32((image * ${p.input[0]} + firstRow + ${row}) * ${p.input[1]} + firstColumn + ${column}) * ${groups}u + channel`;
  const reads = cells(p.window).map(
    ([row, column], cell) => `  if (${inside(row, column)}) {
    let value = x[${at(row, column)}];
    let larger = value > largest;
    largest = select(largest, value, larger);
    where_ = select(where_, ${positions}(${cell}), larger);
  }`,
  );
  const writes = cells(p.stride).map(([row, column]) => {
    const covered = row < p.window[0] && column < p.window[1];
    const cell = row * p.window[1] + column;
    const value = covered
      ? `select(${type}(0.0), gradient, where_ == ${positions}(${cell}))`
      : `${type}(0.0)`;
    return `  if (${inside(row, column)}) { dx[${at(row, column)}] = ${value}; }`;
  });
  return perThread(
    p.batch * grid[0]! * grid[1]! * groups,
    poolBindings(type),
    `${place(grid[0]!, grid[1]!, groups)}
  let firstRow = row * ${p.stride[0]} - ${p.pad[0]};
  let firstColumn = column * ${p.stride[1]} - ${p.pad[1]};
  var largest = ${type}(-3.4028234e38f);
  var where_ = ${positions}(-1);
${reads.join('\n')}
  var gradient = ${type}(0.0);
  if (row < ${p.output[0]} && column < ${p.output[1]}) {
    gradient = dy[u32((image * ${p.output[0]} + row) * ${p.output[1]} + column) * ${groups}u + channel];
  }
${writes.join('\n')}`,
  );
}

const poolBindings = (type: string): { name: string; type: string; writes?: boolean }[] => [
  { name: 'dy', type },
  { name: 'x', type },
  { name: 'dx', type, writes: true },
];

/** Loops over the windows that cover the thread's cell; `each` is run with `outRow` and `outColumn`. */
function overWindows(p: Pooling, each: string): string {
  const loop = (name: string, axis: 0 | 1, cell: string): string => {
    const [stride, window, pad] = [p.stride[axis], p.window[axis], p.pad[axis]];
    const first = `max(0, (${cell} + ${pad} - ${window} + ${stride}) / ${stride})`;
    const last = `min(${p.output[axis]! - 1}, (${cell} + ${pad}) / ${stride})`;
    // Division truncates towards zero: below zero the first window is 0, which max gives.
    return `for (var ${name} = ${first}; ${name} <= ${last}; ${name}++) {`;
  };
  return `  ${loop('outRow', 0, 'row')}
  ${loop('outColumn', 1, 'column')}
${each}
  }
  }`;
}

/** One thread a cell: in each window over it, whether it is the first largest. */
function maxOfOverlapping(p: Pooling): Program {
  const { width, type, positions } = lanes(p.channels);
  const groups = p.channels / width;
  return perThread(
    p.batch * p.input[0] * p.input[1] * groups,
    poolBindings(type),
    `${place(p.input[0], p.input[1], groups)}
  let here = ${positions}(row * ${p.input[1]} + column);
  var total = ${type}(0.0);
${overWindows(
  p,
  `    let rowStart = outRow * ${p.stride[0]} - ${p.pad[0]};
    let columnStart = outColumn * ${p.stride[1]} - ${p.pad[1]};
    var largest = ${type}(-3.4028234e38f);
    var where_ = ${positions}(-1);
    for (var r = max(0, rowStart); r < min(${p.input[0]}, rowStart + ${p.window[0]}); r++) {
    for (var c = max(0, columnStart); c < min(${p.input[1]}, columnStart + ${p.window[1]}); c++) {
      let value = x[u32((image * ${p.input[0]} + r) * ${p.input[1]} + c) * ${groups}u + channel];
      let larger = value > largest;
      largest = select(largest, value, larger);
      where_ = select(where_, ${positions}(r * ${p.input[1]} + c), larger);
    }
    }
    let gradient = dy[u32((image * ${p.output[0]} + outRow) * ${p.output[1]} + outColumn) * ${groups}u + channel];
    total += select(${type}(0.0), gradient, where_ == here);`,
)}
  dx[i] = total;`,
  );
}

const maxProgram = memoized((p: Pooling & Record<string, number | readonly number[]>): Program => {
  const apart = p.window[0] <= p.stride[0] && p.window[1] <= p.stride[1];
  const small = Math.max(p.window[0] * p.window[1], p.stride[0] * p.stride[1]) <= largestUnrolled;
  return apart && small ? maxOfApart(p) : maxOfOverlapping(p);
});

const averageProgram = memoized((p: Pooling & Record<string, number | readonly number[]>): Program => {
  const { width, type } = lanes(p.channels);
  const groups = p.channels / width;
  return perThread(
    p.batch * p.input[0] * p.input[1] * groups,
    [
      { name: 'dy', type },
      { name: 'dx', type, writes: true },
    ],
    `${place(p.input[0], p.input[1], groups)}
  var total = ${type}(0.0);
${overWindows(
  p,
  `    total += dy[u32((image * ${p.output[0]} + outRow) * ${p.output[1]} + outColumn) * ${groups}u + channel];`,
)}
  dx[i] = total * ${float(1 / (p.window[0] * p.window[1]))};`,
  );
});

function gradientOf(kind: 'max' | 'average'): WebgpuKernel {
  return (call) => {
    const dy = inputOf(call, 'dy');
    const input = inputOf(call, 'input');
    const pooling = poolingOf(call, input);
    if (!pooling || !areFloats(dy, input)) return null;
    const dx = makeOutput(call.backend, input.shape);
    if (kind === 'max') dispatch(call.backend, maxProgram({ ...pooling }), [dy, input, dx]);
    else dispatch(call.backend, averageProgram({ ...pooling }), [dy, dx]);
    return dx;
  };
}

/** Kernel `MaxPoolGrad`: dy [n, oh, ow, c], input [n, h, w, c] → [n, h, w, c]. */
export const maxPoolGradient = gradientOf('max');

/** Kernel `AvgPoolGrad`; cells of the padding count, as on cpu. */
export const averagePoolGradient = gradientOf('average');
