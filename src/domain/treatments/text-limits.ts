// How much is learnt of a text column: enough to carry a signal, too little to learn the rows by heart.

/** How texts are learnt from where nobody chose. */
export const defaultText = { encode: 'tf-idf', maxTerms: 256 } as const;

/** Training texts for each term at least. */
const textsPerTerm = 5;

/** Most terms of a column with so many training texts. */
export function mostTerms(texts: number, chosen: number): number {
  return Math.min(chosen, Math.ceil(texts / textsPerTerm));
}
