// Whether a column of text is language that a model can learn words from, rather than codes, addresses or names of rows: by the values
// that its profile shows.
import type { ColumnProfile } from '../../contract/data/dataset';

/** Words of a text, on average, from which on it is language: names of people have two or three. */
const fewestWords = 3;
const blanks = /\s+/u;
const word = /\p{L}{2}/u;
/** Scripts that put no blanks between words; a word has about two signs. */
const signs =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Whether its texts are made of words. */
export function isProse({ top }: Pick<ColumnProfile, 'top'>): boolean {
  if (top.length === 0) return false;
  const words = top.reduce((sum, { value }) => sum + countWords(value), 0);
  return words / top.length >= fewestWords;
}

function countWords(text: string): number {
  const found = text.match(signs)?.length ?? 0;
  const spaced = text.replace(signs, ' ').split(blanks);
  return found / 2 + spaced.filter((part) => word.test(part)).length;
}
