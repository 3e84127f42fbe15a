// The three shares of a split while a person edits one of them. The split itself is made in domain/split.ts.

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
