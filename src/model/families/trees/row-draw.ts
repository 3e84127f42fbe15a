// Which rows a round sees: a share of them by chance, or those with large gradients and some of the others, which then count for all of the others
// (GOSS: Ke et al. 2017, algorithm 2). Random numbers come from the seed and the round.
import { fillUniform } from '../../../domain/random';
import { descendingOrder } from '../../../domain/predictions/order';

const rowStream = 0x61000000;

/** How the rows of a round are chosen. */
export type RowSampling =
  | { kind: 'random'; share: number }
  /** Shares of all rows: those with the largest gradients, and how many of the others; together at most 1. From a round on. */
  | { kind: 'gradient'; topShare: number; otherShare: number; fromRound: number };

/** The rows of a round. */
export interface DrawnRows {
  /** How many of them stand in the array that was filled. */
  count: number;
  /** Rows whose gradients count `factor` times. */
  others: Uint32Array;
  factor: number;
}

const none = new Uint32Array(0);

/** Draws from so many rows. */
export class RowDraw {
  readonly #sampling: RowSampling;
  readonly #seed: number;
  readonly #drawn: Float32Array;

  constructor(sampling: RowSampling, rows: number, seed: number) {
    this.#sampling = sampling;
    this.#seed = seed;
    this.#drawn = new Float32Array(sampling.kind === 'random' && sampling.share >= 1 ? 0 : rows);
  }

  /** Whether a round sees rows by the size of their gradients, which `draw` then needs. */
  needsSizes(round: number): boolean {
    return this.#sampling.kind === 'gradient' && round >= this.#sampling.fromRound;
  }

  /** Whether a round sees all rows. */
  seesAll(round: number): boolean {
    return this.#sampling.kind === 'random' ? this.#sampling.share >= 1 : !this.needsSizes(round);
  }

  /** Fills row numbers, ascending; at least one. `sizes`: of the gradients of every row. */
  draw(round: number, rows: Uint32Array, sizes: Float32Array | null): DrawnRows {
    if (this.seesAll(round)) {
      for (let row = 0; row < rows.length; row++) rows[row] = row;
      return { count: rows.length, others: none, factor: 1 };
    }
    fillUniform(this.#drawn, this.#seed, rowStream, round);
    return this.#sampling.kind === 'random'
      ? this.#byChance(rows, this.#sampling.share)
      : this.#bySize(rows, sizes ?? new Float32Array(rows.length), this.#sampling);
  }

  #byChance(rows: Uint32Array, share: number): DrawnRows {
    let count = 0;
    for (let row = 0; row < rows.length; row++) if (this.#drawn[row]! < share) rows[count++] = row;
    if (count === 0) rows[count++] = 0;
    return { count, others: none, factor: 1 };
  }

  #bySize(
    rows: Uint32Array,
    sizes: Float32Array,
    { topShare, otherShare }: { topShare: number; otherShare: number },
  ): DrawnRows {
    const top = Math.max(1, Math.round(topShare * rows.length));
    const isTop = new Uint8Array(rows.length);
    for (const row of descendingOrder(sizes).subarray(0, top)) isTop[row] = 1;
    const chance = Math.min(1, otherShare / (1 - topShare));
    const others = new Uint32Array(rows.length);
    let [count, more] = [0, 0];
    for (let row = 0; row < rows.length; row++) {
      const isOther = isTop[row] === 0 && this.#drawn[row]! < chance;
      if (isOther) others[more++] = row;
      if (isOther || isTop[row] === 1) rows[count++] = row;
    }
    return { count, others: others.subarray(0, more), factor: 1 / chance };
  }
}
