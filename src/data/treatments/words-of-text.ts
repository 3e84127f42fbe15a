// The words of a text in lower case, as scikit-learn's TfidfVectorizer takes them: two letters or digits and more. Scripts without
// blanks between words (Chinese, Japanese, Thai …) are cut by Intl.Segmenter, where one sign may be a word.

/** Letters with their marks, digits, underscores. */
const runs = /[\p{L}\p{N}\p{M}_]+/gu;
const withoutBlanks =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Longer runs are codes and addresses rather than words. */
const longest = 64;

let segmenter: Intl.Segmenter | null = null;

/** The words in their order. */
export function wordsOfText(text: string): string[] {
  const words: string[] = [];
  for (const [run] of text.toLowerCase().matchAll(runs)) {
    if (withoutBlanks.test(run)) words.push(...segmented(run));
    else if (run.length <= longest && isLong(run)) words.push(run);
  }
  return words;
}

/** More than one character, whatever code units it takes. */
function isLong(run: string): boolean {
  return run.length > 2 || (run.length === 2 && (run.codePointAt(0) ?? 0) <= 0xffff);
}

function segmented(run: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(run), ({ segment }) => segment).filter(
    (word) => word.length <= longest && (withoutBlanks.test(word) || isLong(word)),
  );
}
