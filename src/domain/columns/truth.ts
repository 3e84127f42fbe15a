// Which words mean true and which false. Levels only: a number 0 or 1 is one where a person says that it is.

/** False, then true. */
const pairs: readonly (readonly [string, string])[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
  ['off', 'on'],
  ['0', '1'],
  ['nein', 'ja'],
  ['falsch', 'wahr'],
  ['aus', 'an'],
  ['non', 'oui'],
  ['否', '是'],
  ['假', '真'],
];

function pairOf(levels: readonly string[]): readonly [string, string] | undefined {
  const words = new Set(levels.map((level) => level.trim().toLowerCase()));
  return words.size === 2 ? pairs.find((pair) => pair.every((word) => words.has(word))) : undefined;
}

/** Whether the levels are two words for true and false, however they are capitalised. */
export function isTruth(levels: readonly string[]): boolean {
  return pairOf(levels) !== undefined;
}

/** Of each level whether it is true; of two levels that say nothing of it, the second is. */
export function truthOf(levels: readonly string[]): (0 | 1)[] {
  const pair = pairOf(levels);
  return levels.map((level, place) => {
    if (pair) return level.trim().toLowerCase() === pair[1] ? 1 : 0;
    return place === levels.length - 1 ? 1 : 0;
  });
}
