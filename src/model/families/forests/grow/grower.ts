// Grows a tree of a forest: node by node, down to pure or small leaves, each divided by the best of a few columns drawn by chance. Rows of a node
// are a range of one array of row numbers, in the order of the data.
import type { Philox } from '../../../../domain/random';
import type { RankedColumn, RankedRows } from '../ranked-rows';
import { NodeBuilder, type Division, type GrownRankTree } from './node-builder';
import { Splitter, type NodeRows } from './splits';

/** What every tree of a forest is held to. */
export interface GrowthRules {
  /** Columns that a division looks at, those aside in which all rows are alike. */
  columns: number;
  minLeafRows: number;
  maxDepth: number;
  /** `drawn`: each column is cut at one place that chance chooses. */
  cuts: 'best' | 'drawn';
}

/** Nodes between two moments in which others may have their turn. */
const nodesOfTurn = 64;

interface OpenNode {
  node: number;
  from: number;
  to: number;
  depth: number;
}

/** Grows trees on the same rows; keeps its memory from tree to tree. */
export class ForestGrower {
  readonly #rules: GrowthRules;
  readonly #data: RankedRows;
  readonly #columns: readonly RankedColumn[];
  readonly #width: number;
  readonly #weights: Float64Array;
  /** weight · target, of numbers and of two classes. */
  readonly #targets: Float64Array | null;
  readonly #classes: Uint16Array | null;
  readonly #rows: Uint32Array;
  readonly #scratch: Uint32Array;
  readonly #order: Uint32Array;
  readonly #builder: NodeBuilder;
  readonly #splitter: Splitter;
  readonly #node: NodeRows;

  /** @param classes of the target; 0 for numbers */
  constructor(data: RankedRows, columns: readonly RankedColumn[], classes: number, rules: GrowthRules) {
    const { rows, ranks, labels } = data;
    this.#rules = rules;
    this.#data = data;
    this.#columns = columns;
    this.#width = classes > 2 ? classes : 1;
    this.#weights = new Float64Array(rows);
    this.#targets = classes > 2 ? null : new Float64Array(rows);
    this.#classes = classes > 2 ? Uint16Array.from(labels) : null;
    this.#rows = new Uint32Array(rows);
    this.#scratch = new Uint32Array(rows);
    this.#order = new Uint32Array(columns.length);
    this.#builder = new NodeBuilder(columns, this.#width, Math.max(1, Math.floor(rows / rules.minLeafRows)));
    this.#splitter = new Splitter(
      { ranks, weights: this.#weights, targets: this.#targets, classes: this.#classes },
      columns,
      this.#width,
      rules.minLeafRows,
    );
    this.#node = {
      rows: this.#rows,
      from: 0,
      to: 0,
      sums: new Float64Array(this.#width),
      weight: 0,
      squares: 0,
    };
  }

  /** Bytes that it holds beside the rows. */
  get bytes(): number {
    return this.#builder.bytes + 8 * this.#data.rows * (this.#targets ? 3 : 2);
  }

  /**
   * Grows a tree; yields between nodes, so that the caller can let others have their turn.
   * @param weights how much each row counts: [rows]; those of 0 are not seen
   */
  *grow(weights: Float64Array, random: Philox): Generator<void, GrownRankTree> {
    const builder = this.#builder;
    builder.clear();
    const seen = this.#open(weights);
    const root = this.#measure(0, seen);
    const open: OpenNode[] = [{ node: builder.leaf(root.sums, root.weight), from: 0, to: seen, depth: 0 }];
    let nodes = 0;
    for (let next = open.pop(); next; next = open.pop()) {
      if (++nodes % nodesOfTurn === 0) yield;
      const { node, from, to, depth } = next;
      const { maxDepth, minLeafRows } = this.#rules;
      if (depth >= maxDepth || to - from < 2 * minLeafRows || this.#isPure(from, to)) continue;
      const division = this.#divisionOf(this.#measure(from, to), random);
      if (!division) continue;
      const middle = this.#part(division, from, to);
      builder.divide(node, division);
      const sides = [
        { from, to: middle },
        { from: middle, to },
      ].map((side) => {
        const { sums, weight } = this.#measure(side.from, side.to);
        return { ...side, node: builder.leaf(sums, weight), depth: depth + 1 };
      });
      open.push(...sides.reverse());
    }
    return builder.tree;
  }

  /** Takes the weights and lists the rows that count, ascending. @returns how many */
  #open(weights: Float64Array): number {
    const { labels } = this.#data;
    this.#weights.set(weights);
    for (const [column] of this.#order.entries()) this.#order[column] = column;
    let seen = 0;
    for (let row = 0; row < weights.length; row++) {
      const weight = weights[row]!;
      if (this.#targets) this.#targets[row] = weight * labels[row]!;
      if (weight > 0) this.#rows[seen++] = row;
    }
    return seen;
  }

  #measure(from: number, to: number): NodeRows {
    const node = this.#node;
    const { sums, rows } = node;
    const [weights, targets, classes] = [this.#weights, this.#targets, this.#classes];
    sums.fill(0);
    let [total, sum] = [0, 0];
    for (let at = from; at < to; at++) {
      const row = rows[at]!;
      total += weights[row]!;
      if (targets) sum += targets[row]!;
      else sums[classes![row]!]! += weights[row]!;
    }
    if (targets) sums[0] = sum;
    node.from = from;
    node.to = to;
    node.weight = total;
    node.squares = 0;
    for (let k = 0; k < sums.length; k++) node.squares += (sums[k]! * sums[k]!) / total;
    return node;
  }

  #isPure(from: number, to: number): boolean {
    const { labels } = this.#data;
    const first = labels[this.#rows[from]!]!;
    for (let at = from + 1; at < to; at++) if (labels[this.#rows[at]!] !== first) return false;
    return true;
  }

  /** The best division of a few columns; of more where those drawn first are constant or give none. */
  #divisionOf(node: NodeRows, random: Philox): Division | null {
    const order = this.#order;
    const { columns, cuts } = this.#rules;
    const draw = cuts === 'drawn' ? () => random.uniform() : null;
    let best: Division | null = null;
    let looked = 0;
    for (let at = 0; at < order.length && (looked < columns || !best); at++) {
      const other = at + random.below(order.length - at);
      const column = order[other]!;
      order[other] = order[at]!;
      order[at] = column;
      const { division, isConstant } = this.#splitter.split(node, column, best?.gain ?? -Infinity, draw);
      if (!isConstant) looked++;
      if (division) best = division;
    }
    return best;
  }

  /** Divides a node's rows in place, those of the left side first. @returns where the right side begins */
  #part({ column, rank, missingLeft }: Division, from: number, to: number): number {
    const [rows, scratch] = [this.#rows, this.#scratch];
    const ranks = this.#data.ranks[column]!;
    const missing = missingLeft ? this.#columns[column]!.ranks : -1;
    let left = from;
    let right = 0;
    for (let at = from; at < to; at++) {
      const row = rows[at]!;
      const own = ranks[row]!;
      if (own <= rank || own === missing) rows[left++] = row;
      else scratch[right++] = row;
    }
    rows.set(scratch.subarray(0, right), left);
    return left;
  }
}
