// How likely a text is in a language: by its letters beyond ASCII, by what they stand beside, by capitals. In natural logarithms, summed over
// the different words, so that readings of the same bytes can be compared.
import type { Language, wide } from './languages';

/** Log-likelihoods of what should not be. */
const never = Math.log(0.0005);
const strange = Math.log(0.003);
const unusual = Math.log(0.02);
const sign = Math.log(0.05);

const usualSigns = /[°€£–—“”„‘’²³µ§«»…•®©½¼¾±×º№¿¡·¥฿、。「」（），：；？！～％＃]/u;
const besideWords = /[°€£–—“”„‘’²³«»…®©¿¡、。「」（），：；？！％]/u;
const vowels = /[aeiouyæøœıáàâãäåāăąéèêëēęėěíìîïīįóòôõöōőúùûüūůűųýÿơư]/u;
const mark = /\p{M}/u;
const thaiMark = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/u;
const thaiBase = /[\u0e01-\u0e2e\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/u;

const isAscii = (character: string): boolean => character.charCodeAt(0) < 128;
const isLetter = (character: string): boolean => /[\p{L}\p{M}]/u.test(character);

const between = /[\x00-\x40\x5b-\x60\x7b-\x7f]+/;
const mostWords = 500;

/** What stands between the signs of ASCII and has more than ASCII letters, each once. */
export function tellingWords(text: string): string[] {
  const words = new Set<string>();
  for (const word of text.split(between)) if (!/^[a-z]*$/i.test(word)) words.add(word);
  return [...words].slice(0, mostWords);
}

/** A language's letters with their log-likelihoods: the n-th most frequent stands about once in n, as words do. */
function frequencies(letters: string): ReadonlyMap<string, number> {
  const all = [...letters];
  const total = all.reduce((sum, _, rank) => sum + 1 / (rank + 4), 0);
  return new Map(all.map((letter, rank) => [letter, Math.log(0.97 / ((rank + 4) * total))]));
}

/** Log-likelihood of words in a language whose characters are a byte each. */
export function narrowLikelihood({ letters, isLatin }: Language, words: readonly string[]): number {
  const known = frequencies(letters);
  return words.reduce(
    (sum, word) => sum + letterLikelihood(known, word, isLatin) + shapeLikelihood(word, isLatin),
    0,
  );
}

function letterLikelihood(known: ReadonlyMap<string, number>, word: string, isLatin: boolean): number {
  let [sum, signs] = [0, 0];
  for (const character of word) {
    if (isAscii(character)) {
      if (!isLatin && /[a-z]/i.test(character)) sum += unusual;
      continue;
    }
    const plain = character === 'İ' ? 'ı' : character.toLowerCase();
    sum +=
      known.get(plain) ??
      (isLetter(character) ? strange + unusual : signLikelihood(character, word, signs++));
  }
  return sum;
}

/** What stands beside what: capitals behind small letters, marks without a letter, letters that no word has in a row. */
function shapeLikelihood(word: string, isLatin: boolean): number {
  const characters = [...word];
  let sum = 0;
  let [beyond, consonants, vowelsInRow] = [0, 0, 0];
  characters.forEach((character, at) => {
    const before = characters[at - 1];
    if (before !== undefined && /\p{Lu}/u.test(character) && /\p{Ll}/u.test(before)) sum += strange;
    if (thaiMark.test(character) && (before === undefined || !thaiBase.test(before))) sum += strange;
    if (character === 'ς' && at < characters.length - 1) sum += strange;
    if (!isLatin) return;
    beyond = isAscii(character) || mark.test(character) ? 0 : beyond + 1;
    if (beyond === 2) sum += Math.log(0.15);
    else if (beyond > 2) sum += unusual;
    if (!isLetter(character)) return;
    const isVowel = vowels.test(character.toLowerCase());
    consonants = isVowel ? 0 : consonants + 1;
    vowelsInRow = isVowel ? vowelsInRow + 1 : 0;
    if (consonants >= 3) sum += Math.log(0.4);
    if (vowelsInRow >= 3) sum += Math.log(0.25);
  });
  if (
    isLatin &&
    characters.length > 2 &&
    !characters.some((character) => vowels.test(character.toLowerCase()))
  )
    sum += Math.log(0.05);
  return sum;
}

const kanaShares = { hiragana: Math.log(0.35 / 70), katakana: Math.log(0.3 / 75) };
const rare = 6000;

/** Log-likelihood of words in a language whose characters are two bytes each. */
export function wideLikelihood(
  { common, script, kana }: (typeof wide)[number],
  words: readonly string[],
): number {
  const share = kana ? 0.25 : 0.75;
  const frequent = Math.log(share / common.size);
  const others = Math.log((kana ? 0.1 : 0.24) / rare);
  let sum = 0;
  for (const word of words)
    for (const character of word) {
      if (isAscii(character)) continue;
      if (kana && /[\u3041-\u3096]/.test(character)) sum += kanaShares.hiragana;
      else if (kana && /[\u30a1-\u30fc]/.test(character)) sum += kanaShares.katakana;
      else if (common.has(character)) sum += frequent;
      else if (script.test(character)) sum += others;
      else sum += usualSigns.test(character) ? sign : 2 * never;
    }
  return sum;
}

/** Log-likelihood of a sign: usual ones stand alone, or one at each end of a word. */
function signLikelihood(character: string, word: string, before: number): number {
  if (!usualSigns.test(character)) return never;
  if (before > 1) return strange + unusual;
  if (!isLetter(word)) return sign;
  const isAtEnd = word.startsWith(character) || word.endsWith(character);
  return isAtEnd && besideWords.test(character) ? sign : strange + unusual;
}
