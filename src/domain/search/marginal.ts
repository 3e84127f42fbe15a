// What the trials of a study say of one or two hyperparameters: the score at each value, on the average over all others (the marginals of
// Hutter et al. 2014, of a random forest of the trials). Not for how much a hyperparameter decides: that is importance.ts.
import type { SearchSpace } from '../../contract/model/search/search-space';
import type { Box } from './forest';
import { trialForest } from './importance';
import type { Observation } from './sampler';

/** Mean score at the middle of each cell of a grid over [0, 1]² or [0, 1]. */
export interface Marginal {
  /** Row after row: the first dimension varies fastest; of one dimension a single row. */
  readonly scores: readonly (readonly number[])[];
  /** The cell with the best score. */
  readonly best: { readonly first: number; readonly second: number };
}

/**
 * The marginal of one dimension or two, given by their places in the space, on `steps` cells each. Scores are as in the history, higher is
 * better; null where the trials are too few.
 */
export function marginalOf(
  space: SearchSpace,
  history: readonly Observation[],
  { seed, of: [first, second], steps }: { seed: number; of: readonly [number, number | null]; steps: number },
): Marginal | null {
  const known = trialForest(space, history, seed);
  if (!known) return null;
  const { forest, mean, stdDev } = known;
  const rows = second === null ? 1 : steps;
  const sums = Array.from({ length: rows }, () => new Float64Array(steps));
  for (const box of forest.flat()) addBox(sums, box, [first, second]);
  const scores = sums.map((row) => Array.from(row, (sum) => mean + (stdDev * sum) / forest.length));
  let best = { first: 0, second: 0 };
  for (const [at, row] of scores.entries())
    for (const [place, score] of row.entries())
      if (score > scores[best.second]![best.first]!) best = { first: place, second: at };
  return { scores, best };
}

/** A leaf says its value where it lies, by the share of all other dimensions that it has. */
function addBox(
  sums: readonly Float64Array[],
  { low, high, value }: Box,
  [first, second]: readonly [number, number | null],
): void {
  let share = 1;
  for (let at = 0; at < low.length; at++) if (at !== first && at !== second) share *= high[at]! - low[at]!;
  for (const [at, row] of sums.entries()) {
    if (second !== null && !isWithin((at + 0.5) / sums.length, low[second]!, high[second]!)) continue;
    for (let place = 0; place < row.length; place++)
      if (isWithin((place + 0.5) / row.length, low[first]!, high[first]!)) row[place]! += share * value;
  }
}

const isWithin = (at: number, low: number, high: number): boolean => at >= low && (at < high || high === 1);
