// Whether a decoded text is written as texts are: words of one alphabet, capitals at their beginning, no signs inside of them.

const word = /[\p{L}\p{M}'’-]+/gu;
const cased = /^(?:\p{Lu}?[\p{Ll}\p{M}'’-]*|[\p{Lu}\p{M}'’-]+)$/u;
const sign = /\p{L}[\u00a1-\u00bf\u00d7\u00f7ˆ˜–—†‡•‰™‹›√∫≈∆◊π∑∏∂Ω\u2500-\u259f](?=\p{L})/gu;
const alphabets = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Thai}/u];

/** Letters of Serbian and Macedonian: in Russian they are what capitals of an old Mac look like. */
const southern = /[ЂЃЉЊЌЋЏђѓљњќћџ]/;

/** From 0 to 1: the share of words with other letters than a–z that are written in a usual way; signs inside of words count as bad ones. */
export function plausibility(text: string): number {
  const isRussian = /[ыэъ]/.test(text);
  let [good, bad] = [0, text.match(sign)?.length ?? 0];
  for (const [found] of text.matchAll(word)) {
    if (/^[\x20-\x7e]*$/.test(found)) continue;
    const isForeign = isRussian && southern.test(found);
    const scripts = alphabets.filter((alphabet) => alphabet.test(found)).length;
    const isCased = found.length < 2 || cased.test(found) || !/\p{Lu}|\p{Ll}/u.test(found);
    if (scripts <= 1 && isCased && !isForeign) good++;
    else bad++;
  }
  // Katakana of half width are what bytes of Chinese look like in Japanese encodings; texts rarely have them.
  const narrow = text.match(/[\uff61-\uff9f]/g)?.length ?? 0;
  const loose = text.match(/[^\x20-\x7e\p{L}\p{M}\p{N}\p{P}\p{Sc}\s°²³µ]/gu)?.length ?? 0;
  return good === 0 && bad === 0 ? 0.5 / (1 + loose) : good / (good + bad + narrow + loose / 2);
}

/** How much of a text's plausibility is left where it lacks the letters that its encoding is made for: kana in Japanese, hangul in Korean. */
export function ownLetters(encoding: string, text: string): number {
  if (encoding === 'euc-jp' || encoding === 'shift_jis') return /[\u3041-\u30ff]/.test(text) ? 1 : 0.5;
  return encoding === 'euc-kr' && !/[\uac00-\ud7a3]/.test(text) ? 0.3 : 1;
}
