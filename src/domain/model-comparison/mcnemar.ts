// Whether two classifiers differ in how many of the same rows they get right (McNemar 1947), by the exact binomial test.
import { logGamma } from './log-gamma';

/** Rows that the first alone and the second alone got right, and the two-sided exact p of as uneven a pair where both are as good. */
export interface McNemar {
  firstOnly: number;
  secondOnly: number;
  p: number;
}

/** `correct` of the same rows, one after another: 1 where the class was the right one. */
export function mcNemar(first: ArrayLike<number>, second: ArrayLike<number>): McNemar {
  let [firstOnly, secondOnly] = [0, 0];
  for (let row = 0; row < first.length; row++) {
    if (first[row] === second[row]) continue;
    if (first[row]) firstOnly++;
    else secondOnly++;
  }
  return { firstOnly, secondOnly, p: exactP(Math.min(firstOnly, secondOnly), firstOnly + secondOnly) };
}

/** Twice P(X ≤ least) of a binomial with n draws and a share of one half, 1 at most. */
function exactP(least: number, n: number): number {
  if (n === 0 || 2 * least >= n) return 1;
  let tail = 0;
  // The largest term comes last: what is too small to count is added first.
  for (let k = 0; k <= least; k++)
    tail += Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * Math.LN2);
  return Math.min(1, 2 * tail);
}
