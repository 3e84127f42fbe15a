// The inner loops of trees on kernel.as: arrays are views of one WebAssembly memory, whose size is settled at the start, since a memory that grows
// leaves its views behind. One kernel is for one training.
import { kernelFunctions, memoryOf, pageBytes, type KernelFunctions } from './functions';
import { lossOfLanes, logisticLanes, logRows, plainKernel } from './plain-kernel';
import {
  noWeight,
  type BinnedRows,
  type BinnedTree,
  type Cut,
  type CutQuestion,
  type Division,
  type HistogramLayout,
  type KernelRoom,
  type OutputOf,
  type RecordRange,
  type RecordRows,
  type TreeKernel,
} from './tree-kernel';

type KernelArray = Uint8Array | Uint32Array | Float32Array | Float64Array;

/** Arrays begin at multiples of so many bytes; what is read behind an end stays inside. */
const alignment = 64;
/** What functions write their results to. */
const resultAt = 512;
/** [256] bytes: which bins go left. */
const tableAt = 1024;
/** Nodes of a tree over bins that are laid into the memory; larger ones go by the twin. */
const mostNodes = 1024;
const columnsAt = pageBytes;
const leftAt = columnsAt + 4 * mostNodes;
const valuesAt = leftAt + 4 * mostNodes;
const goesLeftAt = valuesAt + 4 * mostNodes;
const firstByte = goesLeftAt + 256 * mostNodes;

export class SimdKernel implements TreeKernel {
  readonly #call: KernelFunctions;
  readonly #buffer: ArrayBuffer;
  readonly #result: Float64Array;
  readonly #table: Uint8Array;
  #used = firstByte;

  private constructor(memory: WebAssembly.Memory, call: KernelFunctions) {
    this.#call = call;
    this.#buffer = memory.buffer;
    this.#result = new Float64Array(memory.buffer, resultAt, 4);
    this.#table = new Uint8Array(memory.buffer, tableAt, 256);
  }

  /** Null where there is no WebAssembly, or not so much memory. */
  static open({ bytes, arrays }: KernelRoom): SimdKernel | null {
    const memory = memoryOf(firstByte + bytes + (arrays + 1) * alignment);
    const call = memory && kernelFunctions(memory);
    return call && new SimdKernel(memory, call);
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.#buffer, this.#take(length), length);
  }

  words(length: number): Uint32Array {
    return new Uint32Array(this.#buffer, this.#take(4 * length), length);
  }

  singles(length: number): Float32Array {
    return new Float32Array(this.#buffer, this.#take(4 * length), length);
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.#buffer, this.#take(8 * length), length);
  }

  layDown(
    { rows, ...to }: RecordRows,
    count: number,
    { bins, width }: BinnedRows,
    gradients: Float64Array,
    { columns, stride }: HistogramLayout,
  ): void {
    this.#call.layDown(
      ...[this.#place(bins), width, this.#place(gradients), this.#place(rows), count],
      ...[this.#place(columns), columns.length, stride, this.#place(to.bins), this.#place(to.gradients)],
    );
  }

  accumulate(
    histogram: Float64Array,
    { columns, offsets, stride, places }: HistogramLayout,
    { bins, gradients }: RecordRows,
    { from, to }: RecordRange,
  ): void {
    this.#call.accumulate(
      ...[this.#place(histogram), this.#place(offsets), columns.length, stride],
      ...[this.#place(bins) + from * stride, this.#place(gradients) + 16 * from, to - from],
      this.#place(places),
    );
  }

  sumGradients({ gradients }: RecordRows, count: number): [number, number] {
    this.#call.sumGradients(this.#place(gradients), count, resultAt);
    return [this.#result[0]!, this.#result[1]!];
  }

  subtract(parent: Float64Array, child: Float64Array): void {
    this.#call.subtract(this.#place(parent), this.#place(child), parent.length);
  }

  bestCut({ cells, first, second, l1, l2, least, whole, above }: CutQuestion): Cut | null {
    const bins = cells.length / 2 - 1;
    const place = this.#place(cells);
    const bin = this.#call.bestCut(
      ...[place, bins, first, second, l1, l2, least, noWeight, whole, above, resultAt],
    );
    if (bin < 0) return null;
    const [gain, leftFirst, leftSecond, missingLeft] = this.#result;
    return {
      gain: gain!,
      bin,
      leftFirst: leftFirst!,
      leftSecond: leftSecond!,
      missingLeft: missingLeft === 1,
    };
  }

  partition(
    records: RecordRows,
    to: RecordRows,
    range: RecordRange,
    { stride }: HistogramLayout,
    { place, goesLeft, whole }: Division,
  ): number {
    this.#table.set(goesLeft);
    const count = range.to - range.from;
    const [bins, toBins] = [records, to].map((side) => this.#place(side.bins) + range.from * stride);
    const [rows, toRows] = [records, to].map((side) => this.#place(side.rows) + 4 * range.from);
    const [gradients, toGradients] = [records, to].map(
      (side) => this.#place(side.gradients) + 16 * range.from,
    );
    const left = this.#call.countLeft(bins! + place, stride, count, tableAt);
    this.#call.partition(
      ...[bins!, place, stride, tableAt, rows!, gradients!, count, left, whole ? 1 : 0],
      ...[toBins!, toRows!, toGradients!],
    );
    return range.from + left;
  }

  addLeaf(scores: Float64Array, rows: Uint32Array, value: number, { outputs, output }: OutputOf): void {
    this.#call.addLeaf(this.#place(scores) + 8 * output, outputs, this.#place(rows), rows.length, value);
  }

  addTree(data: BinnedRows, tree: BinnedTree, scores: Float64Array, of: OutputOf): void {
    const nodes = tree.columns.length;
    if (nodes > mostNodes) {
      plainKernel.addTree(data, tree, scores, of);
      return;
    }
    new Int32Array(this.#buffer, columnsAt, nodes).set(tree.columns);
    new Int32Array(this.#buffer, leftAt, nodes).set(tree.left);
    new Float32Array(this.#buffer, valuesAt, nodes).set(tree.values);
    new Uint8Array(this.#buffer, goesLeftAt, 256 * nodes).set(tree.goesLeft);
    const { bins, rows, width } = data;
    this.#call.addTree(
      ...[this.#place(bins), rows, width, columnsAt, leftAt, valuesAt, goesLeftAt],
      this.#place(scores) + 8 * of.output,
      of.outputs,
    );
  }

  logistic(scores: Float64Array, labels: Float32Array, state: Float64Array): number {
    const [from, of, to] = [this.#place(scores), this.#place(labels), this.#place(state)];
    let loss = 0;
    for (let row = 0; row < scores.length; row += logRows) {
      const rows = Math.min(logRows, scores.length - row);
      const pairs = rows & ~1;
      this.#call.logistic(from + 8 * row, of + 4 * row, pairs, to + 8 * row, resultAt);
      const [evenSum = 0, oddSum = 0, evenProduct = 1, oddProduct = 1] = this.#result;
      // The last row of an odd number of them goes with the even ones.
      const [sum, , product] = logisticLanes(scores, labels, state, row + pairs, row + rows);
      loss += lossOfLanes([evenSum + sum, oddSum, evenProduct * product, oddProduct]);
    }
    return loss;
  }

  logisticGradients(state: Float64Array, labels: Float32Array, least: number, out: Float64Array): void {
    const pairs = state.length & ~1;
    this.#call.logisticGradients(this.#place(state), this.#place(labels), pairs, least, this.#place(out));
    if (pairs === state.length) return;
    plainKernel.logisticGradients(
      state.subarray(pairs),
      labels.subarray(pairs),
      least,
      out.subarray(2 * pairs),
    );
  }

  /** Throws where an array is none of its own: the kernel would compute with something else. */
  #place({ buffer, byteOffset }: KernelArray): number {
    if (buffer !== this.#buffer) throw new TypeError('an array of another memory');
    return byteOffset;
  }

  #take(bytes: number): number {
    const at = this.#used;
    this.#used += Math.ceil(bytes / alignment) * alignment;
    if (this.#used > this.#buffer.byteLength) throw new RangeError('more than the kernel was opened for');
    return at;
  }
}
