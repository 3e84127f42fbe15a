// Cuts of float32 values told in double precision, for programs that compare doubles: no number changes sides, also none that is not a float32.

const bits = new DataView(new ArrayBuffer(8));

/** The double before a finite one. */
function doubleBefore(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}

/** The float32 before a finite one. */
function floatBefore(value: number): number {
  if (value === 0) return -1.401298464324817e-45;
  bits.setFloat32(0, value);
  bits.setInt32(0, bits.getInt32(0) + (value > 0 ? -1 : 1));
  return bits.getFloat32(0);
}

/** What LightGBM takes for infinity at most. */
const largest = 1e300;

/** The largest double that comes to a float32 below a cut, which is a float32: x < cut of rounded numbers is x ≤ it of those that are not. */
export function largestBelow(cut: number): number {
  if (!Number.isFinite(cut)) return Math.sign(cut) * largest;
  const before = floatBefore(cut);
  if (!Number.isFinite(before)) return -largest;
  const middle = (before + cut) / 2;
  return Math.fround(middle) < cut ? middle : doubleBefore(middle);
}
