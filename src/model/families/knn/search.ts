// The nearest of many rows, exactly. Distances are first had from products of blocks, ‖x‖² − 2x·y + ‖y‖², which lose digits where rows are close;
// what may be among the nearest by them is measured again as Σ(x − y)², in float64. Of rows equally far the first is nearer.

/** Rows of a block that stays in the processor's cache while queries go over it. */
const blockRows = 128;
/** Queries between two moments in which others may have their turn. */
const turnQueries = 32;
/** Unit roundoff of float64. */
const roundoff = 2 ** -53;

/** Neighbours of queries, the nearest first. */
export interface Neighbors {
  k: number;
  /** Row numbers: [queries, k]. */
  rows: Uint32Array;
  /** Squared distances: [queries, k]. */
  squares: Float64Array;
}

/** Encoded rows that are searched. */
export class NeighborSearch {
  readonly #features: Float32Array;
  readonly #rows: number;
  readonly #width: number;
  /** ‖y‖² of each row, and the largest. */
  readonly #norms: Float64Array;
  readonly #largest: number;

  /** @param features [rows, width] */
  constructor(features: Float32Array, width: number) {
    this.#features = features;
    this.#width = width;
    this.#rows = width === 0 ? 0 : features.length / width;
    this.#norms = Float64Array.from({ length: this.#rows }, (_, row) => normOf(features, row, width));
    this.#largest = this.#norms.reduce((most, norm) => Math.max(most, norm), 0);
  }

  /**
   * The k nearest rows of each query [queries, width]; all rows where there are fewer.
   * @param own of queries that are rows of the search themselves: their numbers, which are not their own neighbours
   * @param pause is waited for between parts of the work
   */
  async nearest(
    queries: Float32Array,
    wanted: number,
    pause: () => Promise<void>,
    own: Uint32Array | null = null,
  ): Promise<Neighbors> {
    const width = this.#width;
    const count = width === 0 ? 0 : queries.length / width;
    const k = Math.min(wanted, this.#rows - (own ? 1 : 0));
    const heaps: Neighbors = {
      k,
      rows: new Uint32Array(count * k),
      squares: new Float64Array(count * k).fill(Infinity),
    };
    if (k < 1) return heaps;
    const block = new Float64Array(blockRows * width);
    const asked = Float64Array.from(queries);
    for (let first = 0; first < count; first += turnQueries) {
      const last = Math.min(count, first + turnQueries);
      for (let from = 0; from < this.#rows; from += blockRows) {
        const rows = Math.min(blockRows, this.#rows - from);
        block.set(this.#features.subarray(from * width, (from + rows) * width));
        for (let query = first; query < last; query++)
          this.#search(asked, query, { block, from, rows }, heaps, own);
      }
      await pause();
    }
    sortHeaps(heaps, count);
    return heaps;
  }

  /** Offers the rows of a block to a query's heap. */
  #search(
    asked: Float64Array,
    query: number,
    { block, from, rows }: { block: Float64Array; from: number; rows: number },
    heaps: Neighbors,
    own: Uint32Array | null,
  ): void {
    const width = this.#width;
    const at = query * width;
    let norm = 0;
    for (let j = 0; j < width; j++) norm += asked[at + j]! ** 2;
    // As far as the products may be wrong: n·u·Σ|x||y| each (Higham 2002, section 3.1), with room to spare.
    const slack = 8 * (width + 4) * roundoff * (norm + this.#largest);
    const top = query * heaps.k;
    const consider = (row: number, product: number) => {
      const about = norm + this.#norms[row]! - 2 * product;
      if (about > heaps.squares[top]! + slack || own?.[query] === row) return;
      const exact = squareOf(asked, at, block, (row - from) * width, width);
      if (exact < heaps.squares[top]!) replaceTop(heaps, top, row, exact);
    };
    let row = 0;
    for (; row + 3 < rows; row += 4) {
      // Four rows at once: the query's values are read once for them.
      let [a, b, c, d] = [0, 0, 0, 0];
      let one = row * width;
      let two = one + width;
      let three = two + width;
      let four = three + width;
      for (let j = at; j < at + width; j++) {
        const x = asked[j]!;
        a += x * block[one++]!;
        b += x * block[two++]!;
        c += x * block[three++]!;
        d += x * block[four++]!;
      }
      consider(from + row, a);
      consider(from + row + 1, b);
      consider(from + row + 2, c);
      consider(from + row + 3, d);
    }
    for (; row < rows; row++) {
      let a = 0;
      for (let j = 0; j < width; j++) a += asked[at + j]! * block[row * width + j]!;
      consider(from + row, a);
    }
  }
}

function normOf(features: Float32Array, row: number, width: number): number {
  let norm = 0;
  for (let at = row * width; at < (row + 1) * width; at++) norm += features[at]! ** 2;
  return norm;
}

function squareOf(x: Float64Array, at: number, y: Float64Array, from: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const apart = x[at + j]! - y[from + j]!;
    sum += apart * apart;
  }
  return sum;
}

/** Whether an entry is farther than another: by distance, then by row. */
function isFarther({ squares, rows }: Neighbors, a: number, b: number): boolean {
  return squares[a]! > squares[b]! || (squares[a] === squares[b] && rows[a]! > rows[b]!);
}

function swap({ squares, rows }: Neighbors, a: number, b: number): void {
  [squares[a], squares[b]] = [squares[b]!, squares[a]!];
  [rows[a], rows[b]] = [rows[b]!, rows[a]!];
}

/** Puts a row in the place of the farthest, which is the first of a heap. */
function replaceTop(heaps: Neighbors, top: number, row: number, square: number): void {
  heaps.rows[top] = row;
  heaps.squares[top] = square;
  sink(heaps, top, heaps.k);
}

function sink(heaps: Neighbors, top: number, size: number): void {
  let at = 0;
  for (;;) {
    const child = 2 * at + 1;
    if (child >= size) return;
    const right = child + 1 < size && isFarther(heaps, top + child + 1, top + child) ? child + 1 : child;
    if (!isFarther(heaps, top + right, top + at)) return;
    swap(heaps, top + at, top + right);
    at = right;
  }
}

/** Heaps as lists, the nearest first. */
function sortHeaps(heaps: Neighbors, count: number): void {
  for (let query = 0; query < count; query++)
    for (let size = heaps.k - 1; size > 0; size--) {
      swap(heaps, query * heaps.k, query * heaps.k + size);
      sink(heaps, query * heaps.k, size);
    }
}
