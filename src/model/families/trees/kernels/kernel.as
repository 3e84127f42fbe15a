// AssemblyScript, compiled by `npm run assembly` to kernel-bytes.ts: the inner loops of boosted trees. Its twin in TypeScript is plain-kernel.ts:
// both take every sum in the same order and give the same, bit for bit. Places and lengths are those of the arrays of simd-kernel.ts.
//
// A cell of a histogram is two Float64 side by side, first and second derivative: one vector.

/**
 * Adds the gradients of records from the first on to a histogram. `offsets`: where each column
 * begins, in numbers; `places`: room for as many places.
 */
export function accumulate(
  histogram: usize,
  offsets: usize,
  width: i32,
  stride: i32,
  bins: usize,
  gradients: usize,
  count: i32,
  places: usize,
): void {
  for (let column = 0; column < width; column++)
    store<u32>(places + (column << 2), <u32>histogram + (load<u32>(offsets + (column << 2)) << 3));
  const fours = <usize>(width & ~3);
  const last = places + ((<usize>width) << 2);
  const end = gradients + ((<usize>(count & ~1)) << 4);
  // Two records at a time: places are looked up once for both.
  for (; gradients < end; gradients += 32) {
    const pair = v128.load(gradients);
    const other = v128.load(gradients, 16);
    let from = bins;
    let next = bins + stride;
    let place = places;
    const stop = from + fours;
    for (; from < stop; from += 4, next += 4, place += 16) {
      const a = load<u32>(place);
      const b = load<u32>(place, 4);
      const c = load<u32>(place, 8);
      const d = load<u32>(place, 12);
      add(a + (load<u8>(from) << 4), pair);
      add(b + (load<u8>(from, 1) << 4), pair);
      add(c + (load<u8>(from, 2) << 4), pair);
      add(d + (load<u8>(from, 3) << 4), pair);
      add(a + (load<u8>(next) << 4), other);
      add(b + (load<u8>(next, 1) << 4), other);
      add(c + (load<u8>(next, 2) << 4), other);
      add(d + (load<u8>(next, 3) << 4), other);
    }
    for (; place < last; from++, next++, place += 4) {
      const a = load<u32>(place);
      add(a + (load<u8>(from) << 4), pair);
      add(a + (load<u8>(next) << 4), other);
    }
    bins += stride << 1;
  }
  if (!(count & 1)) return;
  const pair = v128.load(gradients);
  for (let place = places; place < last; bins++, place += 4) add(load<u32>(place) + (load<u8>(bins) << 4), pair);
}

@inline
function add(cell: u32, pair: v128): void {
  v128.store(<usize>cell, f64x2.add(v128.load(<usize>cell), pair));
}

/** Sums of gradients, to `out`. */
export function sumGradients(gradients: usize, count: i32, out: usize): void {
  let sum = f64x2.splat(0);
  const end = gradients + ((<usize>count) << 4);
  for (; gradients < end; gradients += 16) sum = f64x2.add(sum, v128.load(gradients));
  v128.store(out, sum);
}

/** Copies the bins of a record, eight bytes at a time: `bytes` rounded up to a multiple of 8. */
@inline
function copy(to: usize, from: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
  for (; at < bytes; at += 8) store<u64>(to + at, load<u64>(from + at));
}

/**
 * Lays rows down as records: their gradients [all rows, 2], and the bins of `columns` in `stride` bytes a record. Bins of all columns are laid down as
 * they are.
 */
export function layDown(
  bins: usize,
  width: i32,
  gradients: usize,
  rows: usize,
  count: i32,
  columns: usize,
  some: i32,
  stride: i32,
  toBins: usize,
  toGradients: usize,
): void {
  const end = rows + ((<usize>count) << 2);
  for (; rows < end; rows += 4, toBins += stride, toGradients += 16) {
    const row = <usize>load<u32>(rows);
    v128.store(toGradients, v128.load(gradients + (row << 4)));
    const from = bins + row * width;
    if (some == width) copy(toBins, from, some);
    else
      for (let at = 0; at < some; at++) store<u8>(toBins + at, load<u8>(from + load<u32>(columns + (at << 2))));
  }
}

/** Takes a child's histogram of so many numbers from its parent's. */
export function subtract(parent: usize, child: usize, numbers: i32): void {
  const end = parent + ((<usize>numbers) << 3);
  for (; parent < end; parent += 16, child += 16)
    v128.store(parent, f64x2.sub(v128.load(parent), v128.load(child)));
}

/** What both sides of a division are worth together, less `whole`; as float32. */
@inline
function gainOf(left: v128, sums: v128, l1: v128, l2: v128, whole: f64): f64 {
  const right = f64x2.sub(sums, left);
  const firsts = v128.shuffle<i64>(left, right, 0, 2);
  const seconds = v128.shuffle<i64>(left, right, 1, 3);
  const shrunk = f64x2.max(f64x2.sub(f64x2.abs(firsts), l1), f64x2.splat(0));
  const worths = f64x2.div(f64x2.mul(shrunk, shrunk), f64x2.add(seconds, l2));
  return <f64>(<f32>(f64x2.extract_lane(worths, 0) + f64x2.extract_lane(worths, 1) - whole));
}

/**
 * The best cut of a column of numbers: cells from `cells`, that of missing behind the `bins` others. To `out`: gain, first and second derivative of the
 * left side, and whether missing goes left (Float64 each).
 * @returns the last bin that goes left; −1 where nothing gains more than `above`
 */
export function bestCut(
  cells: usize,
  bins: i32,
  first: f64,
  second: f64,
  l1: f64,
  l2: f64,
  least: f64,
  noWeight: f64,
  whole: f64,
  above: f64,
  out: usize,
): i32 {
  const sums = f64x2.replace_lane(f64x2.splat(first), 1, second);
  const penalty = f64x2.splat(l1);
  const curve = f64x2.splat(l2);
  const zero = f64x2.splat(0);
  const missing = v128.load(cells + ((<usize>bins) << 4));
  const hasMissing = f64x2.extract_lane(missing, 1) > noWeight;
  let best = above;
  let bestBin = -1;
  let bestLeft = zero;
  let missingLeft = 0;
  let left = zero;
  const last = hasMissing ? bins : bins - 1;
  for (let bin = 0; bin < last; bin++) {
    const cell = v128.load(cells + ((<usize>bin) << 4));
    // An empty cell makes no other division than the one before it.
    if (bin > 0 && !v128.any_true(cell)) continue;
    left = f64x2.add(left, cell);
    const leftSecond = f64x2.extract_lane(left, 1);
    const rightSecond = second - leftSecond;
    if (leftSecond >= least && rightSecond >= least) {
      const gain = gainOf(left, sums, penalty, curve, whole);
      if (gain > best) {
        best = gain;
        bestBin = bin;
        bestLeft = left;
        missingLeft = hasMissing ? 0 : i32(leftSecond > rightSecond);
      }
    }
    if (!hasMissing || bin == bins - 1) continue;
    const joined = f64x2.add(left, missing);
    const joinedSecond = f64x2.extract_lane(joined, 1);
    if (joinedSecond < least || second - joinedSecond < least) continue;
    const gain = gainOf(joined, sums, penalty, curve, whole);
    if (gain > best) {
      best = gain;
      bestBin = bin;
      bestLeft = joined;
      missingLeft = 1;
    }
  }
  store<f64>(out, best);
  v128.store(out, bestLeft, 8);
  store<f64>(out, <f64>missingLeft, 24);
  return bestBin;
}

/** How many records go left by a bin at the place `bins` of the first of them. `goesLeft`: [256] bytes. */
export function countLeft(bins: usize, stride: i32, count: i32, goesLeft: usize): i32 {
  let left = 0;
  const end = bins + (<usize>count) * stride;
  for (; bins < end; bins += stride) left += load<u8>(goesLeft + load<u8>(bins));
  return left;
}

/**
 * Moves records, those of the left child first, both in their order: row numbers, and where children have histograms of their own (`whole`) bins and
 * gradients too. `at`: which byte of a record says where it goes; `left`: how many go left.
 */
export function partition(
  bins: usize,
  at: i32,
  stride: i32,
  goesLeft: usize,
  rows: usize,
  gradients: usize,
  count: i32,
  left: i32,
  whole: i32,
  toBins: usize,
  toRows: usize,
  toGradients: usize,
): void {
  let l: usize = 0;
  let r: usize = left;
  if (!whole) {
    for (let from: usize = 0; from < <usize>count; from++, bins += stride) {
      const isLeft = <usize>load<u8>(goesLeft + load<u8>(bins + at));
      // No branch to guess wrongly.
      const place = r ^ ((l ^ r) & (0 - isLeft));
      store<u32>(toRows + (place << 2), load<u32>(rows + (from << 2)));
      l += isLeft;
      r += 1 - isLeft;
    }
    return;
  }
  for (let from: usize = 0; from < <usize>count; from++, bins += stride, gradients += 16) {
    const isLeft = <usize>load<u8>(goesLeft + load<u8>(bins + at));
    const place = r ^ ((l ^ r) & (0 - isLeft));
    store<u32>(toRows + (place << 2), load<u32>(rows + (from << 2)));
    v128.store(toGradients + (place << 4), v128.load(gradients));
    copy(toBins + place * stride, bins, stride);
    l += isLeft;
    r += 1 - isLeft;
  }
}

/** Adds a value to the scores of rows; `stride` outputs a row, `scores` from the first row's own. */
export function addLeaf(scores: usize, stride: i32, rows: usize, count: i32, value: f64): void {
  const end = rows + ((<usize>count) << 2);
  for (; rows < end; rows += 4) {
    const at = scores + (((<usize>load<u32>(rows)) * stride) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}

/** Adds the leaves of a tree over bins to the scores of all rows. */
export function addTree(
  bins: usize,
  rows: i32,
  width: i32,
  columns: usize,
  left: usize,
  values: usize,
  goesLeft: usize,
  scores: usize,
  stride: i32,
): void {
  for (let row = 0; row < rows; row++, bins += width, scores += (<usize>stride) << 3) {
    let node: usize = 0;
    for (let column = load<i32>(columns); column >= 0; column = load<i32>(columns + (node << 2)))
      node = <usize>load<i32>(left + (node << 2)) + 1 - load<u8>(goesLeft + (node << 8) + load<u8>(bins + column));
    store<f64>(scores, load<f64>(scores) + <f64>load<f32>(values + (node << 2)));
  }
}

/** e to the power of x ≤ 0, twice: twin of exponential.ts, where the numbers are explained. */
@inline
function exponential(x: v128): v128 {
  const whole = f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), f64x2.splat(6755399441055744));
  const power = f64x2.sub(whole, f64x2.splat(6755399441055744));
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(power, f64x2.splat(0.6931471803691238))),
    f64x2.mul(power, f64x2.splat(1.9082149292705877e-10)),
  );
  let p = f64x2.splat(1 / 6227020800.0);
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 479001600.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 39916800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 3628800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 362880.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 40320.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 5040.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 720.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 120.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 24.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 6.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  const scale = i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52);
  return f64x2.mul(p, scale);
}

/**
 * Log loss of two classes of an even number of rows: probabilities to `state`; to `out` per lane the sums of max(z, 0) − y·z, then the products of
 * 1 + e^−|z|, whose logarithms belong to the loss.
 */
export function logistic(scores: usize, labels: usize, count: i32, state: usize, out: usize): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  let sums = zero;
  let products = one;
  const end = scores + ((<usize>count) << 3);
  for (; scores < end; scores += 16, labels += 8, state += 16) {
    const z = v128.load(scores);
    const label = f64x2.promote_low_f32x4(v128.load64_zero(labels));
    const small = exponential(f64x2.max(f64x2.neg(f64x2.abs(z)), f64x2.splat(-708)));
    const all = f64x2.add(one, small);
    v128.store(state, f64x2.div(v128.bitselect(one, small, f64x2.ge(z, zero)), all));
    sums = f64x2.add(sums, f64x2.sub(f64x2.max(z, zero), f64x2.mul(label, z)));
    products = f64x2.mul(products, all);
  }
  v128.store(out, sums);
  v128.store(out, products, 16);
}

/** Derivatives by the score, p − y and p (1 − p), of an even number of rows. */
export function logisticGradients(state: usize, labels: usize, count: i32, least: f64, out: usize): void {
  const one = f64x2.splat(1);
  const leasts = f64x2.splat(least);
  const end = state + ((<usize>count) << 3);
  for (; state < end; state += 16, labels += 8, out += 32) {
    const p = v128.load(state);
    const first = f64x2.sub(p, f64x2.promote_low_f32x4(v128.load64_zero(labels)));
    const second = f64x2.max(f64x2.mul(p, f64x2.sub(one, p)), leasts);
    v128.store(out, v128.shuffle<i64>(first, second, 0, 2));
    v128.store(out, v128.shuffle<i64>(first, second, 1, 3), 16);
  }
}

/** Bins of the values of a column, `stride` columns a row: how many of 255 cuts are not above each. Cuts that are not there are NaN. */
export function binColumn(
  values: usize,
  rows: i32,
  stride: i32,
  cuts: usize,
  missing: i32,
  bins: usize,
): void {
  for (let row = 0; row < rows; row++, values += (<usize>stride) << 2, bins += stride) {
    const value = load<f32>(values);
    let at = cuts;
    // Halves of 255: no branch to guess wrongly.
    at += (<usize>(load<f32>(at, 508) <= value)) << 9;
    at += (<usize>(load<f32>(at, 252) <= value)) << 8;
    at += (<usize>(load<f32>(at, 124) <= value)) << 7;
    at += (<usize>(load<f32>(at, 60) <= value)) << 6;
    at += (<usize>(load<f32>(at, 28) <= value)) << 5;
    at += (<usize>(load<f32>(at, 12) <= value)) << 4;
    at += (<usize>(load<f32>(at, 4) <= value)) << 3;
    at += (<usize>(load<f32>(at) <= value)) << 2;
    store<u8>(bins, value == value ? <u8>((at - cuts) >>> 2) : <u8>missing);
  }
}

// A node of trees over numbers, 16 bytes: place of the column in the sample << 3 | flags; cut, or value of a leaf; place of the left child; place of
// the set of levels. Flags: 1 missing goes left, 2 divides levels, 4 has children (to the right of the left one is the right one).

/** Where a sample goes from a node: 0 left, 16 right; 0 from a leaf, which leads to itself. */
@inline
function stepOf(node: usize, sample: usize, flags: u32): usize {
  const value = load<f32>(sample + (flags >>> 3));
  if (flags & 2) {
    // So are samples coded that are no level: beyond the bits of the set.
    if (value >= 0 && value < 256) {
      const level = <u32>value;
      const word = load<u32>(<usize>load<u32>(node, 12) + ((level >>> 5) << 2));
      return ((<usize>(~word >>> (level & 31))) & 1) << 4;
    }
    return ((<usize>~flags) & 1) << 4;
  }
  const isRight = <u32>(value >= load<f32>(node, 4)) | (<u32>(value != value) & ~flags);
  return <usize>(isRight & (flags >>> 2) & 1) << 4;
}

/** Adds the leaves of trees to the scores of samples [rows, width], tree t to output t mod `outputs`; `trees`: places of their roots. */
export function predict(
  trees: usize,
  count: i32,
  samples: usize,
  rows: i32,
  width: i32,
  scores: usize,
  outputs: i32,
): void {
  const size = (<usize>width) << 2;
  const stride = (<usize>outputs) << 3;
  let output = 0;
  for (let tree = 0; tree < count; tree++) {
    const root = <usize>load<u32>(trees + ((<usize>tree) << 2));
    let score = scores + ((<usize>output) << 3);
    let sample = samples;
    let row = 0;
    // Four samples side by side: none waits for the others' memory.
    for (; row + 4 <= rows; row += 4) {
      const second = sample + size;
      const third = second + size;
      const fourth = third + size;
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      let goesOn: u32;
      do {
        const fa = load<u32>(a);
        const fb = load<u32>(b);
        const fc = load<u32>(c);
        const fd = load<u32>(d);
        goesOn = (fa | fb | fc | fd) & 4;
        a = <usize>load<u32>(a, 8) + stepOf(a, sample, fa);
        b = <usize>load<u32>(b, 8) + stepOf(b, second, fb);
        c = <usize>load<u32>(c, 8) + stepOf(c, third, fc);
        d = <usize>load<u32>(d, 8) + stepOf(d, fourth, fd);
      } while (goesOn);
      store<f64>(score, load<f64>(score) + <f64>load<f32>(a, 4));
      score += stride;
      store<f64>(score, load<f64>(score) + <f64>load<f32>(b, 4));
      score += stride;
      store<f64>(score, load<f64>(score) + <f64>load<f32>(c, 4));
      score += stride;
      store<f64>(score, load<f64>(score) + <f64>load<f32>(d, 4));
      score += stride;
      sample = fourth + size;
    }
    for (; row < rows; row++) {
      let node = root;
      for (let flags = load<u32>(node); flags & 4; flags = load<u32>(node))
        node = <usize>load<u32>(node, 8) + stepOf(node, sample, flags);
      store<f64>(score, load<f64>(score) + <f64>load<f32>(node, 4));
      score += stride;
      sample += size;
    }
    if (++output == outputs) output = 0;
  }
}
