// Texts as tf-idf, held against scikit-learn's TfidfVectorizer (scripts/golden/treatments.py), and what serving says of them.
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/golden/treatments.json';
import { encodedNames } from '../../../../src/contract/data/fitted-features';
import { termsFeature } from '../../../../src/data/treatments/terms';
import { wordsOfText } from '../../../../src/data/treatments/words-of-text';
import { textValues } from './texts';

const { fitted, unseen, terms, idf, encoded } = golden.texts;
const rowsOf = (texts: readonly unknown[]) => Uint32Array.from(texts.keys());

function fit(texts: readonly (string | null)[], rows = rowsOf(texts), maxTerms = 256) {
  const gatherer = termsFeature.gather({ name: 'note', type: 'text', categories: [], shape: null });
  gatherer.add?.(textValues(texts), rows, null);
  return gatherer.finish({
    number: { impute: 'median', scale: 'standard', missingIndicator: true },
    category: { encode: 'one-hot', maxCategories: 10 },
    image: { scale: 'unit' },
    text: { encode: 'tf-idf', maxTerms },
  });
}

describe('a text as tf-idf', () => {
  it('has the terms, weights and values that scikit-learn has', () => {
    const feature = fit(fitted)!;
    expect(feature.terms).toEqual(terms);
    feature.idf.forEach((value, place) => expect(Math.abs(value - idf[place]!)).toBeLessThan(1e-9));
    const texts = [...fitted.slice(0, 12), ...unseen];
    const width = terms.length;
    const data = new Float32Array(texts.length * width);
    termsFeature.encode(feature, textValues(texts), rowsOf(texts), { data, at: 0, stride: width }, {});
    encoded.flat().forEach((value, at) => expect(data[at]).toBe(Math.fround(value)));
    texts.forEach((text, row) => {
      const typed = new Float32Array(width);
      termsFeature.write(feature, text, typed, 0);
      expect([...typed]).toEqual([...data.subarray(row * width, (row + 1) * width)]);
    });
  });

  it('learns of the training rows only, of words in at least two texts, within its limits', () => {
    const texts = ['red fox', 'red hen', 'blue fox', 'blue hen', 'blue fox', 'test test', 'test only'];
    const feature = fit(texts, Uint32Array.of(0, 1, 2, 3, 4))!;
    expect(feature.terms).toEqual(['blue']);
    expect(encodedNames(feature)).toEqual(['note “blue”']);
    const many = Array.from({ length: 50 }, (_, row) => `word${row % 25} again`);
    expect(fit(many)?.terms).toHaveLength(10);
    expect(fit(many, rowsOf(many), 4)?.terms).toHaveLength(4);
    expect(fit(Array.from({ length: 50 }, (_, row) => `code${row}`))).toBeNull();
  });

  it('is all zeros where it is missing or has none of its words, and says so', () => {
    const feature = fit(['red fox', null, 'red hen', 'red cat', 'red dog', 'red ant'])!;
    const data = new Float32Array(2).fill(7);
    termsFeature.encode(feature, textValues([null]), Uint32Array.of(0), { data, at: 0, stride: 2 }, {});
    expect(data[0]).toBe(0);
    const typed = new Float32Array(1);
    expect(termsFeature.write(feature, null, typed, 0)).toBe('missing');
    expect(termsFeature.write(feature, 'a green owl', typed, 0)).toBe('unknown_category');
    expect(termsFeature.write(feature, 'RED', typed, 0)).toBeNull();
    expect([...typed]).toEqual([1]);
  });
});

describe('the words of a text', () => {
  it('are cut without blanks in Chinese and Japanese, where one sign may be a word', () => {
    // Where the cuts lie is the browser's to say; these are the same in every version.
    const words = wordsOfText('物流太慢，包装破损。iPhone 14 好');
    expect(words).toEqual(expect.arrayContaining(['物流', '包装', '破损', 'iphone', '14', '好']));
    expect(words.join('')).toBe('物流太慢包装破损iphone14好');
    expect(wordsOfText('配送が遅い').length).toBeGreaterThan(1);
  });

  it('keep their marks and lose runs that are codes', () => {
    expect(wordsOfText(`हिन्दी ÄRGER a ${'x'.repeat(65)} 𝒜`)).toEqual(['हिन्दी', 'ärger']);
  });
});
