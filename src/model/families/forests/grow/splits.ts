// The best division of a node's rows by one column, and one drawn by chance. Impurity is the variance of a number (of two classes: of 0 and
// 1, half their Gini impurity) and the Gini impurity of more classes: both are lowered by Σ over sides and outputs of sum² / weight.
import type { RankedColumn } from '../ranked-rows';
import type { Division } from './node-builder';

/** The training rows of a tree. */
export interface TreeRows {
  /** [columns][all rows] */
  ranks: readonly Uint8Array[];
  /** How much a row counts: [all rows]; 0 of one that the tree does not see. */
  weights: Float64Array;
  /** weight · target: [all rows]; null of more than two classes. */
  targets: Float64Array | null;
  /** Class indices: [all rows]; null of numbers and of two classes. */
  classes: Uint16Array | null;
}

/** A node: a range of row numbers, and their sums. */
export interface NodeRows {
  rows: Uint32Array;
  from: number;
  to: number;
  /** [width]: of weight · target, or of the weights of each class. */
  sums: Float64Array;
  weight: number;
  /** Σ sum² / weight. */
  squares: number;
}

/** Finds divisions; its memory is used again for each column of each node. */
export class Splitter {
  readonly #data: TreeRows;
  readonly #columns: readonly RankedColumn[];
  readonly #width: number;
  readonly #minLeafRows: number;
  /** Of each rank: [256, width], [256], [256]. */
  readonly #sums: Float64Array;
  readonly #weights = new Float64Array(256);
  readonly #counts = new Int32Array(256);
  /** Ranks that rows of the node have: 256 bits, then in order. */
  readonly #bits = new Uint32Array(8);
  readonly #present = new Uint8Array(256);
  readonly #left: Float64Array;

  constructor(data: TreeRows, columns: readonly RankedColumn[], width: number, minLeafRows: number) {
    this.#data = data;
    this.#columns = columns;
    this.#width = width;
    this.#minLeafRows = minLeafRows;
    this.#sums = new Float64Array(256 * width);
    this.#left = new Float64Array(width);
  }

  /**
   * The best division by a column, or with `draw` in [0, 1) that at a place between the least and the largest; it must gain more than
   * `above`. `isConstant` where all rows are alike.
   */
  split(
    node: NodeRows,
    column: number,
    above: number,
    draw: (() => number) | null,
  ): { division: Division | null; isConstant: boolean } {
    const { ranks: missing, places } = this.#columns[column]!;
    this.#gather(node, column);
    const count = this.#listPresent();
    const hasMissing = count > 0 && this.#present[count - 1] === missing;
    const values = hasMissing ? count - 1 : count;
    let division: Division | null = null;
    if (count > 1) {
      // The place after the last value parts what is present from what is missing.
      let [first, last] = [0, hasMissing ? values : values - 1];
      if (draw && values > 1) {
        first = this.#drawnPlace(places, values, draw());
        last = first + 1;
      }
      division = this.#best(node, column, { first, last, values, hasMissing, middle: draw === null }, above);
    }
    this.#clear(count);
    return { division, isConstant: count < 2 };
  }

  /** Sums of the node's rows by rank. */
  #gather({ rows, from, to }: NodeRows, column: number): void {
    const { ranks, weights, targets, classes } = this.#data;
    const own = ranks[column]!;
    const width = this.#width;
    const [sums, totals, counts, bits] = [this.#sums, this.#weights, this.#counts, this.#bits];
    for (let at = from; at < to; at++) {
      const row = rows[at]!;
      const rank = own[row]!;
      totals[rank]! += weights[row]!;
      counts[rank]!++;
      bits[rank >>> 5]! |= 1 << (rank & 31);
    }
    if (targets) for (let at = from; at < to; at++) sums[own[rows[at]!]!]! += targets[rows[at]!]!;
    else
      for (let at = from; at < to; at++)
        sums[own[rows[at]!]! * width + classes![rows[at]!]!]! += weights[rows[at]!]!;
  }

  /** Writes the ranks that are present in order. @returns how many */
  #listPresent(): number {
    let count = 0;
    for (let word = 0; word < 8; word++) {
      let bits = this.#bits[word]!;
      while (bits !== 0) {
        const lowest = bits & -bits;
        this.#present[count++] = (word << 5) + 31 - Math.clz32(lowest);
        bits ^= lowest;
      }
      this.#bits[word] = 0;
    }
    return count;
  }

  #clear(count: number): void {
    const width = this.#width;
    for (let at = 0; at < count; at++) {
      const rank = this.#present[at]!;
      if (width === 1) this.#sums[rank] = 0;
      else this.#sums.fill(0, rank * width, (rank + 1) * width);
      this.#weights[rank] = this.#counts[rank] = 0;
    }
  }

  /** The place, among the ranks that are present, of the last that is not above a value drawn between the least and the largest. */
  #drawnPlace(places: Float64Array, values: number, share: number): number {
    const least = places[this.#present[0]!]!;
    const drawn = least + share * (places[this.#present[values - 1]!]! - least);
    let at = 0;
    while (at + 2 < values && places[this.#present[at + 1]!]! <= drawn) at++;
    return at;
  }

  /** The best of the divisions after the places from `first` to before `last`, with the missing on either side. */
  #best(
    { from, to, sums: whole, weight, squares: before }: NodeRows,
    column: number,
    at: { first: number; last: number; values: number; hasMissing: boolean; middle: boolean },
    above: number,
  ): Division | null {
    const { first, last, values, hasMissing, middle } = at;
    const width = this.#width;
    const [sums, totals, counts, present, left] = [
      this.#sums,
      this.#weights,
      this.#counts,
      this.#present,
      this.#left,
    ];
    const missing = hasMissing ? present[values]! : -1;
    const rows = to - from;
    const least = this.#minLeafRows;
    left.fill(0);
    let [leftWeight, leftCount] = [0, 0];
    let best = above;
    let found = -1;
    let missingLeft = false;
    for (let place = 0; place < last; place++) {
      const rank = present[place]!;
      if (width === 1) left[0]! += sums[rank]!;
      else for (let k = 0; k < width; k++) left[k]! += sums[rank * width + k]!;
      leftWeight += totals[rank]!;
      leftCount += counts[rank]!;
      if (place < first) continue;
      if (leftCount >= least && rows - leftCount >= least) {
        const gain = Math.fround(this.#squares(whole, weight, leftWeight, -1) - before);
        if (gain > best) {
          best = gain;
          found = place;
          // A missing value that this node never saw goes with the heavier side.
          missingLeft = hasMissing ? false : 2 * leftWeight > weight;
        }
      }
      // All that is present and all that is missing on one side is no division.
      if (!hasMissing || place === values - 1) continue;
      const withCount = leftCount + counts[missing]!;
      if (withCount < least || rows - withCount < least) continue;
      const gain = Math.fround(this.#squares(whole, weight, leftWeight + totals[missing]!, missing) - before);
      if (gain > best) {
        best = gain;
        found = place;
        missingLeft = true;
      }
    }
    if (found < 0) return null;
    const rank = present[found]!;
    // Between two ranks that the node has, its cut is in the middle of those that it has not.
    const next = found + 1 < values ? present[found + 1]! : rank + 1;
    return { column, rank: middle ? (rank + next - 1) >>> 1 : rank, missingLeft, gain: best };
  }

  /** Σ sum² / weight of both sides, with the rank `also` on the left. */
  #squares(whole: Float64Array, weight: number, leftWeight: number, also: number): number {
    const width = this.#width;
    const left = this.#left;
    if (width === 1) {
      const own = also < 0 ? left[0]! : left[0]! + this.#sums[also]!;
      const other = whole[0]! - own;
      return (own * own) / leftWeight + (other * other) / (weight - leftWeight);
    }
    let onLeft = 0;
    let onRight = 0;
    for (let k = 0; k < width; k++) {
      const own = also < 0 ? left[k]! : left[k]! + this.#sums[also * width + k]!;
      const other = whole[k]! - own;
      onLeft += own * own;
      onRight += other * other;
    }
    return onLeft / leftWeight + onRight / (weight - leftWeight);
  }
}
