// The most frequent texts of a column that has too many to keep. Counts are exact for the first 10,000 distinct texts;
// what is frequent enough to be shown comes among them unless the file is sorted by it.

/** How many values a profile shows. */
export const topSize = 20;

const keptTexts = 10_000;
const shownBytes = 400;
const decoder = new TextDecoder();

/** Counts texts by their hash; a text is decoded only when it is first seen. */
export class TopTexts {
  #texts = new Map<number, { value: string; count: number }>();

  add(hash: number, bytes: Uint8Array, from: number, to: number): void {
    const known = this.#texts.get(hash);
    if (known) known.count++;
    else if (this.#texts.size < keptTexts) {
      const cut = decoder.decode(bytes.subarray(from, Math.min(to, from + shownBytes)));
      // A cut may fall inside a character, which then decodes to the replacement mark.
      const value = to - from > shownBytes ? `${cut.replace(/\uFFFD+$/, '')}…` : cut;
      this.#texts.set(hash, { value, count: 1 });
    }
  }

  finish(): { value: string; count: number }[] {
    const ranked = [...this.#texts.values()].toSorted(
      (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1),
    );
    return ranked.slice(0, topSize).map(({ value, count }) => ({ value, count }));
  }
}
