// The words of an ARFF line: plain, or in single or double quotes with a backslash before what would end them.
// Grammar: Weka, "ARFF (developer version)", https://waikato.github.io/weka-wiki/formats_and_processing/arff_developer/

/** A word, and where the text goes on behind it. */
export interface ArffToken {
  text: string;
  isQuoted: boolean;
  end: number;
}

const escapes: Readonly<Partial<Record<string, string>>> = { n: '\n', t: '\t', r: '\r' };

/** Where the first character stands that is no blank. */
export function pastBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/**
 * The word that begins at `from`; a plain one ends before one of `ends` and has no blanks around it.
 * @throws Error where a quote is not closed
 */
export function readToken(text: string, from: number, ends: RegExp): ArffToken {
  const start = pastBlanks(text, from);
  const quote = text[start];
  if (quote === "'" || quote === '"') return quotedToken(text, start, quote);
  let end = start;
  while (end < text.length && !ends.test(text[end] ?? '')) end++;
  return { text: text.slice(start, end).trimEnd(), isQuoted: false, end };
}

function quotedToken(text: string, start: number, quote: string): ArffToken {
  let word = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === quote) return { text: word, isQuoted: true, end: at + 1 };
    if (character !== '\\') word += character;
    else {
      at++;
      const escaped = text[at] ?? '';
      word += escapes[escaped] ?? escaped;
    }
  }
  throw new Error('a quote is not closed');
}
