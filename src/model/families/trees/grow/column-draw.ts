// Which columns may divide: shares of a tree's, of a level's and of a node's, each drawn from those of the one before (XGBoost's colsample_bytree,
// colsample_bylevel and colsample_bynode). Random numbers come from the seed and the tree, so that a training that resumes draws the same.
import { Philox } from '../../../../domain/random';

const treeStream = 0x62000000;
const levelStream = 0x63000000;
const nodeStream = 0x64000000;

/** Shares of columns, above 0; 1: all. */
export interface ColumnShares {
  columnShare: number;
  levelColumnShare: number;
  nodeColumnShare: number;
}

/** The columns of one tree; levels and nodes are asked for in the order in which the tree grows. */
export class ColumnDraw {
  /** Those of the tree, ascending. */
  readonly columns: Uint32Array;
  readonly #shares: ColumnShares;
  readonly #levels: Uint32Array[] = [];
  readonly #ofLevels: Philox;
  readonly #ofNodes: Philox;

  constructor(columns: number, tree: number, shares: ColumnShares, seed: number) {
    const all = Uint32Array.from({ length: columns }, (_, at) => at);
    this.#shares = shares;
    this.#ofLevels = new Philox(seed, levelStream + tree);
    this.#ofNodes = new Philox(seed, nodeStream + tree);
    this.columns = drawn(all, shares.columnShare, () => new Philox(seed, treeStream + tree));
  }

  /** Those of a node at a depth, ascending. */
  ofNode(depth: number): Uint32Array {
    while (this.#levels.length <= depth)
      this.#levels.push(drawn(this.columns, this.#shares.levelColumnShare, () => this.#ofLevels));
    return drawn(this.#levels[depth]!, this.#shares.nodeColumnShare, () => this.#ofNodes);
  }
}

function drawn(columns: Uint32Array, share: number, random: () => Philox): Uint32Array {
  if (share >= 1) return columns;
  const places = random()
    .permutation(columns.length)
    .subarray(0, Math.ceil(share * columns.length));
  return Uint32Array.from(places, (place) => columns[place]!).sort();
}
