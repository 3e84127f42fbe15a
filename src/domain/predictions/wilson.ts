// How far a share counted on few rows may be off: the score interval of Wilson 1927 (Brown, Cai and DasGupta 2001, section 3.1.1).

/** 90 %, as every interval in the app. */
const z = 1.6448536269514722;

/** Interval of a share seen on `count` rows; all of [0, 1] without rows. */
export function wilsonInterval(share: number, count: number): [number, number] {
  if (count <= 0) return [0, 1];
  const square = (z * z) / count;
  const middle = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / count + square / (4 * count));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
