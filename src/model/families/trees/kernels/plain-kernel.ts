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

  layDown({ rows, ...to }, count, { bins, width }, gradients, { columns, stride }) {
    for (let at = 0; at < count; at++) {
      const row = rows[at]!;
      to.gradients[2 * at] = gradients[2 * row]!;
      to.gradients[2 * at + 1] = gradients[2 * row + 1]!;
      for (let place = 0; place < columns.length; place++)
        to.bins[at * stride + place] = bins[row * width + columns[place]!]!;
    }
  },

  accumulate(histogram, { columns, offsets, stride }, { bins, gradients }, { from, to }) {
    const some = columns.length;
    for (let at = from; at < to; at++) {
      const first = gradients[2 * at]!;
      const second = gradients[2 * at + 1]!;
      const record = at * stride;
      for (let place = 0; place < some; place++) {
        const cell = offsets[place]! + (bins[record + place]! << 1);
        histogram[cell]! += first;
        histogram[cell + 1]! += second;
      }
    }
  },

  sumGradients({ gradients }, count) {
    let first = 0;
    let second = 0;
    for (let at = 0; at < count; at++) {
      first += gradients[2 * at]!;
      second += gradients[2 * at + 1]!;
    }
    return [first, second];
  },

  subtract(parent, child) {
    for (let at = 0; at < parent.length; at++) parent[at]! -= child[at]!;
  },

  bestCut: (question) => cutBy(question, gainOf(question)),

  partition({ rows, gradients, bins }, other, { from, to }, { stride }, { place, goesLeft, whole }) {
    let middle = from;
    for (let at = from; at < to; at++) middle += goesLeft[bins[at * stride + place]!]!;
    const next = [middle, from] as [number, number];
    for (let at = from; at < to; at++) {
      const record = at * stride;
      const moved = next[goesLeft[bins[record + place]!] as 0 | 1]++;
      other.rows[moved] = rows[at]!;
      if (!whole) continue;
      other.gradients[2 * moved] = gradients[2 * at]!;
      other.gradients[2 * moved + 1] = gradients[2 * at + 1]!;
      other.bins.set(bins.subarray(record, record + stride), moved * stride);
    }
    return middle;
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
