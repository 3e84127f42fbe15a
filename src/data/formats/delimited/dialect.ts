// How a text table is written, found in the head of its text: its marks first, then what stands above its rows.
// Guesses once; rows.ts then reads every row by it.
import { findLayout, type Layout } from './layout';
import type { Marks } from './marks';
import { parseRows } from './parse-rows';
import { pickMarks, type GivenMarks } from './pick-marks';

/** How a table is written. */
export interface Dialect extends Marks, Layout {}

/** What a person may know better than the head of the file shows. */
export interface GivenDialect extends GivenMarks {
  header?: boolean;
  /** Lines above the names. */
  skipLines?: number;
}

const sampleRows = 500;

/** The dialect of a table whose text begins with `head`; `complete` where that is all of it. A row of all `expected` names is a header. */
export function detectDialect(
  head: string,
  complete: boolean,
  expected: readonly string[] = [],
  { header, skipLines, ...given }: GivenDialect = {},
): Dialect {
  const told = /^sep=(.)\r?[\n\r]/i.exec(head);
  const text = told ? head.slice(told[0].length) : head;
  const marks = pickMarks(text, complete, told?.[1] === undefined ? given : { delimiter: told[1], ...given });
  const { rows } = parseRows(marks, head, { last: complete, most: sampleRows });
  const known = {
    expected,
    ...(header === undefined ? {} : { header }),
    ...(skipLines === undefined ? {} : { titles: skipLines }),
  };
  return { ...marks, ...findLayout(rows, marks, known) };
}
