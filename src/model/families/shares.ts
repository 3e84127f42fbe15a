// Probabilities of classes as the raw outputs that tasks’ heads take: the logit of the second of two classes, the logarithm of each of more.
// For families that come to probabilities without logits.

/** What stands for the logarithm of 0, and the largest logit: finite, and its exponential is 0 beside any other. */
const mostLogit = 1000;

/** A share in [0, 1] as its logarithm. */
function logOf(share: number): number {
  return share > 0 ? Math.max(-mostLogit, Math.log(share)) : -mostLogit;
}

/** Raw outputs [rows, 1] of the probabilities [rows] of the second of two classes. */
export function binaryLogits(shares: ArrayLike<number>): Float32Array {
  return Float32Array.from(shares, (share) =>
    Math.max(-mostLogit, Math.min(mostLogit, logOf(share) - logOf(1 - share))),
  );
}

/** Raw outputs [rows, classes] of probabilities [rows, classes]. */
export function classLogits(shares: ArrayLike<number>): Float32Array {
  return Float32Array.from(shares, logOf);
}
