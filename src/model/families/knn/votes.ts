// What neighbours say: the shares of classes among them, or the mean of their numbers; each counts alike or by 1 / distance, where a row at distance
// 0 leaves no say to others, as in scikit-learn.
import type { KnnSettings } from './family';
import type { Neighbors } from './search';

/** What votes are counted by. */
export interface Voters {
  /** Of the rows: class indices, or scaled numbers. */
  labels: Float32Array;
  /** Classes of the target; 0 for numbers. */
  classes: number;
  /** Weights of the classes; null where all count alike. */
  classWeights: Float64Array | null;
  weights: KnnSettings['weights'];
}

/** Shares [queries, classes], or means [queries], of the first `k` neighbours of each query. */
export function votesOf({ rows, squares, k: known }: Neighbors, k: number, voters: Voters): Float64Array {
  const { labels, classes, classWeights, weights } = voters;
  const count = known === 0 ? 0 : rows.length / known;
  const width = Math.max(1, classes);
  const votes = new Float64Array(count * width);
  const taken = Math.min(k, known);
  for (let query = 0; query < count; query++) {
    const from = query * known;
    // Sorted by distance: only then is the first one at 0.
    const isAt = weights === 'distance' && squares[from] === 0;
    let total = 0;
    for (let at = from; at < from + taken; at++) {
      const label = labels[rows[at]!]!;
      const near = weights === 'uniform' ? 1 : isAt ? Number(squares[at] === 0) : 1 / Math.sqrt(squares[at]!);
      const vote = near * (classWeights?.[label] ?? 1);
      total += vote;
      if (classes > 0) votes[query * width + label]! += vote;
      else votes[query]! += vote * label;
    }
    for (let k = 0; k < width; k++) votes[query * width + k]! /= total;
  }
  return votes;
}

/** The least probability that a logarithm is taken of, as in the metric. */
const least = 2 ** -23;

/** Log loss, or mean squared error, of votes; NaN without rows. */
export function lossOf(votes: Float64Array, labels: ArrayLike<number>, classes: number): number {
  const width = Math.max(1, classes);
  let sum = 0;
  for (let row = 0; row < labels.length; row++)
    sum +=
      classes > 0
        ? -Math.log(Math.min(1 - least, Math.max(least, votes[row * width + labels[row]!]!)))
        : (votes[row]! - labels[row]!) ** 2;
  return sum / labels.length;
}
