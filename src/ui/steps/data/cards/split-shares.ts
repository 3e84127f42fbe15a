// The three shares of a split while a person edits one of them. The split itself is made in domain/split/assign-split.ts.

/** Shares of train, validation and test; together 1. */
export interface Shares {
  train: number;
  validation: number;
  test: number;
}

/** Smallest share that a part keeps: without rows in each part nothing can be trained, tuned or judged. */
export const smallestShare = 0.01;

const tidy = (share: number) => Math.round(share * 1e6) / 1e6;

/**
 * Sets one share; the two others keep their proportion in what is left. Each keeps at least `smallestShare`, and
 * the sum stays exactly 1 for what is stored.
 */
export function setShare(shares: Shares, part: keyof Shares, value: number): Shares {
  const [first, second] = (['train', 'validation', 'test'] as const).filter((name) => name !== part) as [
    keyof Shares,
    keyof Shares,
  ];
  const chosen = tidy(Math.max(smallestShare, Math.min(1 - 2 * smallestShare, value)));
  const rest = 1 - chosen;
  const both = shares[first] + shares[second];
  const wanted = both > 0 ? (rest * shares[first]) / both : rest / 2;
  const firstShare = tidy(Math.max(smallestShare, Math.min(rest - smallestShare, wanted)));
  return { ...shares, [part]: chosen, [first]: firstShare, [second]: tidy(rest - firstShare) };
}

/** A split whose test set is one of so many folds; training and validation keep their proportion in the others. */
export function foldedSplit<Split extends Shares>(
  split: Split,
  count: number,
  held: number,
): Split & { folds: { count: number; held: number } } {
  const rest = 1 - 1 / count;
  const validation = tidy((rest * split.validation) / (split.train + split.validation));
  const train = tidy(rest - validation);
  const folds = { count, held: Math.min(held, count) };
  return { ...split, train, validation, test: tidy(1 - train - validation), folds };
}

/** The share of validation while the test set stays the fold that it is. */
export function setValidation<Split extends Shares>(split: Split, share: number): Split {
  const rest = 1 - split.test;
  const validation = tidy(Math.max(smallestShare, Math.min(rest - smallestShare, share)));
  return { ...split, validation, train: tidy(rest - validation) };
}
