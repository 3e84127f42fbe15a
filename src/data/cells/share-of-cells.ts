// When a column is what most of its cells are. The limits are told in docs/formats.md.

/** Cells that hold no digit and mean no value: words among numbers, infinities. */
const mostWords = 0.1;
/** Cells with digits that do not read, which speak for a code or another quantity: 12a among house numbers, 1.2.3 among versions. */
const mostCodes = 0.02;
/** From so many cells on, one such cell may be a slip. */
const enoughForASlip = 20;

/** What a column's cells are, of all that are not missing. */
export interface CellCounts {
  /** Read as the type in question. */
  read: number;
  /** Not read, and without a digit or infinite. */
  words: number;
  values: number;
}

/** Whether a column is of a type although some of its cells are not; those become missing, each with a notice. */
export function isMostly({ read, words, values }: CellCounts): boolean {
  if (read === 0) return false;
  const odd = values - read;
  const codes = Math.max(0, odd - words);
  const slips = values >= enoughForASlip ? 1 : 0;
  return odd <= values * mostWords && codes <= Math.max(slips, values * mostCodes);
}
