// Finds the level that a cell means although it is spelled otherwise: True for true, 7 for 00007. One level or none, never a guess.
import { plainText } from './plain-text';

const number = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/;

/** The index of the level that a cell is, or almost is; −1 where it is none, or could be several. */
export type LevelFinder = (cell: string) => { index: number; isExact: boolean };

/** Built once for the levels of a column. */
export function levelFinder(levels: readonly string[]): LevelFinder {
  const exact = new Map(levels.map((level, index) => [level, index]));
  const near = new Map<string, number>();
  levels.forEach((level, index) => {
    for (const key of keysOf(level)) near.set(key, near.has(key) ? -1 : index);
  });
  return (cell) => {
    const found = exact.get(cell);
    if (found !== undefined) return { index: found, isExact: true };
    for (const key of keysOf(cell)) {
      const index = near.get(key);
      if (index !== undefined) return { index, isExact: false };
    }
    return { index: -1, isExact: false };
  };
}

/** What two spellings of one level have in common, the closest first. */
function keysOf(level: string): string[] {
  const plain = plainText(level).normalize('NFC');
  const word = `word ${plain.toLowerCase()}`;
  return number.test(plain) ? [word, `number ${Number(plain)}`] : [word];
}
