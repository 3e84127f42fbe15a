// An order of the levels of a category, found once on the training rows, so that a division is a place in it: by the mean of the target, which
// loses nothing against all sets of levels for a number and for two classes (Fisher 1958; Breiman et al. 1984); for more classes by the first
// principal component of their shares (Coppersmith, Hong and Hosking 1999; Wright and König 2019 order once, too).

/** Rows of the overall mean that each level is given, so that rare levels do not stand at the ends. */
const smoothing = 10;
const mostIterations = 100;

/** Weighted targets of each level. */
export interface LevelSums {
  /** Sum of weights: [levels]; 0 of a level that no row has. */
  weights: Float64Array;
  /** Sums of weight · target, or of the weights of each class: [levels, width]. */
  sums: Float64Array;
  width: number;
}

/** Levels that rows have, in order. */
export function orderedLevels({ weights, sums, width }: LevelSums): number[] {
  const levels = [...weights.keys()].filter((level) => weights[level]! > 0);
  const total = levels.reduce((sum, level) => sum + weights[level]!, 0);
  const means = Float64Array.from(
    { length: width },
    (_, k) => levels.reduce((sum, level) => sum + sums[level * width + k]!, 0) / total,
  );
  // Differences from the overall mean, drawn towards it where rows are few.
  const apart = (level: number, k: number) =>
    (sums[level * width + k]! - weights[level]! * means[k]!) / (weights[level]! + smoothing);
  const rows = levels.map((level) => Float64Array.from({ length: width }, (_, k) => apart(level, k)));
  const axis =
    width === 1
      ? Float64Array.of(1)
      : firstComponent(
          rows,
          levels.map((level) => weights[level]!),
        );
  const places = rows.map((row) => dot(row, axis));
  return levels
    .map((level, at) => ({ level, place: places[at]! }))
    .sort((a, b) => a.place - b.place || a.level - b.level)
    .map(({ level }) => level);
}

/** The direction along which weighted rows, whose mean is near 0, differ most: power iteration from the class that differs most. */
function firstComponent(rows: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const width = rows[0]?.length ?? 0;
  const spread = Float64Array.from({ length: width }, (_, k) =>
    rows.reduce((sum, row, at) => sum + weights[at]! * row[k]! ** 2, 0),
  );
  let axis = new Float64Array(width);
  axis[spread.indexOf(Math.max(...spread))] = 1;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const next = new Float64Array(width);
    for (const [at, row] of rows.entries()) {
      const share = weights[at]! * dot(row, axis);
      for (let k = 0; k < width; k++) next[k]! += share * row[k]!;
    }
    const length = Math.sqrt(dot(next, next));
    if (!(length > 0)) return axis;
    const moved = next.map((value) => value / length);
    const isSettled = 1 - Math.abs(dot(moved, axis)) < 1e-12;
    axis = moved;
    if (isSettled) break;
  }
  return axis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
