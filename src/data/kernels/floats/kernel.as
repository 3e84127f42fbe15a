// AssemblyScript, compiled by `npm run assembly` to kernel-bytes.ts: what is done with every number of a table on its way to the store, two at a
// time. Its twins in TypeScript are columns/layouts/wholes.ts and quality/hash-words.ts: both give the same, bit for bit.
//
// Values lie in pairs: behind an odd number of them stands a NaN.

@inline
function wholeOf(values: v128, units: v128, scales: v128): v128 {
  return f64x2.nearest(f64x2.mul(f64x2.div(values, units), scales));
}

/**
 * Whether values are whole numbers of `unit` / `scale`, from the one at `from` on. `state`: the least and the greatest of these whole numbers, and
 * whether one of the values is −0 (1, else 0), three Float64 that are carried on.
 * @returns the index of the first pair of which one is not; `count` or more where all are. NaN is left out.
 */
export function measure(values: usize, from: i32, count: i32, unit: f64, scale: f64, state: usize): i32 {
  const units = f64x2.splat(unit);
  const scales = f64x2.splat(scale);
  const zero = i64x2.splat(0);
  const negative = i64x2.splat(<i64>0x8000000000000000);
  let least = f64x2.splat(load<f64>(state));
  let greatest = f64x2.splat(load<f64>(state, 8));
  let zeros = zero;
  let at = from;
  for (; at < count; at += 2) {
    const some = v128.load(values + ((<usize>at) << 3));
    const whole = wholeOf(some, units, scales);
    const back = f64x2.div(f64x2.mul(whole, units), scales);
    const known = f64x2.eq(some, some);
    if (!i64x2.all_true(v128.or(f64x2.eq(back, some), v128.not(known)))) break;
    least = f64x2.pmin(least, v128.bitselect(whole, f64x2.splat(Infinity), known));
    greatest = f64x2.pmax(greatest, v128.bitselect(whole, f64x2.splat(-Infinity), known));
    zeros = v128.or(zeros, i64x2.eq(some, negative));
  }
  store<f64>(state, min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1)));
  store<f64>(state, max(f64x2.extract_lane(greatest, 0), f64x2.extract_lane(greatest, 1)), 8);
  if (v128.any_true(zeros)) store<f64>(state, 1, 16);
  return at;
}

/** The whole numbers of values less `base`, in `width` bytes each; `missing` for a NaN. */
export function codes(
  values: usize,
  count: i32,
  unit: f64,
  scale: f64,
  base: f64,
  missing: f64,
  width: i32,
  out: usize,
): void {
  const units = f64x2.splat(unit);
  const scales = f64x2.splat(scale);
  const bases = f64x2.splat(base);
  const others = f64x2.splat(missing);
  for (let at = 0; at < count; at += 2) {
    const some = v128.load(values + ((<usize>at) << 3));
    const shifted = f64x2.sub(wholeOf(some, units, scales), bases);
    const code = i32x4.trunc_sat_f64x2_s_zero(v128.bitselect(shifted, others, f64x2.eq(some, some)));
    const first = i32x4.extract_lane(code, 0);
    const second = i32x4.extract_lane(code, 1);
    if (width == 1) {
      store<u8>(out, <u8>first);
      store<u8>(out, <u8>second, 1);
      out += 2;
    } else if (width == 2) {
      store<u16>(out, <u16>first);
      store<u16>(out, <u16>second, 2);
      out += 4;
    } else {
      store<i32>(out, first);
      store<i32>(out, second, 4);
      out += 8;
    }
  }
}

// One round of MurmurHash3 (Appleby 2011) in four lanes, with the multiplier as the lane.
@inline
function mix(hash: v128, word: v128, multiplier: v128): v128 {
  let k = i32x4.mul(word, multiplier);
  k = i32x4.mul(v128.or(i32x4.shl(k, 15), i32x4.shr_u(k, 17)), i32x4.splat(0x1b873593));
  const mixed = v128.xor(hash, k);
  return i32x4.add(
    i32x4.mul(v128.or(i32x4.shl(mixed, 13), i32x4.shr_u(mixed, 19)), i32x4.splat(5)),
    i32x4.splat(0xe6546b64),
  );
}

/** Adds both words of each value to the hashes of its row. Reads and writes up to three rows behind the last one. */
export function hash(values: usize, count: i32, low: usize, high: usize): void {
  const multiplier1 = i32x4.splat(0xcc9e2d51);
  const multiplier2 = i32x4.splat(0x9e3779b1);
  const nan = i64x2.splat(0x7ff8000000000000);
  const zero = f64x2.splat(0);
  for (let at = 0; at < count; at += 4, values += 32, low += 16, high += 16) {
    // One bit pattern for every NaN, and one for both zeros.
    let first = v128.load(values);
    let second = v128.load(values, 16);
    first = v128.bitselect(f64x2.add(first, zero), nan, f64x2.eq(first, first));
    second = v128.bitselect(f64x2.add(second, zero), nan, f64x2.eq(second, second));
    const evens = v128.shuffle<i32>(first, second, 0, 2, 4, 6);
    const odds = v128.shuffle<i32>(first, second, 1, 3, 5, 7);
    v128.store(low, mix(mix(v128.load(low), evens, multiplier1), odds, multiplier1));
    v128.store(high, mix(mix(v128.load(high), evens, multiplier2), odds, multiplier2));
  }
}
