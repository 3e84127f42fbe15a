// Predictive power of a single column for the target, cross-validated: 0 no better than a guess, 1 it gives the answer away.
// After the predictive power score of Deepchecks and ppscore: weighted F1 against guessing; here also 2·AUC − 1 of two classes, and for
// numbers R² over ranks, so that neither a scale nor a long tail matters.
import { leavesOf, treeCuts, type Goal } from './leaves';
import { codesOf, midRanks, orderOf } from './order';

const folds = 4;
/** Fewer rows, or fewer of the rarest class, say nothing that is not chance. */
const leastRows = 20;
const leastOfClass = 4;

/** From here on a column is suspected to give the answer away. */
export const suspicionFrom = 0.95;
/** From here on it forbids a release until a person has answered. */
export const vetoFrom = 0.99;

/** The score of a column, NaN where missing; null where there are too few rows to tell. */
export function predictivePower(values: Float64Array, goal: Goal): number | null {
  const counts = new Float64Array(Math.max(1, goal.classes));
  for (const value of goal.values) counts[goal.classes > 0 ? value : 0]!++;
  const present = [...counts].filter((count) => count > 0);
  if (values.length < leastRows || (goal.classes > 0 && present.length < 2)) return null;
  if (goal.classes > 0 && present.toSorted((a, b) => b - a)[1]! < leastOfClass) return null;
  const order = orderOf(values);
  const ways = [byOrder(values, order, goal)];
  const { codes, count } = codesOf(values, order);
  if (count <= values.length / 4) ways.push(foldedLeaves(() => ({ leaves: codes, count }), goal));
  return Math.max(0, ...ways.map((predicted) => scoreOf(predicted, goal, counts)));
}

/** What was predicted of each row by the others' leaves. */
interface Predicted {
  /** The likeliest class, or the mean. */
  value: Float64Array;
  /** How likely class 1 is. */
  chance: Float64Array;
}

/** Spread over the folds whatever order or period the rows have. */
const foldOf = (row: number) => (Math.imul(row + 1, 0x9e3779b1) >>> 13) % folds;

function byOrder(values: Float64Array, order: Uint32Array, goal: Goal): Predicted {
  const x = new Float64Array(order.length);
  const y = new Float64Array(order.length);
  return foldedLeaves((fold) => {
    let count = 0;
    for (let at = 0; at < order.length; at++) {
      const row = order[at]!;
      if (foldOf(row) === fold) continue;
      x[count] = values[row]!;
      y[count++] = goal.values[row]!;
    }
    const cuts = treeCuts(x.subarray(0, count), y.subarray(0, count), goal.classes);
    return { leaves: leavesOf(values, order, cuts), count: cuts.length + 2 };
  }, goal);
}

/** The leaf of each row, and how many there are. */
interface Leaves {
  leaves: Int32Array;
  count: number;
}

/** Of every fold the rows, predicted from the leaves as the other folds fill them. */
function foldedLeaves(leavesFor: (fold: number) => Leaves, goal: Goal): Predicted {
  const { values: y, classes } = goal;
  const predicted = { value: new Float64Array(y.length), chance: new Float64Array(y.length) };
  for (let fold = 0; fold < folds; fold++) {
    const { leaves, count } = leavesFor(fold);
    const table = fillLeaves(leaves, count, goal, fold);
    for (let row = 0; row < y.length; row++) {
      if (foldOf(row) !== fold) continue;
      const leaf = leaves[row]!;
      const seen = table.rows[leaf]! > 0;
      predicted.value[row] = seen ? table.value[leaf]! : table.anyValue;
      if (classes === 2)
        predicted.chance[row] = (table.ones[leaf]! + table.anyChance) / (table.rows[leaf]! + 1);
    }
  }
  return predicted;
}

function fillLeaves(leaves: Int32Array, leafCount: number, { values: y, classes }: Goal, fold: number) {
  const rows = new Float64Array(leafCount);
  const sums = new Float64Array(leafCount);
  const tallies = new Uint32Array(leafCount * classes);
  let [all, sum] = [0, 0];
  const whole = new Float64Array(Math.max(1, classes));
  const value = new Float64Array(leafCount);
  const most = new Float64Array(leafCount);
  for (let row = 0; row < y.length; row++) {
    if (foldOf(row) === fold) continue;
    const leaf = leaves[row]!;
    all++;
    sum += y[row]!;
    rows[leaf]!++;
    sums[leaf]! += y[row]!;
    if (classes === 0) continue;
    whole[y[row]!]!++;
    const count = ++tallies[leaf * classes + y[row]!]!;
    if (count > most[leaf]!) [most[leaf], value[leaf]] = [count, y[row]!];
  }
  if (classes === 0) for (let leaf = 0; leaf < leafCount; leaf++) value[leaf] = sums[leaf]! / rows[leaf]!;
  const mean = sum / Math.max(1, all);
  return {
    ...{ rows, value, ones: sums, anyChance: mean },
    anyValue: classes === 0 ? mean : whole.indexOf(Math.max(...whole)),
  };
}

function scoreOf({ value, chance }: Predicted, { values: y, classes }: Goal, counts: Float64Array): number {
  if (classes === 0) return rSquared(value, y);
  const guess = guessedF1(counts, y.length);
  const normalized = (weightedF1(value, y, counts) - guess) / (1 - guess);
  return classes === 2 ? Math.max(normalized, 2 * areaUnderRoc(chance, y) - 1) : normalized;
}

function rSquared(predicted: Float64Array, y: Float64Array): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  let [rest, total] = [0, 0];
  y.forEach((value, row) => {
    rest += (value - predicted[row]!) ** 2;
    total += (value - mean) ** 2;
  });
  return total === 0 ? 0 : 1 - rest / total;
}

/** The better of always the most frequent class and of one drawn by frequency. */
function guessedF1(counts: Float64Array, rows: number): number {
  const largest = Math.max(...counts) / rows;
  const drawn = counts.reduce((sum, count) => sum + (count / rows) ** 2, 0);
  return Math.max((largest * 2 * largest) / (1 + largest), drawn);
}

function weightedF1(predicted: Float64Array, y: Float64Array, counts: Float64Array): number {
  const hits = new Float64Array(counts.length);
  const said = new Float64Array(counts.length);
  y.forEach((label, row) => {
    said[predicted[row]!]!++;
    if (predicted[row] === label) hits[label]!++;
  });
  return counts.reduce(
    (sum, count, label) =>
      sum + (count === 0 ? 0 : ((count / y.length) * 2 * hits[label]!) / (count + said[label]!)),
    0,
  );
}

/** By mid-ranks (Mann and Whitney 1947). */
function areaUnderRoc(chance: Float64Array, y: Float64Array): number {
  const ranks = midRanks(chance);
  let [sum, ones] = [0, 0];
  y.forEach((label, row) => {
    if (label !== 1) return;
    sum += ranks[row]!;
    ones++;
  });
  return (sum - (ones * (ones + 1)) / 2) / (ones * (y.length - ones));
}
