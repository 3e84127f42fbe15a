// The inner loops of trees in TypeScript: the twin of kernel.as, and what runs where there is no WebAssembly SIMD.
import { exponential } from './exponential';
import { cutBy, gainOf } from './best-cut';
import type { TreeKernel } from './tree-kernel';

/** Rows whose logarithms are taken as one, of their product: it stays below 2^(rows / 2). */
export const logRows = 1024;

/** Sums of log loss over up to `logRows` rows in two lanes, even and odd rows: of max(z, 0) − y·z, and products of 1 + e^−|z|. */
export type LogLossLanes = [evenSum: number, oddSum: number, evenProduct: number, oddProduct: number];

/** The loss of lanes. */
export function lossOfLanes([evenSum, oddSum, evenProduct, oddProduct]: LogLossLanes): number {
  return evenSum + oddSum + (Math.log(evenProduct) + Math.log(oddProduct));
}

/** Lanes of the rows from `from` to before `to`, whose probabilities it writes. */
export function logisticLanes(
  scores: Float64Array,
  labels: Float32Array,
  state: Float64Array,
  from: number,
  to: number,
): LogLossLanes {
  const lanes: LogLossLanes = [0, 0, 1, 1];
  for (let row = from; row < to; row++) {
    const z = scores[row]!;
    const small = exponential(-Math.abs(z));
    const all = 1 + small;
    state[row] = (z >= 0 ? 1 : small) / all;
    const lane = (row - from) & 1;
    lanes[lane]! += Math.max(z, 0) - labels[row]! * z;
    lanes[2 + lane]! *= all;
  }
  return lanes;
}

export const plainKernel: TreeKernel = {
  bytes: (length) => new Uint8Array(length),
  words: (length) => new Uint32Array(length),
  singles: (length) => new Float32Array(length),
  doubles: (length) => new Float64Array(length),

  accumulate(histogram, { columns, offsets }, { bins, width }, rows, gradients) {
    const some = columns.length;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      const first = gradients[2 * row]!;
      const second = gradients[2 * row + 1]!;
      const from = row * width;
      for (let index = 0; index < some; index++) {
        const cell = offsets[index]! + (bins[from + columns[index]!]! << 1);
        histogram[cell]! += first;
        histogram[cell + 1]! += second;
      }
    }
  },

  sumGradients(rows, gradients) {
    let first = 0;
    let second = 0;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      first += gradients[2 * row]!;
      second += gradients[2 * row + 1]!;
    }
    return [first, second];
  },

  subtract(parent, child) {
    for (let at = 0; at < parent.length; at++) parent[at]! -= child[at]!;
  },

  bestCut: (question) => cutBy(question, gainOf(question)),

  partition({ bins, width }, { column, goesLeft }, rows, scratch) {
    const count = rows.length;
    let left = 0;
    let right = 0;
    for (let at = 0; at < count; at++) {
      const row = rows[at]!;
      // Both places are written, and one of them is kept: no branch to guess wrongly.
      const isLeft = goesLeft[bins[row * width + column]!]!;
      rows[left] = row;
      scratch[right] = row;
      left += isLeft;
      right += 1 - isLeft;
    }
    rows.set(scratch.subarray(0, right), left);
    return left;
  },

  addLeaf(scores, rows, value, { outputs, output }) {
    for (let at = 0; at < rows.length; at++) scores[rows[at]! * outputs + output]! += value;
  },

  addTree({ rows, width, bins }, { columns, left, values, goesLeft }, scores, { outputs, output }) {
    for (let row = 0; row < rows; row++) {
      const from = row * width;
      let node = 0;
      for (let column = columns[0]!; column >= 0; column = columns[node]!)
        node = left[node]! + 1 - goesLeft[(node << 8) + bins[from + column]!]!;
      scores[row * outputs + output]! += values[node]!;
    }
  },

  logistic(scores, labels, state) {
    let loss = 0;
    for (let from = 0; from < scores.length; from += logRows)
      loss += lossOfLanes(
        logisticLanes(scores, labels, state, from, Math.min(scores.length, from + logRows)),
      );
    return loss;
  },

  logisticGradients(state, labels, least, out) {
    for (let row = 0; row < state.length; row++) {
      const p = state[row]!;
      out[2 * row] = p - labels[row]!;
      out[2 * row + 1] = Math.max(p * (1 - p), least);
    }
  },
};
