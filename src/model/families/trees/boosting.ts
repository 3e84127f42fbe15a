// Boosting round by round: gradients of the loss at the scores so far, a tree an output, scores moved by its leaves. Pure but for what it
// is given: the same rows, settings and seed give the same trees, also where it goes on from some of them.
import type { BinnedColumn } from './binning/columns';
import type { LabelledBins } from './binning/bin-rows';
import { binnedTree, ForestBuilder, treesOf, type Forest } from './forest/forest';
import { ColumnDraw, type ColumnShares } from './grow/column-draw';
import type { GrowthConstraints } from './grow/constraints';
import { growerRoom, TreeGrower } from './grow/grower';
import { within, type GrowthRules } from './grow/rules';
import { openKernel } from './kernels/open-kernel';
import type { KernelRoom, TreeKernel } from './kernels/tree-kernel';
import type { Labels, Objective } from './objectives/objective';
import { RowDraw, type DrawnRows, type RowSampling } from './row-draw';

/** Everything that decides the trees. */
export interface BoostingInput {
  objective: Objective;
  columns: readonly BinnedColumn[];
  train: LabelledBins;
  validation: LabelledBins;
  /** Of the rows of each part; null where all count alike. */
  weights: { train: Float64Array | null; validation: Float64Array | null };
  rules: GrowthRules;
  constraints: GrowthConstraints;
  sampling: RowSampling;
  shares: ColumnShares;
  seed: number;
  /** The trees of a training that goes on. */
  from: Forest | null;
  /** What computes; by default the fastest there is. */
  kernel?: (room: KernelRoom) => TreeKernel;
}

/** Rows whose scores move with every tree; arrays are the kernel's. */
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
  readonly #kernel: TreeKernel;
  readonly #grower: TreeGrower;
  readonly #builder: ForestBuilder;
  readonly #train: ScoredRows;
  readonly #validation: ScoredRows;
  readonly #gradients: Float64Array;
  readonly #rows: Uint32Array;
  readonly #draw: RowDraw;
  /** Mean losses at the scores so far; NaN of rows that are not there. */
  losses: { train: number; validation: number };

  constructor(input: BoostingInput) {
    const { objective, train, validation, columns, rules, constraints, weights, from, seed } = input;
    this.#input = input;
    const start = objective.start({ labels: train.labels, weights: weights.train });
    this.#builder = new ForestBuilder(start, from);
    this.#kernel = (input.kernel ?? openKernel)(roomOf(input));
    this.#train = scored(this.#kernel, train, weights.train, start);
    this.#validation = scored(this.#kernel, validation, weights.validation, start);
    this.#gradients = this.#kernel.doubles(2 * train.rows);
    this.#rows = this.#kernel.words(train.rows);
    const { data } = this.#train;
    this.#grower = new TreeGrower({ kernel: this.#kernel, data, columns, rules, constraints });
    this.#draw = new RowDraw(input.sampling, train.rows, seed);
    if (from)
      for (let tree = 0; tree < treesOf(from); tree++) {
        const binned = binnedTree(from, tree, columns);
        for (const { data: rows, scores } of [this.#train, this.#validation])
          this.#kernel.addTree(rows, binned, scores, {
            outputs: start.length,
            output: tree % start.length,
          });
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
    const { objective, rules, shares, columns, seed } = this.#input;
    const { outputs } = objective;
    const round = this.rounds;
    const sizes = this.#draw.needsSizes(round) ? this.#gradientSizes() : null;
    const train = this.#train;
    const validation = this.#validation;
    let drawn: DrawnRows | null = null;
    for (let output = 0; output < outputs; output++) {
      objective.gradients(train.state, train.rows, output, this.#gradients, this.#kernel);
      yield;
      drawn ??= this.#draw.draw(round, this.#rows, sizes);
      this.#weigh(drawn);
      const rows = this.#rows.subarray(0, drawn.count);
      const draw = new ColumnDraw(columns.length, round * outputs + output, shares, seed);
      const { tree, leaves } = yield* this.#grower.grow({ gradients: this.#gradients, rows, draw });
      if (objective.leaf)
        for (const { node, rows: inLeaf, bounds } of leaves) {
          const value = objective.leaf(train.state, train.rows, inLeaf);
          tree.values[node] = rules.learningRate * (bounds ? within(value, bounds) : value);
        }
      this.#builder.add(tree);
      const of = { outputs, output };
      if (!this.#draw.seesAll(round)) this.#kernel.addTree(train.data, tree, train.scores, of);
      else
        for (const { node, rows: inLeaf } of leaves)
          this.#kernel.addLeaf(train.scores, inLeaf, tree.values[node]!, of);
      this.#kernel.addTree(validation.data, tree, validation.scores, of);
      yield;
    }
    this.losses = this.#assess();
  }

  /** Sums over the outputs of |first · second derivative| of each row, as LightGBM takes them. */
  #gradientSizes(): Float32Array {
    const { objective, train } = this.#input;
    const sizes = new Float32Array(train.rows);
    for (let output = 0; output < objective.outputs; output++) {
      objective.gradients(this.#train.state, this.#train.rows, output, this.#gradients, this.#kernel);
      for (let row = 0; row < sizes.length; row++)
        sizes[row]! += Math.abs(this.#gradients[2 * row]! * this.#gradients[2 * row + 1]!);
    }
    return sizes;
  }

  /** Lets some rows stand for those that were not drawn. */
  #weigh({ others, factor }: DrawnRows): void {
    for (const row of others) {
      this.#gradients[2 * row]! *= factor;
      this.#gradients[2 * row + 1]! *= factor;
    }
  }

  #assess(): Boosting['losses'] {
    const [train, validation] = [this.#train, this.#validation].map(({ data, rows, scores, state }) =>
      data.rows === 0 ? NaN : this.#input.objective.assess(scores, rows, state, this.#kernel),
    );
    return { train: train!, validation: validation! };
  }
}

/** Room that a training takes from its kernel. */
function roomOf({ objective, columns, train, validation, rules }: BoostingInput): KernelRoom {
  const rows = train.rows + validation.rows;
  const { bytes, arrays } = growerRoom(columns, train.rows, rules);
  return {
    bytes: bytes + rows * (columns.length + 4 + 16 * objective.outputs) + 20 * train.rows,
    arrays: arrays + 10,
  };
}

function scored(
  kernel: TreeKernel,
  { rows, width, bins, labels }: LabelledBins,
  weights: Float64Array | null,
  start: Float64Array,
): ScoredRows {
  const outputs = start.length;
  const data = { rows, width, bins: kernel.bytes(bins.length), labels: kernel.singles(labels.length) };
  data.bins.set(bins);
  data.labels.set(labels);
  const scores = kernel.doubles(rows * outputs);
  for (let at = 0; at < scores.length; at += outputs) scores.set(start, at);
  return { data, rows: { labels: data.labels, weights }, scores, state: kernel.doubles(scores.length) };
}
