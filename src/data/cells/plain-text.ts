// Text without what only looks different: full-width characters, invisible ones, other blanks. For cells that nothing else reads.

/** Invisible marks that are no part of a value. */
const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;
const fullWidth = /[\uff01-\uff5e]/g;
const minus = /[\u2212\u2010\u2011\ufe63]/g;
/** A dash in a minus's place. */
const dash = /^(\(?)[\u2012\u2013](?=[\d.])/;
const widthOffset = 0xfee0;

/** The trimmed text in half-width characters, with single blanks and a plain minus. */
export function plainText(text: string): string {
  return text
    .replace(invisible, '')
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - widthOffset))
    .replace(minus, '-')
    .replace(dash, '$1-')
    .replace(/\s+/g, ' ')
    .trim();
}
