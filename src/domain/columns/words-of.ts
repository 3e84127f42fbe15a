// The words of a column's name, in lower case: `loanDefault`, `loan_default` and `Loan default` are two.

/** All words, in order. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** The whole name as words with a blank between. */
export function plainName(name: string): string {
  return wordsOf(name).join(' ');
}
