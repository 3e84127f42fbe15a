// Whether the values of a column look like whole numbers, as far as the profile can tell: the cells are not looked at.
import type { ColumnProfile } from '../../contract/data/dataset';

/** Told by the profile of today; by an older one as likely as its few numbers say. */
export function looksWhole({ number, distinct }: Pick<ColumnProfile, 'number' | 'distinct'>): boolean {
  if (number === null) return false;
  const span = number.max - number.min + 1;
  return [number.min, number.max, 2 * number.median].every(Number.isInteger) && distinct <= span;
}
