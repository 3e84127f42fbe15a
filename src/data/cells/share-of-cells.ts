// When a column is what most of its cells are. The limits are told in docs/formats.md.

/** Cells that hold no digit and mean no value: words among numbers, infinities. */
const mostWords = 0.1;
/** The same where all of them are one word beside a quantity: then it is how the file writes "not known". */
const mostOfOneWord = 0.25;
/** From so many different numbers on a column is a quantity: G, 1, 2, 3 may be floors. */
const fewestQuantities = 20;
/** Cells with digits that do not read, which speak for a code or another quantity: 12a among house numbers, 1.2.3 among versions. */
const mostCodes = 0.02;
/** From so many cells on, one such cell may be a slip. */
const enoughForASlip = 20;

/** What a column's cells are, of all that are not missing. */
export interface CellCounts {
  /** Read as the type in question. */
  read: number;
  /** Not read, and without a digit. */
  words: number;
  /** Whether all words are one. */
  isOneWord: boolean;
  /** Numbers that have no value of their own: infinities, limits such as <0.01. They speak for the column and become missing. */
  unbounded: number;
  /** How many different ones were read, at least. */
  distinct: () => number;
  values: number;
}

/** Whether a column is of a type although some of its cells are not; those become missing, each with a notice. */
export function isMostly({ read, words, isOneWord, unbounded, distinct, values }: CellCounts): boolean {
  if (read === 0 || unbounded > read) return false;
  const known = values - unbounded;
  const odd = known - read;
  const codes = Math.max(0, odd - words);
  const slips = known >= enoughForASlip ? 1 : 0;
  if (codes > Math.max(slips, known * mostCodes)) return false;
  if (odd <= known * mostWords) return true;
  return isOneWord && odd <= known * mostOfOneWord && distinct() >= fewestQuantities;
}
