// How many significant digits show how far a ratio is from 1: a ratio of odds per dollar may be 1.0000123.

/** At least 4, and 3 of what is beyond 1; 15 at most. */
export function ratioDigits(ratio: number): number {
  const beyond = Math.abs(ratio - 1);
  if (beyond === 0 || beyond >= 0.1 || !Number.isFinite(beyond)) return 4;
  return Math.min(15, 3 - Math.floor(Math.log10(beyond)));
}
