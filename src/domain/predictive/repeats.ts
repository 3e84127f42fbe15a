// How many test rows would have an equal among the training rows by chance alone: where there are few distinct combinations, as in votes
// and grades, equal rows are other cases and no leak.
import type { Goal } from './leaves';
import { codesOf } from './order';

const groups = 10;

/** Expected repeats, the columns being independent within a class (or a tenth of the target's range). Columns of a sample of the rows come one by one. */
export class RepeatEstimate {
  readonly #isTest: (row: number) => boolean;
  readonly #classOf: Int32Array;
  readonly #sizes: Float64Array;
  /** Of each row, the chance that another has its values in all columns so far. */
  readonly #chance: Float64Array;

  /** `goal`: what the columns are to tell apart, row by row of the sample. */
  constructor(goal: Goal, isTest: (row: number) => boolean) {
    const { classOf, sizes } = classesOf(goal);
    this.#isTest = isTest;
    this.#classOf = classOf;
    this.#sizes = sizes;
    this.#chance = Float64Array.from(classOf, (group) => sizes[group]! / classOf.length);
  }

  add(values: Float64Array): void {
    const [classOf, sizes] = [this.#classOf, this.#sizes];
    const { codes, count } = codesOf(values);
    const tally = new Float64Array(count * sizes.length);
    codes.forEach((code, row) => tally[code * sizes.length + classOf[row]!]!++);
    for (let row = 0; row < codes.length; row++) {
      const group = classOf[row]!;
      // Without the row itself, which would otherwise always meet its own values.
      this.#chance[row]! *= (tally[codes[row]! * sizes.length + group]! - 1) / (sizes[group]! - 1);
    }
  }

  /** How many of so many test rows would have an equal among so many training rows. */
  expected(counts: { train: number; test: number }): number {
    let [seen, met] = [0, 0];
    this.#chance.forEach((chance, row) => {
      if (!this.#isTest(row)) return;
      seen++;
      if (this.#sizes[this.#classOf[row]!]! > 1) met += 1 - (1 - chance) ** counts.train;
    });
    return seen === 0 ? 0 : (met / seen) * counts.test;
  }
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
