// Texts as features: how often each known term stands in a text, times how rare it is, and the whole to length 1, as scikit-learn's
// TfidfVectorizer has it (smoothed idf). The terms are those of the most training texts. A missing text is all zeros.
import { mostTerms } from '../../domain/treatments/text-limits';
import { isMissingToken } from '../cells/missing';
import type { FeatureCoder, FittedOf } from './treatment';
import { wordsOfText } from './words-of-text';

type Terms = FittedOf<'terms'>;

/** Distinct words that are counted at a time; where there are more, those of one text are dropped on the way. */
const mostCounted = 500_000;
const decoder = new TextDecoder();

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Built once for a fitted feature: encoding runs for every batch. */
function placesOf(terms: readonly string[]): ReadonlyMap<string, number> {
  const known = places.get(terms) ?? new Map(terms.map((term, place) => [term, place]));
  places.set(terms, known);
  return known;
}

/** Writes a text's values from `at`. @returns whether any term is in it. */
function writeTerms({ terms, idf }: Terms, text: string, data: Float32Array, at: number): boolean {
  const known = placesOf(terms);
  const counts = new Map<number, number>();
  for (const word of wordsOfText(text)) {
    const place = known.get(word);
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const weighted = [...counts].map(([place, count]) => ({ place, weight: count * (idf[place] ?? 0) }));
  const norm = Math.sqrt(weighted.reduce((sum, { weight }) => sum + weight * weight, 0));
  for (const { place, weight } of weighted) data[at + place] = weight / norm;
  return counts.size > 0;
}

/** Counts in how many texts each word stands. */
class DocumentFrequencies {
  texts = 0;
  readonly #counts = new Map<string, number>();

  add(text: string): void {
    this.texts++;
    for (const word of new Set(wordsOfText(text))) {
      const count = this.#counts.get(word);
      // A copy that does not keep the whole text alive, as a slice of it would.
      if (count === undefined) this.#counts.set(` ${word}`.slice(1), 1);
      else this.#counts.set(word, count + 1);
    }
    if (this.#counts.size > mostCounted)
      for (const [word, count] of this.#counts) if (count === 1) this.#counts.delete(word);
  }

  /** Words of at least two texts, those of the most texts first, then by code unit; at most `most`. */
  ranked(most: number): { term: string; count: number }[] {
    return [...this.#counts]
      .map(([term, count]) => ({ term, count }))
      .filter(({ count }) => count > 1)
      .sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))
      .slice(0, most);
  }
}

export const termsFeature: FeatureCoder<'terms'> = {
  gather({ name }) {
    const frequencies = new DocumentFrequencies();
    return {
      add({ offsets, bytes, valid }, rows) {
        for (const row of rows)
          if (valid[row] === 1)
            frequencies.add(decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])));
      },
      finish({ text }) {
        const { texts } = frequencies;
        const found = frequencies.ranked(mostTerms(texts, text?.maxTerms ?? 0));
        if (found.length === 0) return null;
        const ordered = found.toSorted((a, b) => (a.term < b.term ? -1 : 1));
        return {
          kind: 'terms',
          column: name,
          terms: ordered.map(({ term }) => term),
          idf: ordered.map(({ count }) => Math.log((1 + texts) / (1 + count)) + 1),
        };
      },
    };
  },
  width: ({ terms }) => terms.length,
  sampleShape: () => null,
  encode(feature, { offsets, bytes, valid }, rows, { data, at: start, stride }) {
    let at = start;
    for (const row of rows) {
      data.fill(0, at, at + feature.terms.length);
      if (valid[row] === 1)
        writeTerms(feature, decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])), data, at);
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const text = raw === null || raw instanceof Uint8Array ? '' : String(raw).trim();
    data.fill(0, at, at + feature.terms.length);
    if (text === '' || isMissingToken(text)) return 'missing';
    return writeTerms(feature, text, data, at) ? null : 'unknown_category';
  },
  signature: (_, profile) => ({ example: profile?.top[0]?.value ?? null }),
};
