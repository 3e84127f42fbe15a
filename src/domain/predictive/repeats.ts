// How many test rows would have an equal among the training rows by chance alone: where there are few distinct combinations, as in votes
// and grades, equal rows are other cases and no leak.
import { codesOf, type Goal } from './leaves';

/** A sample of the rows: of each column the values, what they are to tell apart, and which of the rows are test rows. */
export interface RepeatInput {
  columns: readonly Float64Array[];
  goal: Goal;
  isTest: (row: number) => boolean;
  counts: { train: number; test: number };
}

const groups = 10;

/** Expected repeats, the columns being independent within a class (or a tenth of the target's range). */
export function expectedRepeats({ columns, goal, isTest, counts }: RepeatInput): number {
  const { classOf, sizes } = classesOf(goal);
  const n = classOf.length;
  const tallies = columns.map((values) => {
    const { codes, count } = codesOf(values);
    const tally = new Float64Array(count * sizes.length);
    codes.forEach((code, row) => tally[code * sizes.length + classOf[row]!]!++);
    return { codes, tally };
  });
  let [seen, met] = [0, 0];
  for (let row = 0; row < n; row++) {
    if (!isTest(row)) continue;
    seen++;
    const group = classOf[row]!;
    const others = sizes[group]! - 1;
    if (others < 1) continue;
    let chance = sizes[group]! / n;
    // Without the row itself, which would otherwise always meet its own values.
    for (const { codes, tally } of tallies)
      chance *= (tally[codes[row]! * sizes.length + group]! - 1) / others;
    met += 1 - (1 - chance) ** counts.train;
  }
  return seen === 0 ? 0 : (met / seen) * counts.test;
}

function classesOf({ values, classes }: Goal): { classOf: Int32Array; sizes: Float64Array } {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const span = values.reduce((most, value) => Math.max(most, value), -Infinity) - low || 1;
  const classOf = Int32Array.from(values, (value) =>
    classes > 0 ? value : Math.min(groups - 1, Math.floor(((value - low) / span) * groups)),
  );
  const sizes = new Float64Array(classes > 0 ? classes : groups);
  for (const group of classOf) sizes[group]!++;
  return { classOf, sizes };
}

/** Test rows with an equal in training beyond twice what chance explains. */
export function unexplainedRepeats(quality: {
  leakedRows: number;
  predictive?: { expectedRepeats: number };
}): number {
  return Math.max(0, quality.leakedRows - 2 * (quality.predictive?.expectedRepeats ?? 0));
}
