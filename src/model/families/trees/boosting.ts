// Boosting round by round: gradients of the loss at the scores so far, a tree an output, scores moved by its leaves. Pure but for what it
// is given: the same rows, settings and seed give the same trees, also where it goes on from some of them.
import { fillUniform, Philox } from '../../../domain/random';
import type { BinnedColumn } from './binning/columns';
import type { LabelledBins } from './binning/bin-rows';
import { binnedTree, ForestBuilder, treesOf, type Forest } from './forest/forest';
import { TreeGrower } from './grow/grower';
import type { GrowthRules } from './grow/rules';
import { addLeaf, addTree } from './kernels/kernels';
import type { Labels, Objective } from './objectives/objective';

/** Streams of random numbers: which rows and which columns a round sees. */
const rowStream = 0x61000000;
const columnStream = 0x62000000;

/** Everything that decides the trees. */
export interface BoostingInput {
  objective: Objective;
  columns: readonly BinnedColumn[];
  train: LabelledBins;
  validation: LabelledBins;
  /** Of the rows of each part; null where all count alike. */
  weights: { train: Float64Array | null; validation: Float64Array | null };
  rules: GrowthRules;
  /** Shares of rows a round, and of columns a tree. */
  rowShare: number;
  columnShare: number;
  seed: number;
  /** The trees of a training that goes on. */
  from: Forest | null;
}

/** Rows whose scores move with every tree. */
interface ScoredRows {
  data: LabelledBins;
  rows: Labels;
  /** [rows, outputs] */
  scores: Float64Array;
  state: Float64Array;
}

/** One training in memory. */
export class Boosting {
  readonly #input: BoostingInput;
  readonly #grower: TreeGrower;
  readonly #builder: ForestBuilder;
  readonly #train: ScoredRows;
  readonly #validation: ScoredRows;
  readonly #gradients: Float64Array;
  readonly #rows: Uint32Array;
  readonly #drawn: Float32Array;
  /** Mean losses at the scores so far; NaN of rows that are not there. */
  losses: { train: number; validation: number };

  constructor(input: BoostingInput) {
    const { objective, train, validation, columns, rules, weights, from } = input;
    this.#input = input;
    const start = objective.start({ labels: train.labels, weights: weights.train });
    this.#builder = new ForestBuilder(start, from);
    this.#grower = new TreeGrower(train, columns, rules);
    this.#train = scored(train, weights.train, start);
    this.#validation = scored(validation, weights.validation, start);
    this.#gradients = new Float64Array(2 * train.rows);
    this.#rows = new Uint32Array(train.rows);
    this.#drawn = new Float32Array(input.rowShare < 1 ? train.rows : 0);
    if (from)
      for (let tree = 0; tree < treesOf(from); tree++) {
        const binned = binnedTree(from, tree, columns);
        for (const { data, scores } of [this.#train, this.#validation])
          addTree(data, binned, scores, start.length, tree % start.length);
      }
    this.losses = this.#assess();
  }

  /** Rounds so far. */
  get rounds(): number {
    return this.#builder.trees / this.#input.objective.outputs;
  }

  /** Scores [rows, outputs] so far. */
  get scores(): { train: Float64Array; validation: Float64Array } {
    return { train: this.#train.scores, validation: this.#validation.scores };
  }

  /** Bytes in memory, the rows included. */
  get bytes(): number {
    const parts = [this.#train, this.#validation].map(
      ({ data, scores, state }) =>
        data.bins.byteLength + data.labels.byteLength + scores.byteLength + state.byteLength,
    );
    return parts.reduce(
      (sum, part) => sum + part,
      this.#gradients.byteLength + this.#rows.byteLength + this.#grower.bytes,
    );
  }

  /** The trees of the first rounds; of all where none are said. */
  forest(rounds = this.rounds): Forest {
    return this.#builder.forest(rounds * this.#input.objective.outputs);
  }

  /** Grows the trees of one more round; yields on the way, so that the caller can let others have their turn. */
  *round(): Generator<void, void> {
    const { objective, rowShare } = this.#input;
    const { outputs } = objective;
    const round = this.rounds;
    const count = this.#drawRows(round);
    for (let output = 0; output < outputs; output++) {
      const train = this.#train;
      objective.gradients(train.state, train.rows, output, this.#gradients);
      yield;
      const rows = this.#rows.subarray(0, count);
      // The tree before has put them in another order; sums are taken in that of the data.
      if (output > 0) this.#drawRows(round);
      const columns = this.#drawColumns(round * outputs + output);
      const { tree, leaves } = yield* this.#grower.grow({ gradients: this.#gradients, rows, columns });
      if (objective.leaf)
        for (const { node, from, to } of leaves)
          tree.values[node] =
            this.#input.rules.learningRate * objective.leaf(train.state, train.rows, rows.subarray(from, to));
      this.#builder.add(tree);
      if (rowShare < 1) addTree(train.data, tree, train.scores, outputs, output);
      else
        for (const { node, from, to } of leaves)
          addLeaf(train.scores, rows.subarray(from, to), tree.values[node]!, outputs, output);
      const { data, scores } = this.#validation;
      addTree(data, tree, scores, outputs, output);
      yield;
    }
    this.losses = this.#assess();
  }

  #assess(): Boosting['losses'] {
    const [train, validation] = [this.#train, this.#validation].map(({ data, rows, scores, state }) =>
      data.rows === 0 ? NaN : this.#input.objective.assess(scores, rows, state),
    );
    return { train: train!, validation: validation! };
  }

  /** Fills the row numbers of a round, ascending; at least one. @returns how many */
  #drawRows(round: number): number {
    const { rowShare, seed, train } = this.#input;
    const rows = this.#rows;
    if (rowShare >= 1) {
      for (let row = 0; row < rows.length; row++) rows[row] = row;
      return rows.length;
    }
    fillUniform(this.#drawn, seed, rowStream, round);
    let count = 0;
    for (let row = 0; row < train.rows; row++) if (this.#drawn[row]! < rowShare) rows[count++] = row;
    if (count === 0) rows[count++] = 0;
    return count;
  }

  #drawColumns(tree: number): Uint32Array {
    const { columnShare, columns, seed } = this.#input;
    if (columnShare >= 1) return Uint32Array.from(columns.keys());
    const count = Math.ceil(columnShare * columns.length);
    return new Philox(seed, columnStream + tree).permutation(columns.length).slice(0, count).sort();
  }
}

function scored(data: LabelledBins, weights: Float64Array | null, start: Float64Array): ScoredRows {
  const scores = new Float64Array(data.rows * start.length);
  for (let at = 0; at < scores.length; at += start.length) scores.set(start, at);
  return { data, rows: { labels: data.labels, weights }, scores, state: new Float64Array(scores.length) };
}
