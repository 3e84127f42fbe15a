// What the trees of a forest say of rows by ranks, summed tree by tree, and how well their mean does: its loss and the task's figure.
import type { Task } from '../../../contract/model/recipe';
import { taskNamed } from '../../../domain/tasks/registry';
import { curveMetric } from '../trees/curve';
import type { GrownRankTree } from './grow/node-builder';
import type { RankedColumn, RankedRows } from './ranked-rows';

/** The least probability that a logarithm is taken of, as in the metric. */
const least = 2 ** -23;

/** Rows with what the trees so far say of them. */
export class ForestScores {
  readonly #data: RankedRows;
  readonly #missing: Uint8Array;
  readonly #width: number;
  /** [rows, width] */
  readonly #sums: Float64Array;
  /** Trees that have said something of a row: [rows]. */
  readonly #counts: Uint16Array;

  constructor(data: RankedRows, columns: readonly RankedColumn[], width: number) {
    this.#data = data;
    this.#missing = Uint8Array.from(columns, ({ ranks }) => ranks);
    this.#width = width;
    this.#sums = new Float64Array(data.rows * width);
    this.#counts = new Uint16Array(data.rows);
  }

  get bytes(): number {
    return this.#sums.byteLength + this.#counts.byteLength;
  }

  /** Adds a tree; only to rows of weight 0 where weights are given: those that the tree has not seen. */
  add({ tree, shares }: GrownRankTree, unseenBy: Float64Array | null): void {
    const { ranks, rows } = this.#data;
    const { columns, bins, left, missingLeft, values } = tree;
    const width = this.#width;
    const leafAt = width === 1 ? null : leafNumbers(columns);
    for (let row = 0; row < rows; row++) {
      if (unseenBy && unseenBy[row]! > 0) continue;
      let node = 0;
      for (let column = columns[0]!; column >= 0; column = columns[node]!) {
        const rank = ranks[column]![row]!;
        const isLeft = rank === this.#missing[column] ? missingLeft[node]! === 1 : rank <= bins[node]!;
        node = left[node]! + (isLeft ? 0 : 1);
      }
      this.#counts[row]!++;
      if (!leafAt) this.#sums[row]! += values[node]!;
      else for (let k = 0; k < width; k++) this.#sums[row * width + k]! += shares[leafAt[node]! * width + k]!;
    }
  }

  /** Means [rows, width] and labels of the rows that a tree has said something of. */
  means(): { means: Float64Array; labels: Float32Array } {
    const width = this.#width;
    let rows = 0;
    for (const count of this.#counts) if (count > 0) rows++;
    const means = new Float64Array(rows * width);
    const labels = new Float32Array(rows);
    let at = 0;
    for (let row = 0; row < this.#counts.length; row++) {
      const count = this.#counts[row]!;
      if (count === 0) continue;
      for (let k = 0; k < width; k++) means[at * width + k] = this.#sums[row * width + k]! / count;
      labels[at++] = this.#data.labels[row]!;
    }
    return { means, labels };
  }
}

/** The leaves of a tree counted in the order of nodes: of each node, how many leaves come before it. */
export function leafNumbers(columns: Int32Array): Int32Array {
  const numbers = new Int32Array(columns.length);
  let leaves = 0;
  for (let node = 0; node < columns.length; node++) {
    numbers[node] = leaves;
    if (columns[node]! < 0) leaves++;
  }
  return numbers;
}

/** Loss (mean squared error, or log loss) and the task's curve metric of means; NaN without rows. */
export function assess(
  task: Task,
  { means, labels }: ReturnType<ForestScores['means']>,
  /** Units of the target in one unit of a label. */
  scale: number,
): { loss: number; metric: number } {
  const rows = labels.length;
  const width = rows === 0 ? 1 : means.length / rows;
  const isNumber = taskNamed(task).target.learns === 'number';
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    if (isNumber) sum += (means[row]! - label) ** 2;
    else {
      const share = width > 1 ? means[row * width + label]! : label === 1 ? means[row]! : 1 - means[row]!;
      sum -= Math.log(Math.min(1 - least, Math.max(least, share)));
    }
  }
  return { loss: sum / rows, metric: curveMetric(task, means, labels, { scale, isLog: false }) };
}
